# Every line that greets says hello, and a list of names is not empty.
sh greet.sh | grep -q hello || { echo "greet.sh does not say hello"; exit 1; }
[ ! -e names.txt ] || [ -s names.txt ] || { echo "names.txt is empty"; exit 1; }
