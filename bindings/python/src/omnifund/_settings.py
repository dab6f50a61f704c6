# Made by tools/interface from omnifund-api.json; edits here are lost.
"""What can be set by keyword."""

from __future__ import annotations

from typing import TYPE_CHECKING, Optional, TypedDict, Union

from omnifund._raw._constants import Replay
from omnifund._raw.calls import Path, lib, milliseconds, path, text, whole_number
from omnifund._setting import Setter, key

if TYPE_CHECKING:
    from collections.abc import Iterable

    from omnifund._key import Key

__all__ = ["SETTERS", "STORE_OPTIONS", "Settings", "StoreOptions"]


class Settings(TypedDict, total=False):
    """What can be set of a config. `None` leaves a setting as it is.

    environment
        One of the vendor's hosts by name: "sandbox" or "production". There is no default. Raises
        ConfigurationError for any other name.

    base_url
        Any other OmniFund, such as a local server: "https://host[:port][/path]". It replaces the
        environment's, in whatever order the two are set. "http://" is taken for a loopback address
        only, or after Settings.allow_plain_http. Raises ConfigurationError for what is no such URL.

    client_id, client_secret
        Client id and client secret, as the OmniFund portal showed them once (Profile, API Access,
        New OAuth Client). Raises ConfigurationError where one is empty, or has a control character
        in it, such as the end of a line.

    json_body
        Whether bodies to the token endpoint are written as JSON, as the vendor's own examples do,
        and not as a form (RFC 6749); a form unless set.

    connect_timeout
        How long a connection may take, TLS handshake included; 5 s unless set. In seconds, 0.001 to
        3600. Looking up the name comes before it, as long as the system's resolver takes. Raises
        ConfigurationError out of that range.

    exchange_timeout
        How long one request may take, from the name look-up to the answer's last byte; 15 s unless
        set. In seconds, 0.001 to 3600. Unless set, it is as long as the call where that has a
        budget of its own (Settings.call_budget, Session.token). Set, it holds within any budget.
        Raises ConfigurationError out of that range.

    idempotency_header
        Which header carries the idempotency key of each POST and PATCH that a session makes, so
        that the server knows one that it has seen before. A request without a key of its own
        (RequestOptions.idempotency_key) gets one, and keeps it. Unless this is set, only a key that
        is set is sent. Raises ConfigurationError for what is no header's name, or one that HTTP or
        the access token needs.

    call_budget
        How long one call of this library may take, all that it does included; 25 s unless set. In
        seconds, 0.001 to 3600; many servers kill a worker after 30 s. Set, one request may take all
        of it, unless Settings.exchange_timeout says otherwise. Raises ConfigurationError out of
        that range.

    proxy
        The proxy for every request: "http://[user:password@]host[:port]", or "https://...". Unless
        set, the variables https_proxy, HTTPS_PROXY, all_proxy, ALL_PROXY and no_proxy, NO_PROXY
        decide when a client is made (for a plain HTTP base URL http_proxy; never HTTP_PROXY, which
        a web server fills from a request's header); a loopback address is then reached directly. A
        program that has rights which its caller has not (setuid) looks neither at them nor at
        SSL_CERT_FILE and SSL_CERT_DIR. Raises ConfigurationError for what is no such URL; the
        message does not repeat it, since it may hold a password.

    ca_file
        A file of certificates to trust beside the system's: a local server's authority, a company's
        own, or the server's own certificate, which then counts for its names and dates whoever
        signed it. PEM or DER. It is read at the first request, once for all clients of the process
        that name it, and again after the server's authority was not trusted. What is in it and
        can't be taken is an error, never left out. A relative path is taken from the directory that
        the process is in now. Raises ConfigurationError where there is no such file. Blocks on the
        file system only.

    trust_ca_file_only
        Trusts the CA file alone, and none of the system's authorities, which are then not read; for
        a proxy that is reached by "https://" too. Without a CA file Client fails.

    allow_plain_http
        Takes a base URL of plain "http://" that is no loopback address. Secrets then cross the
        network readable.

    replay
        What a session does with a refresh token whose last exchange has an unknown outcome;
        Replay.UNTIL_ANSWERED unless set.

    refresh_lifetime
        How long a refresh token presumably lives, for a session's status alone, since the server
        never says it; 14 days unless set. In seconds, 1 to 315360000 (ten years). Raises
        ConfigurationError out of that range.

    audit
        Where audit lines go: "syslog" (facility authpriv) or "file:PATH". Each act that changes who
        may act leaves one: sign-in, sign-out, adopt, export, a believed rejection, a lost session,
        changes of OAuth clients and of the sealing key; docs/operations.md has its form, a JSON
        object in one line. It goes before the sink that the environment variable OMNIFUND_AUDIT
        names, which holds for each process whose clients and stores say nothing else. A store that
        is opened without a config has StoreOptions.audit. An act never fails for its line: one that
        a file does not take goes to the system's log, and into the log as an error. Raises
        ConfigurationError for what is no sink.
    """

    environment: Optional[str]
    base_url: Optional[str]
    client_id: Optional[str]
    client_secret: Optional[str]
    json_body: Optional[bool]
    connect_timeout: Optional[float]
    exchange_timeout: Optional[float]
    idempotency_header: Optional[str]
    call_budget: Optional[float]
    proxy: Optional[str]
    ca_file: Optional[Path]
    trust_ca_file_only: Optional[bool]
    allow_plain_http: Optional[bool]
    replay: Optional[Union[Replay, int]]
    refresh_lifetime: Optional[int]
    audit: Optional[str]


