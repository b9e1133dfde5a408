#!/bin/sh
# The syntax of every script, then every test.
set -eu
for file in notes lib/*.sh tests/*.sh; do sh -n "$file"; done
for test in tests/*.sh; do
  sh "$test" || { echo "FAILED: $test"; exit 1; }
done
echo "all checks passed"
