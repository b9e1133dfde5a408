# What the ticket `total` has to fulfil: income minus spending, in cents.
got=$(sh ledger total)
[ "$got" = "158901" ] || { echo "total: expected 158901, got $got"; exit 1; }
