# frozen_string_literal: true

# Made by tools/interface from omnifund-api.json; edits here are lost.

require 'omnifund/calls'

module Omnifund
  # How a session stood when it was asked. Times are Unix times in seconds; what is not there is nil.
  class Status
    # Whether there is a pair that the server has not refused.
    def signed_in? = @signed_in

    # Whether the session was signed out here, and nobody has signed in since.
    def signed_out? = @signed_out

    # Whether the server refused the refresh token, and nobody has signed in since: the session is lost, and once
    # its access token ends a human must sign in, unless a password was saved.
    def refused? = @refused

    # How many seconds the access token counts as good; 0 where there is none.
    attr_reader :seconds_left

    # How many times the pair has changed.
    attr_reader :generation

    # When the pair last changed; nil where it never did.
    attr_reader :last_rotation

    # When the refresh token presumably ends, 14 days after the last rotation; nil where there is none. The server
    # never says it.
    attr_reader :refresh_token_ends

    # Since when tries fail; nil where they don't.
    attr_reader :failing_since

    # How many tries failed in a row.
    attr_reader :failures_in_a_row

    # Whether the store would not take the newest pair, and this process holds it and tries again with each call.
    def unsaved? = @unsaved

    # When an answer was asked for that could not be understood and is kept (Session#kept_answer); nil where there
    # is none.
    attr_reader :kept_answer

    # How often a refresh token was presented again after an unknown outcome.
    attr_reader :replays

    # How many requests were made to the token endpoint.
    attr_reader :exchanges

    # How many exchanges brought no new pair.
    attr_reader :failures

    # How many calls waited for another process or thread.
    attr_reader :waits

    # How many refresh tokens the server refused: each was a session's end, unless a password was saved.
    attr_reader :lost

    # How many pairs the store would not take at first. Whether there is one now tells Status#unsaved?.
    attr_reader :unsaved_pairs

    def initialize(from)
      @signed_in = Calls.flag(:omnifund_status_signed_in, from)
      @signed_out = Calls.flag(:omnifund_status_signed_out, from)
      @refused = Calls.flag(:omnifund_status_refused, from)
      @seconds_left = Calls.plain(:omnifund_status_seconds_left, from)
      @generation = Calls.plain(:omnifund_status_generation, from)
      @last_rotation = Calls.number_or_none(:omnifund_status_last_rotation, from)
      @refresh_token_ends = Calls.number_or_none(:omnifund_status_refresh_token_ends, from)
      @failing_since = Calls.number_or_none(:omnifund_status_failing_since, from)
      @failures_in_a_row = Calls.plain(:omnifund_status_failures_in_a_row, from)
      @unsaved = Calls.flag(:omnifund_status_unsaved, from)
      @kept_answer = Calls.number_or_none(:omnifund_status_kept_answer, from)
      @replays = Calls.plain(:omnifund_status_replays, from)
      @exchanges = Calls.plain(:omnifund_status_exchanges, from)
      @failures = Calls.plain(:omnifund_status_failures, from)
      @waits = Calls.plain(:omnifund_status_waits, from)
      @lost = Calls.plain(:omnifund_status_lost, from)
      @unsaved_pairs = Calls.plain(:omnifund_status_unsaved_pairs, from)
      freeze
    end
  end

  # A session of a store. Times are Unix times in seconds; what is not there is nil.
  class SessionEntry
    # Why its record can't be read, and what to do; the words name the record. Nil where it can.
    attr_reader :problem

    # Whose session it is; empty where its record can't be read.
    attr_reader :username

    # At which OmniFund it is.
    attr_reader :base_url

    # The client id under which its OAuth client was first used.
    attr_reader :client_id

    # Whether there is a pair that the server has not refused.
    def signed_in? = @signed_in

    # When its pair last changed. Nil where it never did.
    attr_reader :last_rotation

    def initialize(from, index)
      @problem = Calls.text(:omnifund_session_list_problem, from, index)
      @username = Calls.text(:omnifund_session_list_username, from, index)
      @base_url = Calls.text(:omnifund_session_list_base_url, from, index)
      @client_id = Calls.text(:omnifund_session_list_client_id, from, index)
      @signed_in = Calls.flag(:omnifund_session_list_signed_in, from, index)
      @last_rotation = Calls.number_or_none(:omnifund_session_list_last_rotation, from, index)
      freeze
    end

    def self.all(from)
      all = []
      loop do
        Calls.check(:omnifund_session_list_next, from)
        count = Calls.plain(:omnifund_session_list_count, from)
        return all if count.zero?

        count.times { |index| all << new(from, index) }
      end
    end
  end

  # An OAuth client that a store keeps; never its secret. Times are Unix times in seconds; what is not there is
  # nil.
  class ClientEntry
    # The descriptive name of an OAuth client.
    attr_reader :name

    # The client id of an OAuth client.
    attr_reader :client_id

    # Since when this client id and secret are kept.
    attr_reader :since

    def initialize(from, index)
      @name = Calls.text(:omnifund_client_list_name, from, index)
      @client_id = Calls.text(:omnifund_client_list_client_id, from, index)
      @since = Calls.plain(:omnifund_client_list_since, from, index)
      freeze
    end

    def self.all(from)
      Array.new(Calls.plain(:omnifund_client_list_count, from)) { |index| new(from, index) }
    end
  end

  # A question to a user: may this OAuth client act for you (RFC 6749 section 4.1)? Where a browser is at hand
  # OmniFund recommends it: no program sees the password. Send the user's browser to its URL; the user logs in at
  # OmniFund, allows or denies, and comes back to your redirect URI; hand the URL that the user came back with to
  # Session#sign_in_with_code.
  class Authorization < Handle
    ends_with :omnifund_authorization_free

    # Where the user's browser is to go.
    def url
      Calls.text(:omnifund_authorization_url, self)
    end

    # What the answer is known by, random: for Client#authorization_with_state, and for nobody's eyes but the
    # user's.
    def state
      Calls.text(:omnifund_authorization_state, self)
    end
  end

  # An OAuth client ready to talk to one OmniFund. Any thread may use it at any time. Each of its calls makes one
  # request over a connection of its own, on the calling thread, and blocks for the exchange timeout at most,
  # beside what the system's resolver takes longer.
  class Client < Handle
    ends_with :omnifund_client_free

    # Makes a client from a copy of `cfg`. Touches neither the network nor certificates. Raises an error with
    # Code::INVALID_CONFIGURATION, with the name of the setting in the message, where one is missing or does not
    # go with the others.
    def initialize(cfg)
      keep_pointer(Calls.pointer(:omnifund_client_new, cfg))
    end

    # An access token by user name and password (RFC 6749 section 4.3; the specification's "Obtaining an Access
    # Token"). Raises an error with Code::MISSING_CREDENTIALS where one of the two is empty, Code::WRONG_PASSWORD
    # or another code of the 300s where the server refused, a code of the 200s or 400s where it could not be asked
    # or did not answer as it should. Blocks, see Client.
    def password_grant(username, password)
      Token.own(Calls.pointer(:omnifund_client_password_grant, self, username, password))
    end

    # A new access token and refresh token by refresh token (RFC 6749 section 6; the specification's "Refreshing
    # an Access Token"). OmniFund takes each refresh token once: save the new one before you do anything else.
    # Where an error's outcome is Outcome::UNKNOWN, the old one may be spent or not. Raises an error with
    # Code::INVALID_ARGUMENT for what is no token, Code::REFRESH_TOKEN_REFUSED or another code of the 300s where
    # the server refused, a code of the 200s or 400s where it could not be asked or did not answer as it should.
    # Blocks, see Client.
    def refresh_grant(refresh_token)
      Token.own(Calls.pointer(:omnifund_client_refresh_grant, self, refresh_token))
    end

    # Logs the access token's user in (the specification's "Token Login", RFC 6750 section 2.1). Raises an error
    # with Code::INVALID_ARGUMENT for what is no token, Code::ACCESS_TOKEN_REFUSED or Code::ACCESS_DENIED for 401,
    # Code::INSUFFICIENT_SCOPE for 403, with the words of WWW-Authenticate, another code of the 200s to 400s where
    # the server could not be asked or did not answer as it should. Blocks, see Client.
    def token_login(access_token)
      Login.own(Calls.pointer(:omnifund_client_token_login, self, access_token))
    end

    # Makes one, with a random state. `redirect_uri` is where the user comes back to; the OAuth client has to have
    # it under Profile, API Access, to the letter. Sends nothing. Raises an error with Code::INVALID_ARGUMENT for
    # what is no redirect URI: not absolute, with a fragment, or over 2000 bytes.
    def authorization(redirect_uri)
      Authorization.own(Calls.pointer(:omnifund_client_authorization, self, redirect_uri))
    end

    # Makes one that was made before, where the user comes back to another process or request than the one that
    # asked, as in a web application: keep Authorization#state in the user's web session, and nowhere else. Sends
    # nothing. Raises an error with Code::INVALID_ARGUMENT for an empty state or one over 2000 bytes, and as
    # Client#authorization.
    def authorization_with_state(redirect_uri, state)
      Authorization.own(Calls.pointer(:omnifund_client_authorization_with_state, self, redirect_uri, state))
    end

    # A token for the code that the user came back with (RFC 6749 section 4.1.3), for programs that keep their
    # tokens; with a session, see Session#sign_in_with_code. `redirect_url` is the URL that the user came back
    # with, whole or path and query as a web server sees it. A code is good once, for 30 seconds: where an error's
    # outcome is Outcome::UNKNOWN, try again at once, or send the user once more. Raises an error with
    # Code::FOREIGN_REDIRECT where the URL is no answer to this authorization, Code::AUTHORIZATION_DENIED where
    # the user denied it, Code::CODE_REFUSED, Code::REDIRECT_URI_REFUSED or another code of the 300s where the
    # server refused, a code of the 200s or 400s where it could not be asked or did not answer as it should.
    # Blocks, see Client.
    def authorization_code_grant(authorization, redirect_url)
      Token.own(Calls.pointer(:omnifund_client_authorization_code_grant, self, authorization, redirect_url))
    end

    # Makes a client from an OAuth client that the store keeps under a name, and the other settings of `cfg`,
    # whose credentials are not looked at. Raises an error with Code::CLIENT_NOT_FOUND, codes of the 500s, and as
    # Client#new. Blocks on the store only.
    def self.from_store(cfg, store, name)
      Client.own(Calls.pointer(:omnifund_client_from_store, cfg, store, name))
    end

    # Makes the client of a configuration (Config#load): of the OAuth client that it names in the store, or of the
    # one whose id and secret it has. Returns as Client#from_store and Client#new. Blocks on the store only.
    def self.open_configured(cfg, store)
      Client.own(Calls.pointer(:omnifund_client_open_configured, cfg, store))
    end
  end

  # The settings of an OAuth client. For one thread at a time. A client copies what it needs, so a config can be
  # changed, reused and freed after Client#new.
  class Config < Handle
    ends_with :omnifund_config_free

    # A config with nothing set but the defaults, which the setters tell: proxy from the environment variables,
    # the system's certificates, no log.
    def initialize
      keep_pointer(Calls.plain(:omnifund_config_new))
    end

    # A config from a file of NAME=value lines, or from environment variables of the same names where `path` is
    # nil; `path` may be nil. Nothing is ever read that was not asked for. OMNIFUND_ENVIRONMENT=sandbox or
    # production: one of the vendor's hosts OMNIFUND_BASE_URL=https://... any other OmniFund; it replaces the
    # environment's OMNIFUND_ALLOW_PLAIN_HTTP=yes takes plain http:// beyond loopback; secrets then cross the
    # network readable; no unless set OMNIFUND_CLIENT=Till 7 an OAuth client that the store keeps under this name
    # OMNIFUND_CLIENT_SECRET=... the secret of OMNIFUND_CLIENT_ID OMNIFUND_CLIENT_SECRET_FILE=... a file that
    # holds that secret, instead OMNIFUND_CLIENT_ID=... an OAuth client that the store does not keep
    # OMNIFUND_BODY=json or form: how bodies to the token endpoint are written; form unless set
    # OMNIFUND_CA_FILE=... certificates to trust beside the system's OMNIFUND_CA_ONLY=yes trusts that file alone;
    # no unless set OMNIFUND_PROXY=http://... a proxy, or none; unless set, the variables https_proxy, all_proxy
    # and no_proxy decide OMNIFUND_CONNECT_TIMEOUT=2.5 seconds that a connection may take, TLS handshake included;
    # 5 unless set OMNIFUND_EXCHANGE_TIMEOUT=60 seconds that one request may take; 15 unless set
    # OMNIFUND_CALL_BUDGET=60 seconds that one call may take, all that it does included; 25 unless set
    # OMNIFUND_IDEMPOTENCY_HEADER=Idempotency-Key the header by which the server knows a POST that it has seen
    # before OMNIFUND_REPLAY=never or once, until_answered: of a refresh token whose answer was lost;
    # until_answered unless set OMNIFUND_REFRESH_LIFETIME=2592000 seconds that a refresh token presumably lives,
    # for its status alone; 1209600 unless set OMNIFUND_STORE=/var/lib/pos/omnifund the store's directory, or the
    # url of a database that several hosts share OMNIFUND_STORE_MODE=group or private: group where two users share
    # the store; private unless set OMNIFUND_STORE_ALLOW_NETWORK=yes takes a file system that other machines can
    # be at; no unless set OMNIFUND_STORE_MUST_EXIST=yes programs make no store where the path is wrong or the
    # disk away; the omnifund command does; no unless set OMNIFUND_STORE_KEY=... the sealing key itself, 64
    # hexadecimal digits OMNIFUND_STORE_OLDER_KEY=... beside it, a key that opens records and seals none
    # OMNIFUND_STORE_KEY_FILE=... another key file than that beside the store, whose name ends in .key
    # OMNIFUND_STORE_KEY_PROTECTION=user or machine, none: whom Windows (DPAPI) lets open the key file
    # OMNIFUND_STORE_JOURNAL=/var/lib/pos/journal beside a database, this host's own directory; in its state
    # directory unless set OMNIFUND_MACHINE=... this machine's name, where it has no /etc/machine-id
    # OMNIFUND_LOG=info:stderr level and sink: stderr, syslog, file:PATH OMNIFUND_AUDIT=syslog or file:PATH: a
    # line for each act that changes who may act Seconds may have a fraction: "0.5". An end of line behind a
    # value, as variables and files of secrets have it, is no part of it; other control characters are refused. In
    # a file empty lines and lines that begin with # are skipped, a value may stand in quotation marks, and
    # relative paths begin at the file's directory (of a variable, at the process's as it is now); it must not be
    # readable by everybody, nor writable by its group. PHP-FPM hides the environment from its workers unless its
    # pool says env[...]: a file is the better way there. Raises an error with Code::INVALID_CONFIGURATION, with
    # the line: a name that is not known or stands twice, a bad value, names that exclude each other, a file that
    # can't be read or that others may; and for the environment of a program that has rights which its caller has
    # not (setuid). Blocks on the file system only.
    def self.load(path = nil)
      Config.own(Calls.pointer(:omnifund_config_load, path))
    end

    # One of the vendor's hosts by name: "sandbox" or "production". There is no default. Raises an error with
    # Code::INVALID_CONFIGURATION for any other name.
    def set_environment(environment)
      Calls.check(:omnifund_config_set_environment, self, environment)
      self
    end

    # Any other OmniFund, such as a local server: "https://host[:port][/path]". It replaces the environment's, in
    # whatever order the two are set. "http://" is taken for a loopback address only, or after
    # Config#allow_plain_http. Raises an error with Code::INVALID_CONFIGURATION for what is no such URL.
    def set_base_url(base_url)
      Calls.check(:omnifund_config_set_base_url, self, base_url)
      self
    end

    # Client id and client secret, as the OmniFund portal showed them once (Profile, API Access, New OAuth
    # Client). Raises an error with Code::INVALID_CONFIGURATION where one is empty, or has a control character in
    # it, such as the end of a line.
    def set_credentials(client_id, client_secret)
      Calls.check(:omnifund_config_set_credentials, self, client_id, client_secret)
      self
    end

    # Whether bodies to the token endpoint are written as JSON, as the vendor's own examples do, and not as a form
    # (RFC 6749); a form unless set.
    def set_json_body(json)
      Calls.check(:omnifund_config_set_json_body, self, json ? 1 : 0)
      self
    end

    # How long a connection may take, TLS handshake included; 5 s unless set. In milliseconds, 1 to 3600000.
    # Looking up the name comes before it, as long as the system's resolver takes. Raises an error with
    # Code::INVALID_CONFIGURATION out of that range.
    def set_connect_timeout(milliseconds)
      Calls.check(:omnifund_config_set_connect_timeout, self, milliseconds)
      self
    end

    # How long one request may take, from the name look-up to the answer's last byte; 15 s unless set. In
    # milliseconds, 1 to 3600000. Unless set, it is as long as the call where that has a budget of its own
    # (Config#set_call_budget, Session#token_within). Set, it holds within any budget. Raises an error with
    # Code::INVALID_CONFIGURATION out of that range.
    def set_exchange_timeout(milliseconds)
      Calls.check(:omnifund_config_set_exchange_timeout, self, milliseconds)
      self
    end

    # Which header carries the idempotency key of each POST and PATCH that a session makes, so that the server
    # knows one that it has seen before. A request without a key of its own (Request#set_idempotency_key) gets
    # one, and keeps it. Unless this is set, only a key that is set is sent. Raises an error with
    # Code::INVALID_CONFIGURATION for what is no header's name, or one that HTTP or the access token needs.
    def set_idempotency_header(name)
      Calls.check(:omnifund_config_set_idempotency_header, self, name)
      self
    end

    # How long one call of this library may take, all that it does included; 25 s unless set. In milliseconds, 1
    # to 3600000; many servers kill a worker after 30 s. Set, one request may take all of it, unless
    # Config#set_exchange_timeout says otherwise. Raises an error with Code::INVALID_CONFIGURATION out of that
    # range.
    def set_call_budget(milliseconds)
      Calls.check(:omnifund_config_set_call_budget, self, milliseconds)
      self
    end

    # The proxy for every request: "http://[user:password@]host[:port]", or "https://...". Unless set, the
    # variables https_proxy, HTTPS_PROXY, all_proxy, ALL_PROXY and no_proxy, NO_PROXY decide when a client is made
    # (for a plain HTTP base URL http_proxy; never HTTP_PROXY, which a web server fills from a request's header);
    # a loopback address is then reached directly. A program that has rights which its caller has not (setuid)
    # looks neither at them nor at SSL_CERT_FILE and SSL_CERT_DIR. Raises an error with
    # Code::INVALID_CONFIGURATION for what is no such URL; the message does not repeat it, since it may hold a
    # password.
    def set_proxy(proxy)
      Calls.check(:omnifund_config_set_proxy, self, proxy)
      self
    end

    # No proxy, whatever the environment variables say.
    def disable_proxy
      Calls.check(:omnifund_config_disable_proxy, self)
      self
    end

    # A file of certificates to trust beside the system's: a local server's authority, a company's own, or the
    # server's own certificate, which then counts for its names and dates whoever signed it. PEM or DER. It is
    # read at the first request, once for all clients of the process that name it, and again after the server's
    # authority was not trusted. What is in it and can't be taken is an error, never left out. A relative path is
    # taken from the directory that the process is in now. Raises an error with Code::INVALID_CONFIGURATION where
    # there is no such file. Blocks on the file system only.
    def set_ca_file(path)
      Calls.check(:omnifund_config_set_ca_file, self, path)
      self
    end

    # Trusts the CA file alone, and none of the system's authorities, which are then not read; for a proxy that is
    # reached by "https://" too. Without a CA file Client#new fails.
    def trust_ca_file_only
      Calls.check(:omnifund_config_trust_ca_file_only, self)
      self
    end

    # Takes a base URL of plain "http://" that is no loopback address. Secrets then cross the network readable.
    def allow_plain_http
      Calls.check(:omnifund_config_allow_plain_http, self)
      self
    end

    # What a session does with a refresh token whose last exchange has an unknown outcome; Replay::UNTIL_ANSWERED
    # unless set.
    def set_replay(replay)
      Calls.check(:omnifund_config_set_replay, self, replay)
      self
    end

    # How long a refresh token presumably lives, for a session's status alone, since the server never says it; 14
    # days unless set. In seconds, 1 to 315360000 (ten years). Raises an error with Code::INVALID_CONFIGURATION
    # out of that range.
    def set_refresh_lifetime(seconds)
      Calls.check(:omnifund_config_set_refresh_lifetime, self, seconds)
      self
    end

    # Logs to standard error: lines of `level`, and of what matters more. Each such call adds one sink, but where
    # standard error is closed it adds none: its number may become a socket's. A line that can't be written is
    # dropped: a log never makes a call fail, nor ends the program. A pipe whose reader has stopped reading is
    # waited for, when no lock is held and no pair is unsaved. Raises an error with Code::INVALID_ARGUMENT for
    # what is no level.
    def log_to_stderr(level)
      Calls.check(:omnifund_config_log_to_stderr, self, level)
      self
    end

    # Logs to the end of a file, made where there is none. It is opened for each line, so that it can be rotated
    # at any time. Where it is a pipe that nobody reads or that is full, the line is dropped. Levels and errors as
    # for Config#log_to_stderr, and Code::INVALID_ARGUMENT for an empty path. A relative path is taken from the
    # directory that the process is in now.
    def log_to_file(path, level)
      Calls.check(:omnifund_config_log_to_file, self, path, level)
      self
    end

    # Logs to the system's log by its local socket, as facility daemon; to nowhere where there is none. Levels and
    # errors as for Config#log_to_stderr.
    def log_to_syslog(level)
      Calls.check(:omnifund_config_log_to_syslog, self, level)
      self
    end

    # Logs to a queue, which keeps the newest 1000 lines. It may be freed before the clients that are made from
    # this config. Levels and errors as for Config#log_to_stderr.
    def log_to_queue(queue, level)
      Calls.check(:omnifund_config_log_to_queue, self, queue, level)
      self
    end

    # Where audit lines go: "syslog" (facility authpriv) or "file:PATH". Each act that changes who may act leaves
    # one: sign-in, sign-out, adopt, export, a believed rejection, a lost session, changes of OAuth clients and of
    # the sealing key; docs/operations.md has its form, a JSON object in one line. It goes before the sink that
    # the environment variable OMNIFUND_AUDIT names, which holds for each process whose clients and stores say
    # nothing else. A store that is opened without a config has StoreOptions#set_audit. An act never fails for its
    # line: one that a file does not take goes to the system's log, and into the log as an error. Raises an error
    # with Code::INVALID_CONFIGURATION for what is no sink.
    def set_audit(sink)
      Calls.check(:omnifund_config_set_audit, self, sink)
      self
    end
  end

  # An answer of the token endpoint that nothing could be made of. It may hold the only pair that there is, so it
  # is kept in the store, sealed, until the next success.
  class KeptAnswer < Handle
    ends_with :omnifund_kept_answer_free

    # When the answer was asked for.
    def asked_at
      Calls.plain(:omnifund_kept_answer_asked_at, self)
    end

    # Status line, header and body as they came, 16 KiB at most.
    def bytes
      Calls.bytes_of(Calls.plain(:omnifund_kept_answer_bytes, self), Calls.plain(:omnifund_kept_answer_length, self))
    end
  end

  # A key of 32 bytes that seals the records of a store. Immutable; wiped when it is freed.
  class Key < Handle
    ends_with :omnifund_key_free

    # Takes over the bytes of a sealing key: `length` is 32. They are copied; wipe yours. Raises an error with
    # Code::INVALID_ARGUMENT for another length.
    def self.from_bytes(bytes)
      Key.own(Calls.pointer(:omnifund_key_from_bytes, Calls.bytes(bytes), Calls.length(bytes)))
    end
  end

  # A line of the log: words for people, and what a machine can read. Names in it are cleaned: what could begin a
  # line of its own, or do something to a terminal, is a blank.
  class LogEntry < Handle
    ends_with :omnifund_log_entry_free

    # How much it matters.
    def level
      Calls.plain(:omnifund_log_entry_level, self)
    end

    # What happened, by a name that stays: "renewing", "signing-in", "asking", "exchange", "login", "request",
    # "opened", "saved", "unsaved", "unsettled", "unwritten", "failed", "keep-alive", "clone" or "audit"; later
    # versions may have more.
    def event
      Calls.text(:omnifund_log_entry_event, self)
    end

    # The words for people.
    def message
      Calls.text(:omnifund_log_entry_message, self)
    end

    # OmniFund's user. Nil where the line is about none.
    def user
      Calls.text(:omnifund_log_entry_user, self)
    end

    # The OAuth client, by its client id. Nil where the line is about none.
    def client_id
      Calls.text(:omnifund_log_entry_client_id, self)
    end

    # When. A line of a session comes later than that: when its locks are given up.
    def time
      Calls.plain(:omnifund_log_entry_time, self)
    end

    # How many milliseconds an exchange, a token login or a request took, from 1; nil of other lines.
    def milliseconds
      Calls.plain(:omnifund_log_entry_milliseconds, self)
    end

    # The code of the error that the line tells of; nil where it tells of none.
    def code
      Calls.number_or_none(:omnifund_log_entry_code, self)
    end
  end

  # Lines that wait until somebody takes them: for languages that the library can't call, such as PHP. Any thread
  # may use it at any time. A forked child's is empty.
  class LogQueue < Handle
    ends_with :omnifund_log_queue_free

    # A queue without a line. Nil only where there is no memory.
    def initialize
      keep_pointer(Calls.plain(:omnifund_log_queue_new))
    end

    # Takes the oldest line out of a queue. Returns an entry, to be ended with LogEntry#close; nil where there is
    # none.
    def take
      LogEntry.own(Calls.plain(:omnifund_log_queue_take, self))
    end
  end

  # What the server answered to a token login. Cookies, Location and body can each let somebody in as that user.
  class Login < Handle
    ends_with :omnifund_login_free

    # The HTTP status, 200 to 399.
    def status
      Calls.plain(:omnifund_login_status, self)
    end

    # How many headers there are.
    def header_count
      Calls.plain(:omnifund_login_header_count, self)
    end

    # The name of a header, in lower case.
    def header_name(index)
      Calls.text(:omnifund_login_header_name, self, index)
    end

    # The value of a header.
    def header_value(index)
      Calls.text(:omnifund_login_header_value, self, index)
    end

    # The value of the first header of a name, whatever its case; the name is compared as it is. Nil where there
    # is none.
    def header(name)
      Calls.text(:omnifund_login_header, self, name)
    end

    # How many cookies the answer sets.
    def cookie_count
      Calls.plain(:omnifund_login_cookie_count, self)
    end

    # The name of a cookie.
    def cookie_name(index)
      Calls.text(:omnifund_login_cookie_name, self, index)
    end

    # The value of a cookie, as it goes into a Cookie header.
    def cookie_value(index)
      Calls.text(:omnifund_login_cookie_value, self, index)
    end

    # The whole Set-Cookie value of a cookie, attributes included (RFC 6265 section 4.1),: what a web application
    # sends on to its user's browser.
    def cookie_header(index)
      Calls.text(:omnifund_login_cookie_header, self, index)
    end

    # Where the answer sends the browser, as the server wrote it: it may be relative. Nil where it sends nowhere.
    def location
      Calls.text(:omnifund_login_location, self)
    end

    # The body, 1 MiB at most.
    def body
      Calls.bytes_of(Calls.plain(:omnifund_login_body, self), Calls.plain(:omnifund_login_body_length, self))
    end
  end

  # How a store and all of its sessions stood when they were asked.
  class Metrics < Handle
    ends_with :omnifund_metrics_free

    # The metrics in Prometheus' text format, version 0.0.4, to be served as "text/plain; version=0.0.4;
    # charset=utf-8": omnifund_store_readable, omnifund_store_damaged_records, omnifund_store_free_bytes,
    # Store#sessions by their state, and for each session the metrics omnifund_session_*, with the labels store,
    # base_url, client (its name where it has one, else its id), client_id (the first one) and user. No longer
    # than 32 MiB, which are ten thousand sessions with usual names; of a larger store
    # omnifund_store_untold_sessions says how many are left out.
    def text
      Calls.text(:omnifund_metrics_text, self)
    end
  end

  # A request to OmniFund's API: what is asked for, what goes with it, where the answer goes. It may be made as
  # often as you like, but for a body or an answer that goes through a callback. For one thread at a time.
  class Request < Handle
    ends_with :omnifund_request_free

    # A request by `method`, such as "GET", for `path` behind the base URL, such as "/api/customers": it begins
    # with one slash, and may have a query. It can name no other host, since the access token goes to the base
    # URL's origin alone. Raises an error with Code::INVALID_ARGUMENT for what is no method in capitals, or no
    # such path.
    def initialize(method, path)
      keep_pointer(Calls.pointer(:omnifund_request_new, method, path))
    end

    # Adds a parameter to the query, in any characters, such as "tranDate[between]"; several of one name are sent
    # in their order. Raises an error with Code::INVALID_ARGUMENT for an empty name.
    def add_query(name, value)
      Calls.check(:omnifund_request_add_query, self, name, value)
      self
    end

    # Adds a header. Raises an error with Code::INVALID_ARGUMENT for what is no name, for a value with a control
    # character in it such as a line break, and for what is not yours to say: Authorization, Host, the body's
    # length and the connection's own.
    def add_header(name, value)
      Calls.check(:omnifund_request_add_header, self, name, value)
      self
    end

    # The body, of `length` bytes, which are copied; `body` may be nil where there are none. `content_type` is
    # such as "application/json". Raises an error with Code::INVALID_ARGUMENT for a length below 0 or over 1 GiB,
    # and for a content type that is no header's value.
    def set_body(content_type, body = nil)
      Calls.check(:omnifund_request_set_body, self, content_type, Calls.bytes(body), Calls.length(body))
      self
    end

    # The body, from the file `path`, which is read while it is sent, and anew where it is sent once more. Returns
    # as Request#set_body; that the file can't be read tells Session#request.
    def set_body_file(content_type, path)
      Calls.check(:omnifund_request_set_body_file, self, content_type, path)
      self
    end

    # Puts the body of a success, a status of 200 to 299, into the file `path`, without holding it in memory. The
    # file gets its name when it is whole, and replaces what stood there; where something stands there that is no
    # plain file, such as a pipe, that is written to. Of any other answer the body is in the response. Raises an
    # error with Code::INVALID_ARGUMENT for an empty path.
    def set_output_file(path)
      Calls.check(:omnifund_request_set_output_file, self, path)
      self
    end

    # How long Session#request may take with it, the token and all tries included, in milliseconds: 1 to 3600000.
    # Unless set, the call budget. Raises an error with Code::INVALID_ARGUMENT out of that range.
    def set_time_limit(milliseconds)
      Calls.check(:omnifund_request_set_time_limit, self, milliseconds)
      self
    end

    # The largest body of an answer, in bytes. Unless set, 16 MiB; and none for what goes to a file or a callback.
    # Raises an error with Code::INVALID_ARGUMENT below 0.
    def set_largest_answer(length)
      Calls.check(:omnifund_request_set_largest_answer, self, length)
      self
    end

    # With `retry_` 1, tries again within the time limit: what was not sent, whatever it is; and a GET, HEAD or
    # OPTIONS after a 429, a 503 or a lost answer. It waits as long as Retry-After says, else a second, then two,
    # and so on. With 0, as unless set, only a refused access token makes a second try.
    def set_retry(retry_)
      Calls.check(:omnifund_request_set_retry, self, retry_ ? 1 : 0)
      self
    end

    # A key by which the server knows a request that it has seen before. It goes into the header that
    # Config#set_idempotency_header names, else into Idempotency-Key. Raises an error with Code::INVALID_ARGUMENT
    # for an empty key, and for what is no header's value.
    def set_idempotency_key(key)
      Calls.check(:omnifund_request_set_idempotency_key, self, key)
      self
    end

    # The key that was set, or that Session#request made. Nil where there is none.
    def idempotency_key
      Calls.text(:omnifund_request_idempotency_key, self)
    end
  end

  # What the server answered to a request: whatever it said, an answer is no error.
  class Response < Handle
    ends_with :omnifund_response_free

    # What became of the request: Outcome::DONE by a status of 200 to 299, Outcome::REFUSED by one of 400 to 499
    # but for 408, Outcome::UNKNOWN by all others, since a gateway can say them after it has passed the request
    # on.
    def outcome
      Calls.plain(:omnifund_response_outcome, self)
    end

    # How many seconds the server asks to wait before another request (Retry-After, RFC 9110 section 10.2.3); nil
    # where it does not.
    def retry_after
      Calls.number_or_none(:omnifund_response_retry_after, self)
    end

    # Of a collection, what to ask for to have its next page, for Request#new: hydra:next of the hydra:view in the
    # body, else the Link with rel="next" (RFC 8288); of a body that went to a file or a callback that link alone.
    # Nil where there is none, as at the last page and where the answer points to another origin.
    def next
      Calls.text(:omnifund_response_next, self)
    end

    # The HTTP status, whatever it is.
    def status
      Calls.plain(:omnifund_response_status, self)
    end

    # How many headers there are.
    def header_count
      Calls.plain(:omnifund_response_header_count, self)
    end

    # The name of a header, in lower case.
    def header_name(index)
      Calls.text(:omnifund_response_header_name, self, index)
    end

    # The value of a header.
    def header_value(index)
      Calls.text(:omnifund_response_header_value, self, index)
    end

    # The value of the first header of a name, whatever its case; the name is compared as it is. Nil where there
    # is none.
    def header(name)
      Calls.text(:omnifund_response_header, self, name)
    end

    # How many cookies the answer sets.
    def cookie_count
      Calls.plain(:omnifund_response_cookie_count, self)
    end

    # The name of a cookie.
    def cookie_name(index)
      Calls.text(:omnifund_response_cookie_name, self, index)
    end

    # The value of a cookie, as it goes into a Cookie header.
    def cookie_value(index)
      Calls.text(:omnifund_response_cookie_value, self, index)
    end

    # The whole Set-Cookie value of a cookie, attributes included (RFC 6265 section 4.1),: what a web application
    # sends on to its user's browser.
    def cookie_header(index)
      Calls.text(:omnifund_response_cookie_header, self, index)
    end

    # Where the answer sends the browser, as the server wrote it: it may be relative. Nil where it sends nowhere.
    def location
      Calls.text(:omnifund_response_location, self)
    end

    # The body; empty where it went to a file or a callback.
    def body
      Calls.bytes_of(Calls.plain(:omnifund_response_body, self), Calls.plain(:omnifund_response_body_length, self))
    end
  end

  # One user's sign-in under one OAuth client, kept in a store. Any thread may use it at any time, and any number
  # of processes the same store: each refresh token is presented by one of them. Calls that block do so for the
  # call budget at most (Config#set_call_budget), beside what the system's resolver takes longer. After a fork a
  # child goes on with its parent's handles.
  class Session < Handle
    ends_with :omnifund_session_free

    # The session of `username` under the OAuth client of `client`, in `store`. Nobody needs to be signed in.
    # Raises an error with Code::INVALID_ARGUMENT for a user name that is empty or has a control in it (a line
    # end, an escape, a mark of direction), codes of the 500s. Blocks on the store only.
    def self.open(client, store, username)
      Session.own(Calls.pointer(:omnifund_session_open, client, store, username))
    end

    # The session of `username` in `store`, under the OAuth client that the store keeps under `client_name`, with
    # the other settings of `cfg`. Raises an error with Code::CLIENT_NOT_FOUND, and as Client#new and
    # Session#open. Blocks on the store only.
    def self.open_named(cfg, store, client_name, username)
      Session.own(Calls.pointer(:omnifund_session_open_named, cfg, store, client_name, username))
    end

    # The session of `username` in the store, and under the OAuth client, that a configuration names: the file
    # `path`, or the environment variables where `path` is nil, as for Config#load; `path` may be nil. Of a file
    # with an absolute path the process keeps the session for the next such call, of 256 users at most: where
    # since then neither the file, nor the session's record, nor the store's OAuth clients have changed, that is a
    # look at three files, and the environment and the CA file count as they were. Returns as Config#load,
    # Store#open, Client#from_store, Client#new and Session#open. Blocks on the store only.
    def self.open_configured(path, username)
      Session.own(Calls.pointer(:omnifund_session_open_configured, path, username))
    end

    # Signs the user in by password. A failed one leaves the pair as it was. The password is forgotten. Raises an
    # error with Code::WRONG_PASSWORD, and what else a password grant or the store gives. Blocks.
    def sign_in(password)
      Calls.check(:omnifund_session_sign_in, self, password)
    end

    # Signs the user in by password, and saves the password with the session as `save` says: so it can sign in
    # anew by itself where the server's reply to a refresh was lost. Blocks.
    def sign_in_saving(password, save)
      Calls.check(:omnifund_session_sign_in_saving, self, password, save)
    end

    # Signs the user in with the code that it came back with from OmniFund's authorization page (RFC 6749 section
    # 4.1): `redirect_url` is the URL that the user came back with, whole or path and query as a web server sees
    # it. A failed one leaves the pair as it was, and so are saved passwords. A code is good once, for 30 seconds.
    # OmniFund does not say who logged in there: that it is this session's user, the program has to know. Returns
    # what Client#authorization_code_grant or the store gives. Blocks.
    def sign_in_with_code(authorization, redirect_url)
      Calls.check(:omnifund_session_sign_in_with_code, self, authorization, redirect_url)
    end

    # A valid access token, whatever it takes; its refresh token is nil. One that needs nothing is handed out at
    # once, without a lock; one near its end is refreshed by one caller while all others get it as it is. Fails
    # only where no live token is left: Code::SIGN_IN_REQUIRED, Code::BACKING_OFF after failures (with the seconds
    # to wait), else what the exchange or the store said. Blocks.
    def token
      Token.own(Calls.pointer(:omnifund_session_token, self))
    end

    # A valid access token, within `budget_ms` milliseconds, 0 to 3600000. Within 0 a live token is handed out,
    # and nothing else is tried. One request may take all of it, unless Config#set_exchange_timeout says
    # otherwise. Raises an error with Code::INVALID_ARGUMENT out of that range, and where there is no live token
    # and an exchange would never fit into the budget; else as Session#token. Blocks for the budget at most.
    def token_within(budget_ms)
      Token.own(Calls.pointer(:omnifund_session_token_within, self, budget_ms))
    end

    # A live token, to be ended with Token#close, or nil: asks neither the server nor the store, and waits for
    # nobody.
    def peek
      Token.own(Calls.plain(:omnifund_session_peek, self))
    end

    # Refreshes whether it must or not. One that another thread or process ended after this call began counts:
    # many callers make one exchange. Returns as Session#token, and an error also where a live token is left.
    # Blocks.
    def refresh
      Calls.check(:omnifund_session_refresh, self)
    end

    # Hands back an access token with which you saw a 401. Where it is still the newest, no process takes it any
    # more, and the next Session#token refreshes; else nothing happens, so that sixteen workers with one stale
    # token make one refresh. Nor does anything happen where a token is rejected that has just taken the place of
    # another rejected one: that endpoint, or a gateway, refuses everything, and the token stays in use; after a
    # pause that grows to a minute it is replaced once more. A 403 is no rejection. Returns codes of the 500s;
    # this process does not hand the token out all the same. Blocks on the store only.
    def reject(access_token)
      Calls.check(:omnifund_session_reject, self, access_token)
    end

    # Token login with a valid access token; once more with a new one where the server refuses it. Returns as
    # Session#token and Client#token_login. Blocks.
    def token_login
      Login.own(Calls.pointer(:omnifund_session_token_login, self))
    end

    # Signs out here: the store forgets the pair and a saved password. OmniFund has no call to revoke tokens, so
    # they stay good at the server until they end. Raises an error with Code::SESSION_NOT_FOUND where nobody of
    # that name ever signed in, codes of the 500s. Blocks on the store only.
    def sign_out
      Calls.check(:omnifund_session_sign_out, self)
    end

    # Signs out here and takes the session out of the store, with its counters and all that is kept of it, for a
    # user who has left; also one whose record is damaged. At OmniFund the tokens stay good until they end. The
    # handle stays good: a sign-in begins anew. Raises an error with Code::SESSION_NOT_FOUND where there is none,
    # codes of the 500s. Blocks on the store only.
    def forget
      Calls.check(:omnifund_session_forget, self)
    end

    # Takes over a pair that was got elsewhere; nobody else may refresh with it from here on. `access_token` may
    # be nil. `expires_at` is its end, believed to be an hour away at most, or 0 where it is unknown: then the
    # access token is not used. `replace` is 1 to replace a pair that is there. Raises an error with
    # Code::ALREADY_SIGNED_IN where somebody is signed in and `replace` is 0, Code::INVALID_ARGUMENT for what is
    # no token, codes of the 500s. Blocks on the store only.
    def adopt(access_token, refresh_token, expires_at, replace)
      Calls.check(:omnifund_session_adopt, self, access_token, refresh_token, expires_at, replace ? 1 : 0)
    end

    # Raises an error with Code::SIGN_IN_REQUIRED where there is none, Code::STILL_UNREADABLE where an answer is
    # kept that may hold the newest (Session#recover), codes of the 500s. Blocks on the store only.
    def export
      Token.own(Calls.pointer(:omnifund_session_export, self))
    end

    # Makes a request with a valid access token. At a 401 that is about the token (RFC 6750 section 3) the token
    # is rejected, and the request made once more with another one; whatever the server answers else, a second 401
    # and a 500 included, is a response and no error. No redirect is followed. Nothing else is sent twice, unless
    # Request#set_retry asks for it; a POST whose outcome is unknown never is. Returns as Session#token, and what
    # the way to the server gives; Code::BODY_UNREADABLE, Code::ANSWER_NOT_TAKEN, Code::ANSWER_TOO_LARGE.
    # Error#outcome tells of this request, and not of an exchange that it needed: Outcome::NOT_SENT where not one
    # byte of it left; Outcome::REFUSED where the server answered 401 and there was no other token;
    # Outcome::UNKNOWN where it left and no whole answer came back: then a charge may have been made. Blocks for
    # the request's time limit, else for the call budget, and as long as its file or callback takes.
    def request(request)
      Response.own(Calls.pointer(:omnifund_session_request, self, request))
    end

    # A valid access token that counts as good for `seconds` at least, for a batch that must not break off; it is
    # refreshed where it must be. Raises an error with Code::INVALID_ARGUMENT below 0, and where OmniFund's tokens
    # never last so long: then nothing is asked of the server. Else as Session#token, also where a live token is
    # left that does not last so long. Blocks.
    def token_lasting(seconds)
      Token.own(Calls.pointer(:omnifund_session_token_lasting, self, seconds))
    end

    # The base URL of a session, such as "https://host" or "https://host:8443/path": of all HTTP clients of yours
    # only who sends to its origin may send the access token.
    def base_url
      Calls.text(:omnifund_session_base_url, self)
    end

    # How the session stands, from the store: no network. Returns codes of the 500s. Blocks on the store only.
    def status
      Calls.whole(:omnifund_status_free, :omnifund_session_status, self) { |from| Status.new(from) }
    end

    # The answer that could not be understood, where one is kept; else nil in `answer`. Whether there is one tells
    # Status#kept_answer, too. Returns codes of the 500s. Blocks on the store only.
    def kept_answer
      KeptAnswer.own(Calls.pointer(:omnifund_session_kept_answer, self))
    end

    # Looks at the kept answer once more, and goes on with the pair in it. A session does so by itself before each
    # refresh, so that a later version of the library saves what this one could not read; this is for whoever does
    # not want to wait for that. Raises an error with Code::NOTHING_KEPT, Code::STILL_UNREADABLE where it can't be
    # understood still (a human may: Session#kept_answer, and then Session#adopt), codes of the 500s. Blocks on
    # the file system, and where another process is at the session; never on the network.
    def recover
      Calls.check(:omnifund_session_recover, self)
    end

    # Refreshes every session of `client` in `store` whose pair is older than `age` seconds (259200, three days,
    # is a good age), within `budget_ms` milliseconds, 0 to 3600000: an unused refresh token dies after 14 days.
    # The first half of the budget is shared out, and each session has its turn at a random moment of its share,
    # so that a fleet of tills does not knock together: a short budget is for whoever waits for it. One that was
    # refreshed meanwhile is not refreshed again; what no longer fits into the budget is left for the next run.
    # `callback` is told of each; `callback` may be nil, `userdata` may be nil, and neither is used behind this
    # call. Raises an error with Code::INVALID_ARGUMENT out of range, codes of the 500s where the store can't be
    # listed; a session that can't be refreshed, or whose record can't be read, is only told of. Blocks for the
    # budget and one call.
    def self.keep_alive(client, store, age, budget_ms)
      Calls.check(:omnifund_session_keep_alive, client, store, age, budget_ms, nil, nil)
    end
  end

  # Where sessions and OAuth clients are kept, sealed. Any thread may use it at any time, and any number of
  # processes the same directory. Whoever opens a store can act as any employee in it. Codes of the 500s are its
  # errors; their advice is mostly Advice::FIX_STORAGE.
  class Store < Handle
    ends_with :omnifund_store_free

    # A store in this process's memory, gone with it: for tests, and for programs that sign in at every start. A
    # forked child's is empty, since two processes would spend one refresh token: save OAuth clients and sign in
    # there, after the fork.
    def self.open_memory
      Store.own(Calls.pointer(:omnifund_store_open_memory))
    end

    # A store in a directory, made where there is none, as Store#open_file_with with no options. `key` may be nil.
    # Blocks on the file system only.
    def self.open_file(path, key = nil)
      Store.own(Calls.pointer(:omnifund_store_open_file, path, key))
    end

    # A store in a directory, made where there is none; its parent must be there. Its records are sealed with
    # `key`, which is copied. `key` may be nil: then with the key in the file "<path>.key" beside the directory,
    # which is made with it (a backup of the directory does not carry the key, and without it nobody can read the
    # records). `options` may be nil. Raises an error with Code::STORE_PERMISSIONS where others could read it,
    # Code::KEY_MISSING where there are records and no key file, Code::STORE_TOO_NEW for one of a later library,
    # Code::STORE_MOVED for one of another machine, Code::STORE_ON_NETWORK, Code::STORE_FULL, Code::STORE_FAILED.
    # Blocks on the file system only.
    def self.open_file_with(path, key = nil, options = nil)
      Store.own(Calls.pointer(:omnifund_store_open_file_with, path, key, options))
    end

    # The store that a configuration names (OMNIFUND_STORE and what goes with it, Config#load). Raises an error
    # with Code::INVALID_CONFIGURATION where it names none, and as Store#open. Blocks on the store only.
    def self.open_configured(cfg)
      Store.own(Calls.pointer(:omnifund_store_open_configured, cfg))
    end

    # The first step to change the sealing key: puts a new one into the key file. It opens records, and seals none
    # yet. Where one waits there already, nothing changes. Where several machines get the key file by hand, give
    # it to all of them before the second step. Raises an error with Code::INVALID_ARGUMENT where the application
    # gave the key, codes of the 500s. Blocks for 10 s at most, for other changes to end.
    def prepare_key
      Calls.check(:omnifund_store_prepare_key, self)
    end

    # The second step: the prepared key seals from here on, in all processes, and every record that is sealed with
    # another one is sealed anew. `sealed` is set to their number; `sealed` may be nil. The older keys stay in the
    # key file, since a backup may need them. Where no key was prepared, or the application gave the key, it only
    # seals anew; so a step that was broken off is done again by another call. Returns codes of the 500s: the
    # first one, after all records were tried. Blocks while it goes through the records, and for 10 s at most for
    # each that somebody is changing.
    def rotate_key
      Calls.number(:omnifund_store_rotate_key, self)
    end

    # The store at a place as OMNIFUND_STORE has it: the path of a directory, which is opened as
    # Store#open_file_with does, or the url of a database that several hosts share ("postgresql://...",
    # "mysql://..."). For the latter a library beside this one is loaded, and the sealing key comes from `key`,
    # from the key file of the options, or from "<journal>.key". All hosts have the same key: where there are
    # records and no key file, none is made. `key` may be nil; `options` may be nil. Returns the codes of
    # Store#open_file_with, Code::INVALID_CONFIGURATION for a url that no library takes, Code::STORE_UNREACHABLE.
    # Blocks on the file system, and for 10 s at most on the database where this host has never opened it.
    def self.open(place, key = nil, options = nil)
      Store.own(Calls.pointer(:omnifund_store_open, place, key, options))
    end

    # Ends the use of a table of functions, for who can't let them live for as long as the store: its connections
    # are ended and its `destroy` is called before this returns, and no function of it is called any more. What is
    # opened in the store goes on with Code::STORE_UNREACHABLE. It does nothing to a store of another kind; nil
    # does nothing. Blocks until calls that are at work in the store have ended.
    def detach
      Calls.plain(:omnifund_store_detach, self)
    end

    # Keeps an OAuth client in the store under a descriptive name of 1 to 200 characters, unlike any other. The
    # secret is sealed, and no function gives it back. Raises an error with Code::INVALID_ARGUMENT for another
    # name, one with a control in it (a line end, an escape, a mark of direction), or an id or a secret that is
    # empty or has a control character in it, Code::CLIENT_NAME_TAKEN where name or client id are kept already,
    # codes of the 500s. Blocks for 10 s at most, for other changes to end.
    def save_client(name, client_id, client_secret)
      Calls.check(:omnifund_store_save_client, self, name, client_id, client_secret)
    end

    # Its sessions stay its sessions. Raises an error with Code::CLIENT_NOT_FOUND, and as Store#save_client.
    # Blocks as that does.
    def rename_client(name, new_name)
      Calls.check(:omnifund_store_rename_client, self, name, new_name)
    end

    # Puts a new client id and secret in the place of lost ones: the vendor never shows a secret twice. `sessions`
    # is set to the number of signed-in sessions that this concerns; `sessions` may be nil. A refresh token of the
    # old id is never sent under the new one: each session's live access token serves to its end, then a saved
    # password, and then a human must sign in. Running processes notice by themselves. Returns as
    # Store#rename_client. Blocks as that does.
    def replace_client(name, client_id, client_secret)
      Calls.number(:omnifund_store_replace_client, self, name, client_id, client_secret)
    end

    # Forgets an OAuth client of the store. Its sessions stay, and can be used with its credentials only. Raises
    # an error with Code::CLIENT_NOT_FOUND, codes of the 500s. Blocks as Store#save_client.
    def remove_client(name)
      Calls.check(:omnifund_store_remove_client, self, name)
    end

    # The OAuth clients of the store, in the order in which they were first saved; never their secrets. Returns
    # codes of the 500s. Blocks on the store only.
    def clients
      Calls.whole(:omnifund_client_list_free, :omnifund_store_clients, self) { |from| ClientEntry.all(from) }
    end

    # Begins to go through the sessions of `store`: those of the OAuth client of `client`, or all. `client` may be
    # nil. The first page comes with SessionList#next.
    def sessions(client = nil)
      Calls.whole(:omnifund_session_list_free, :omnifund_store_sessions, self, client) { |from| SessionEntry.all(from) }
    end

    # How the store and all of its sessions stand, whatever their OAuth client, for a program that is scraped by
    # Prometheus. How long a refresh token lives, and whether it may be presented again, is what `cfg` says; `cfg`
    # may be nil: then as in Config#new. Raises an error with Code::nil_ARGUMENT; what can't be read is a number
    # of the text, and no error. Blocks on the store only: every record is read.
    def metrics(cfg = nil)
      Metrics.own(Calls.pointer(:omnifund_store_metrics, self, cfg))
    end
  end

  # How a store's directory is kept. For one thread at a time.
  class StoreOptions < Handle
    ends_with :omnifund_store_options_free

    # Options with nothing set: nobody but the owner may read the store, no network file system, no other
    # machine's store. Nil only where there is no memory.
    def initialize
      keep_pointer(Calls.plain(:omnifund_store_options_new))
    end

    # Lets the directory's group read and write the store too (directory 2770, files 0660): for a web server and a
    # cron job under two users.
    def set_group
      Calls.check(:omnifund_store_options_set_group, self)
      self
    end

    # Takes a directory on a file system that other machines can be at (NFS, SMB, 9p, FUSE of most kinds and their
    # like), whose locks somebody has tried.
    def allow_network
      Calls.check(:omnifund_store_options_allow_network, self)
      self
    end

    # Takes a store that another machine made, because it was moved here and that machine uses it no more. From
    # then on it is this machine's, and the other one is refused. Where both use it, sessions are lost.
    def take_over
      Calls.check(:omnifund_store_options_take_over, self)
      self
    end

    # Takes a store that is there and makes none: where a path is mistyped or a disk is not mounted, a program
    # that only reads must say so (Code::STORE_MISSING), and not that nobody is signed in.
    def must_exist
      Calls.check(:omnifund_store_options_must_exist, self)
      self
    end

    # A key that opens records and seals none, beside the one that Store#open_file_with is given: to change that
    # one, give the new one as older first, in all programs, and only then the other way round; Store#rotate_key
    # then seals all records anew.
    def add_older_key(key)
      Calls.check(:omnifund_store_options_add_older_key, self, key)
      self
    end

    # Keeps the sealing key in the file `path`, and not in "<store>.key".
    def set_key_file(path)
      Calls.check(:omnifund_store_options_set_key_file, self, path)
      self
    end

    # Whom the system lets open the key file, beside its permissions: "user" (who sealed it), "machine" (each user
    # of the machine who may read the file), "none"; all but the last on Windows alone, by DPAPI. A key file that
    # is there is sealed anew where it is sealed otherwise; unless this is said it stays as it is, and a new one
    # is not sealed. Raises an error with Code::INVALID_CONFIGURATION for any other word. Opening the store
    # returns it where the system can't, and for "user" together with StoreOptions#set_group.
    def set_key_protection(whom)
      Calls.check(:omnifund_store_options_set_key_protection, self, whom)
      self
    end

    # Where the audit lines of the store go, as Config#set_audit has it: those of its OAuth clients, of its key
    # and of its taking over, and those of its sessions whose config says nothing else. Raises an error with
    # Code::INVALID_CONFIGURATION for what is no sink.
    def set_audit(sink)
      Calls.check(:omnifund_store_options_set_audit, self, sink)
      self
    end

    # Names this machine, in place of /etc/machine-id: for containers, which have none, or all the same. Any text
    # that no other machine has; a store that was made under another name is refused.
    def set_machine(name)
      Calls.check(:omnifund_store_options_set_machine, self, name)
      self
    end

    # The directory of this host's own beside a store that several hosts share: there its processes queue, and
    # what an exchange brought is durable there before the shared store has it. On a local disk, of one user, and
    # never copied to another host. Without it, it is one of the store's own in "omnifund", in the directory that
    # systemd names in STATE_DIRECTORY, else in the user's XDG state directory.
    def set_journal(directory)
      Calls.check(:omnifund_store_options_set_journal, self, directory)
      self
    end
  end

  # What a grant brought, or a session.
  class Token < Handle
    ends_with :omnifund_token_free

    # The access token, for the header "Authorization: Bearer ...", with a capital B. Nil for an exported pair
    # without one.
    def access_token
      Calls.text(:omnifund_token_access_token, self)
    end

    # The refresh token, good for one refresh. Nil where the server gave none: after a refresh, the one that was
    # sent stays good (RFC 6749 section 6).
    def refresh_token
      Calls.text(:omnifund_token_refresh_token, self)
    end

    # The token type as the server wrote it, mostly "bearer"; in a request it is written "Bearer" whatever stands
    # here. Nil where the server gave none.
    def token_type
      Calls.text(:omnifund_token_token_type, self)
    end

    # The scope, space-separated. Nil where it was null or absent.
    def scope
      Calls.text(:omnifund_token_scope, self)
    end

    # How many seconds the access token lives from the moment the request left, 0 to 315360000 (ten years): less
    # is read as 0, more as ten years, digits in a string as a number. Nil also where the server gave nothing of
    # the kind.
    def expires_in
      Calls.number_or_none(:omnifund_token_expires_in, self)
    end

    # The end of the access token by this machine's clock: the moment the request left, and expires_in more. Nil
    # where the server gave no expires_in.
    def expires_at
      Calls.number_or_none(:omnifund_token_expires_at, self)
    end

    # For how many milliseconds from when it was handed out a session's token needs nothing: until then
    # Session#token would give the same one again, unless it was rejected, signed out or refreshed meanwhile. For
    # programs to which a call costs much. Nil for a token near its end, for one of a raw grant.
    def fresh_for
      Calls.plain(:omnifund_token_fresh_for, self)
    end
  end

  # The version of the library, such as "0.1.0". It is static: valid for ever, not to be freed.
  def self.version
    Calls.text(:omnifund_version)
  end

  # The number of the binary interface, 1. It is raised when a program compiled against an older header would go
  # wrong; functions and constants are added without raising it. A program that loads the library at run time
  # compares it with its header's OMNIFUND_ABI_VERSION.
  def self.abi_version
    Calls.plain(:omnifund_abi_version)
  end

  # The name of a code, such as "Code::CONNECT_FAILED", or "OMNIFUND_OK": for a log. Nil where this version of the
  # library knows no such code. It is static: valid for ever, not to be freed.
  def self.code_name(code)
    Calls.text(:omnifund_code_name, code)
  end

  # What a code means, in a sentence for a person, where no error was asked for: Error#message says what was tried
  # and what came back, and this can't. It is static: valid for ever, not to be freed, and never nil.
  def self.code_text(code)
    Calls.text(:omnifund_code_text, code)
  end

  # Waits until no other thread's exchange is under way and its pair is saved, for `budget_ms` milliseconds at
  # most; from here on no exchange is started in this process (Code::STORE_BUSY), but in a child that it forks.
  # The library does this by itself where a program ends by exit or by the return of main: call it where it ends
  # in another way, as programs in Go and by _exit do, and where threads must still run that the end of a runtime
  # would stop, as in Python. 30000 is a good budget: a call's, and some time to save. Returns how many exchanges
  # are still under way, and pairs not saved: 0 where nothing is lost. A pair that the store would not take is
  # tried again until the budget has passed, once at least. Blocks for the budget, and as long as the disk needs
  # for one try.
  def self.end_exchanges(budget_ms)
    Calls.plain(:omnifund_end_exchanges, budget_ms)
  end
end
