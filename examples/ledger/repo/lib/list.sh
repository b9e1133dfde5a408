while IFS=, read -r date text cents; do row "$date" "$text" "$cents"; done < "$entries"
