# row DATE TEXT CENTS: one entry as a line
row() {
  printf '%s %s %s\n' "$1" "$2" "$3"
}
