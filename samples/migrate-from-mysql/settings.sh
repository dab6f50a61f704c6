# Read by migrate, verify and roll-back. Copy it, change it, and name the copy in MIGRATE_SETTINGS.

# The settings that name the store and the OAuth client which the tokens were given to.
export OMNIFUND_CONFIG=/etc/omnifund/pos.conf
OMNIFUND=omnifund

# mariadb or mysql; MySQL 5.7, MariaDB 10.2.3 or later. LOGIN is an option file with user and password
# in it, mode 0600: they are no arguments.
DATABASE_CLIENT=mariadb
LOGIN=/etc/omnifund/migrate.cnf
DATABASE=pos

# The old program's table, a row for each user.
TABLE=omnifund_tokens
USER_COLUMN=username
ACCESS_COLUMN=access_token
REFRESH_COLUMN=refresh_token
EXPIRES_COLUMN=expires_at
# How its end of the access token becomes a Unix time, and how a Unix time becomes it again. Where the
# column holds a number: FROM_EXPIRES=$EXPIRES_COLUMN, TO_EXPIRES=@expires. DATETIMEs are read in TIME_ZONE.
FROM_EXPIRES="UNIX_TIMESTAMP($EXPIRES_COLUMN)"
TO_EXPIRES="FROM_UNIXTIME(@expires)"
TIME_ZONE=+00:00

# Made by migrate: who was taken over, and when.
TAKEN_OVER=omnifund_taken_over
