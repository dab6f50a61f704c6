#!/bin/sh
# A till in a shell: prints all customers of a last name, makes one more, and says what can have become of it.
#
#     till.sh USERNAME LASTNAME
set -u
user=$1
name=$2

customers() {
    omnifund call GET /api/customers "$user" --all --query "lastName=$name" --query itemsPerPage=1
}

customers || exit

said=$(printf '{"firstName": "New", "lastName": "%s"}' "$name" |
    omnifund call POST /api/customers "$user" --json @- 2>&1 >/dev/null)
status=$?
case $said in
    '') [ "$status" -eq 0 ] && echo "The customer is made." ;;
    *'may have been carried out'*)
        # Never again by itself: OmniFund knows whether it was.
        echo "No answer came, and the customer may be made. What OmniFund has now:"
        customers || exit
        ;;
    *) echo "The customer is not made: $said" ;;
esac
exit "$status"
