//! What `--help` teaches beyond the options.

/// What stands below the options of `run`.
pub const RUN: &str = "\
The server listens on a free port with the example client and user, unless --client, --user or --seed give \
others. The command finds in its environment
  OMNIFUND_BASE_URL, OMNIFUND_CA_FILE, OMNIFUND_STORE       for the omnifund library, and for curl --cacert
  OMNIFUND_CLIENT_ID, OMNIFUND_CLIENT_SECRET                the first OAuth client
  OMNIFUND_USERNAME, OMNIFUND_PASSWORD                      the first user
  OMNIFUND_LOCAL_CONTROL                                    the control endpoint, see omnifund-local --help
and no other setting of the library. The store is a new directory, gone at the end. SIGTERM, SIGHUP and \
SIGINT are passed on. The exit status is the command's: 128 and the signal's number where one ended it, 127 \
where there is no such command, 126 where it can't be run.

Examples:
  omnifund-local run -- pytest
  omnifund-local run --access-lifetime 5 --seed tests/seeds.toml -- go test ./...
  omnifund-local run --log server.log -- vendor/bin/phpunit";

/// What stands below the options.
pub const EXAMPLES: &str = "\
Example, with the client and user of OmniFund's own documentation:
  omnifund-local --example --listen 127.0.0.1:8443 --tls-dir ./tls

  curl --cacert ./tls/ca.pem https://127.0.0.1:8443/oauth/v2/token \\
    -d grant_type=password \\
    -d client_id=1_3bcbxd9e24g0gk4swg0kwgcwg4o8k8g4g888kwc44gcc0gwwk4 \\
    -d client_secret=4ok2x70rlfokc8g0wws8c8kwcokw80k44sg48goc0ok4w0so0k \\
    -d username=omnifund_user -d password=omnifund_password

The portal, where OAuth clients are made and every refusal has its reason: open https://127.0.0.1:8443 in
a browser, and log in as omnifund_user with omnifund_password.

A test suite with a server of its own, on a free port (see omnifund-local run --help):
  omnifund-local run -- pytest

The REST API, with example data and with a file of yours:
  omnifund-local --example --resource invoices=invoices.json
  curl --cacert ./tls/ca.pem -H \"Authorization: Bearer $TOKEN\" https://127.0.0.1:8443/api/customers?page=2

A state that lasts, changed while the server runs:
  omnifund-local --db state.db
  omnifund-local client add --db state.db --name Till
  echo 'a password' | omnifund-local user add till_1 --db state.db

Once it is ready, it says so on standard output, for a script to read:
  OMNIFUND_BASE_URL=https://127.0.0.1:8443
  OMNIFUND_CA_FILE=/home/you/tls/ca.pem
  OMNIFUND_LOCAL_CONTROL=http://127.0.0.1:9000
  OMNIFUND_LOCAL_READY=1
The third line comes with --control only. Everything else, one line a request among it, goes to
standard error.

Misbehaviour, by --fault at the start or at the control endpoint. The first refresh is carried out
and its reply lost; the second waits a second:
  omnifund-local --example --control 127.0.0.1:9000 \\
    --fault '{\"grant\":\"refresh_token\",\"times\":1,\"drop_reply\":true}' \\
    --fault '{\"grant\":\"refresh_token\",\"times\":1,\"delay_ms\":1000}'

Each request takes the first rule that is for it and not used up. A rule has
  at      token, login, api or any (the default) times  how often, from 1; without it, for ever
  grant   password or refresh_token              skip   how many it lets through first
  method  GET, POST, ... with at api
and one action:
  delay_ms N            wait, then process           drop_reply true       process, then close
  delay_reply_ms N      process, wait, then reply    cut_reply_after N     close after N bytes of reply
  cut_request true      read it and close            cut_at_accept true    close before the handshake
  garbage true          a captive portal's page      garbage_after_commit true
  status N              with body, content_type, retry_after and location, each a text or not there

The control endpoint speaks JSON over plain HTTP, asks for no password and is for tests only. So that no page in a
browser can use it, a body says that it is JSON, and a change without a body has a header of its own:
  curl -X PUT http://127.0.0.1:9000/faults -H 'Content-Type: application/json' \\
    -d '[{\"at\":\"login\",\"status\":503,\"retry_after\":\"5\"}]'
  curl -X DELETE http://127.0.0.1:9000/faults -H 'Omnifund-Control: 1'
  curl http://127.0.0.1:9000/exchanges?after=0

  PUT, GET, DELETE /faults      an array of rules; shown with how often each was used
  PUT /lifetimes                {\"access\":SECONDS,\"refresh\":SECONDS} for new tokens; either may be absent
  PUT /clock                    {\"offset\":SECONDS} ahead of the machine's clock
  POST /expire, /revoke         {\"tokens\":\"access\"|\"refresh\"|\"all\",\"user\":NAME or absent}
  POST /codes                   {\"client\":ID,\"user\":NAME,\"redirect_uri\":URI}: a code, as if allowed
  POST /users/NAME/disable, /users/NAME/enable
  PUT /users/NAME/password      {\"password\":TEXT}
  PUT /clients/ID/secret        {\"secret\":TEXT}
  DELETE /clients/ID            its tokens with it
  PUT /login                    {\"refuse_all\":true|false}: every access token is refused
  GET /exchanges?after=NUMBER   what reached the token endpoint, in the order of its commits
  GET /logins?after=NUMBER      what reached token login
  GET /calls?after=NUMBER       what reached the REST API
  DELETE /exchanges             forgets all three; the numbers go on
  GET /state                    counters and settings";