class StoreOptions(TypedDict, total=False):
    """How a store is kept. Unless set: nobody but the owner may read it, no network file system, no
    other machine's store. `None` leaves it so.

    group
        Lets the directory's group read and write the store too (directory 2770, files 0660): for a
        web server and a cron job under two users.

    allow_network
        Takes a directory on a file system that other machines can be at (NFS, SMB, 9p, FUSE of most
        kinds and their like), whose locks somebody has tried.

    take_over
        Takes a store that another machine made, because it was moved here and that machine uses it
        no more. From then on it is this machine's, and the other one is refused. Where both use it,
        sessions are lost.

    must_exist
        Takes a store that is there and makes none: where a path is mistyped or a disk is not
        mounted, a program that only reads must say so (Code.STORE_MISSING), and not that nobody is
        signed in.

    older_keys
        A key that opens records and seals none, beside the one that Store.open_file is given: to
        change that one, give the new one as older first, in all programs, and only then the other
        way round; Store.rotate_key then seals all records anew.

    key_file
        Keeps the sealing key in the file `path`, and not in "<store>.key".

    audit
        Where the audit lines of the store go, as Settings.audit has it: those of its OAuth clients,
        of its key and of its taking over, and those of its sessions whose config says nothing else.
        Raises ConfigurationError for what is no sink.

    machine
        Names this machine, in place of /etc/machine-id: for containers, which have none, or all the
        same. Any text that no other machine has; a store that was made under another name is
        refused.

    journal
        The directory of this host's own beside a store that several hosts share: there its
        processes queue, and what an exchange brought is durable there before the shared store has
        it. On a local disk, of one user, and never copied to another host. Without it, it is one of
        the store's own in "omnifund", in the directory that systemd names in STATE_DIRECTORY, else
        in the user's XDG state directory.
    """

    group: Optional[bool]
    allow_network: Optional[bool]
    take_over: Optional[bool]
    must_exist: Optional[bool]
    older_keys: Optional[Iterable[Key]]
    key_file: Optional[Path]
    audit: Optional[str]
    machine: Optional[str]
    journal: Optional[Path]


SETTERS = (
    Setter(
        ("environment",),
        lib.omnifund_config_set_environment,
        (text,),
    ),
    Setter(
        ("base_url",),
        lib.omnifund_config_set_base_url,
        (text,),
    ),
    Setter(
        ("client_id", "client_secret"),
        lib.omnifund_config_set_credentials,
        (text, text),
    ),
    Setter(
        ("json_body",),
        lib.omnifund_config_set_json_body,
        (whole_number,),
    ),
    Setter(
        ("connect_timeout",),
        lib.omnifund_config_set_connect_timeout,
        (milliseconds,),
    ),
    Setter(
        ("exchange_timeout",),
        lib.omnifund_config_set_exchange_timeout,
        (milliseconds,),
    ),
    Setter(
        ("idempotency_header",),
        lib.omnifund_config_set_idempotency_header,
        (text,),
    ),
    Setter(
        ("call_budget",),
        lib.omnifund_config_set_call_budget,
        (milliseconds,),
    ),
    Setter(
        ("proxy",),
        lib.omnifund_config_set_proxy,
        (text,),
        none=lib.omnifund_config_disable_proxy,
    ),
    Setter(
        ("ca_file",),
        lib.omnifund_config_set_ca_file,
        (path,),
    ),
    Setter(
        ("trust_ca_file_only",),
        lib.omnifund_config_trust_ca_file_only,
        (),
    ),
    Setter(
        ("allow_plain_http",),
        lib.omnifund_config_allow_plain_http,
        (),
    ),
    Setter(
        ("replay",),
        lib.omnifund_config_set_replay,
        (whole_number,),
    ),
    Setter(
        ("refresh_lifetime",),
        lib.omnifund_config_set_refresh_lifetime,
        (whole_number,),
    ),
    Setter(
        ("audit",),
        lib.omnifund_config_set_audit,
        (text,),
    ),
)

STORE_OPTIONS = (
    Setter(
        ("group",),
        lib.omnifund_store_options_set_group,
        (),
    ),
    Setter(
        ("allow_network",),
        lib.omnifund_store_options_allow_network,
        (),
    ),
    Setter(
        ("take_over",),
        lib.omnifund_store_options_take_over,
        (),
    ),
    Setter(
        ("must_exist",),
        lib.omnifund_store_options_must_exist,
        (),
    ),
    Setter(
        ("older_keys",),
        lib.omnifund_store_options_add_older_key,
        (key,),
        each=True,
    ),
    Setter(
        ("key_file",),
        lib.omnifund_store_options_set_key_file,
        (path,),
    ),
    Setter(
        ("audit",),
        lib.omnifund_store_options_set_audit,
        (text,),
    ),
    Setter(
        ("machine",),
        lib.omnifund_store_options_set_machine,
        (text,),
    ),
    Setter(
        ("journal",),
        lib.omnifund_store_options_set_journal,
        (path,),
    ),
)
