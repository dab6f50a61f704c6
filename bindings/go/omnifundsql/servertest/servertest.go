// Package servertest tries omnifundsql on databases.
package servertest
