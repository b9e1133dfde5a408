[ "$(sh notes list | grep -c .)" = 4 ] || { echo "list: not every note is shown"; exit 1; }
