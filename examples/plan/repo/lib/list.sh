# notes list: every note, as it is in the book
cat "$book"
