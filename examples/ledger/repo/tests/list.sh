[ "$(sh ledger list | wc -l)" -eq 5 ] || { echo "list: expected 5 lines"; exit 1; }
