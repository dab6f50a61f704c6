# Read by migrate, verify and roll-back.

. "${MIGRATE_SETTINGS:-$(dirname "$0")/settings.sh}"

# Runs the SQL of its standard input, which may hold tokens: an argument could be read by everybody.
# It ends at the first error; a transaction that was not ended by then changes nothing.
sql() {
    { echo "SET time_zone = '$TIME_ZONE';" && cat; } |
        "$DATABASE_CLIENT" --defaults-extra-file="$LOGIN" --default-character-set=utf8mb4 \
            --batch --raw --skip-column-names "$DATABASE"
}

# Users go through this script in hexadecimal digits, so that no name is taken for SQL.
name_of() {
    echo "SELECT CONVERT(X'$1' USING utf8mb4);" | sql
}

# The row of a user, whatever the column's character set and collation.
row_of() {
    echo "HEX(CONVERT($USER_COLUMN USING utf8mb4)) = '$1'"
}

taken_over() {
    echo "SELECT user FROM $TAKEN_OVER ORDER BY user;" | sql
}

is_signed_in() {
    "$OMNIFUND" status --json -- "$1" | grep '"signed_in": true' >/dev/null
}
