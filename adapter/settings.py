"""What an operator may set: JEMBATAN_* in the environment, or in an env file that the environment overrides.

Unknown names are refused, and everything that is wrong is told at once. What the settings point to (keys, database)
is looked at by adapter.readiness.
"""

from collections.abc import Mapping
from difflib import get_close_matches
from pathlib import Path
from typing import Literal

from dotenv.parser import Binding, parse_stream
from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator
from sqlalchemy import make_url
from sqlalchemy.exc import ArgumentError

from adapter.addresses import addresses_by_code, web_address
from adapter.errors import OperatorError
from adapter.security.key_uri import KeyUri, KeyUriError, is_key_uri, parse_key_uri

PREFIX = "JEMBATAN_"
TEST_PREFIX = "JEMBATAN_TEST_"
"""Names for the tests; the program itself ignores them."""

_DRIVERS = ("sqlite", "postgresql", "postgres", "postgresql+psycopg")


PeerUrls = dict[str, str]
"""Addresses by an agreement's code."""


class Settings(BaseModel):
    """Every setting, with its default. Paths are relative to the working directory."""

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)

    database_url: str = Field("sqlite:///var/jembatan.db", repr=False)
    """SQLite or PostgreSQL, as an SQLAlchemy URL. May hold a password: print `masked_database_url`."""
    public_url: str = "http://127.0.0.1:8080"
    """The address by which partners reach this server; it stands in the WSDLs."""
    peer_urls: PeerUrls = Field(default_factory=dict)
    """Where the other party of each agreement is reached, for `jembatan sync`: CODE=URL, set apart by commas."""
    durable_url: str | None = Field(None, repr=False)
    """Where the order of durable work is kept; see `durable_database_url`."""
    sync_page: int = Field(500, ge=1, le=1000)
    """Records on a page of what a worker exchanges."""
    sync_nightly: str = "0 2 * * *"
    """When `jembatan worker` begins the delta of each agreement in `peer_urls`: cron in WIB, or off."""
    sync_semester: str = "0 20 1 1,7 *"
    """When it begins the full exchange: at least twice a year (BPJS Pasal 1 angka 7 and 3(2))."""
    sync_reconciliation: str = "0 4 1 1,4,7,10 *"
    """When it begins the reconciliation: quarterly (Taspen Lampiran 9(1))."""
    worker_parts: int = Field(1, ge=1, le=64)
    """Parts of a sync that one `jembatan worker` does at a time."""
    mitra: str | None = None
    """The code of an agreement: play its partner, with the partner's own key and database. Without it: BKN."""
    host: str = "127.0.0.1"
    port: int = Field(8080, ge=1, le=65535)
    server_key: Path | KeyUri = Path("var/keys/server.key.pem")
    """The private key that signs answers: a PEM file, or the PKCS #11 URI of a key in a token."""
    server_certificate: Path = Path("var/keys/server.cert.pem")
    data_key: Path = Path("var/keys/data.key")
    """Encrypts the columns. What was written with it can be read with it only."""
    index_key: Path = Path("var/keys/index.key")
    """Makes the blind indexes of NIK and NIP."""
    anchor_file: Path | None = None
    """Follows the journal's seals outside of the database; see `anchor`."""
    tls_cert: Path | None = None
    """With `tls_key`: serve HTTPS. Without both: behind a proxy, or on this machine only."""
    tls_key: Path | None = None
    crl: Path | None = None
    """Revocation lists (CRL): a file, or a directory with *.crl, *.pem or *.der; read again when they change."""
    crl_issuers: Path | None = None
    """Certificates, PEM, of authorities whose lists are due for what they issued; beside those trusted for partners."""
    crl_grace_hours: int = Field(0, ge=0, le=168)
    """How long a list counts beyond its nextUpdate. Then, and without a list, nobody of that issuer signs."""
    metrics: bool = False
    """Whether GET /metrik answers. It names the agreements: keep it from strangers at the proxy."""
    workers: int = Field(1, ge=1, le=64)
    """Processes."""
    threads: int = Field(4, ge=1, le=256)
    """Calls that one process carries out at a time."""
    sandbox: bool = False
    """Serve /periksa, which explains to anybody what is wrong with a signature. For trials, never for production."""
    log_level: Literal["debug", "info", "warning", "error"] = "info"

    @field_validator("log_level", mode="before")
    @classmethod
    def _in_any_case(cls, value: object) -> object:
        return value.lower() if isinstance(value, str) else value

    @field_validator("server_key", mode="before")
    @classmethod
    def _in_a_token(cls, value: object) -> object:
        try:
            return parse_key_uri(value) if isinstance(value, str) and is_key_uri(value) else value
        except KeyUriError as error:
            raise ValueError(str(error)) from None

    @property
    def masked_database_url(self) -> str:
        """The database URL with *** for its password."""
        return make_url(self.database_url).render_as_string(hide_password=True)

    @property
    def anchor(self) -> Path | None:
        """The anchor: `anchor_file`, else beside an SQLite file; with PostgreSQL there is none unless it is set."""
        address = make_url(self.database_url)
        if self.anchor_file is not None or address.get_backend_name() != "sqlite":
            return self.anchor_file
        return Path(f"{address.database}.anchor")

    @property
    def durable_database_url(self) -> str:
        """`durable_url`, else the same PostgreSQL database, or a file beside the SQLite one."""
        address = make_url(self.database_url)
        if self.durable_url is not None or address.get_backend_name() != "sqlite":
            return self.durable_url or self.database_url
        return address.set(database=f"{address.database}.durable").render_as_string(hide_password=False)

    @field_validator("peer_urls", mode="before")
    @classmethod
    def _pairs(cls, value: object) -> object:
        return addresses_by_code(value) if isinstance(value, str) else value

    @field_validator("database_url", "durable_url")
    @classmethod
    def _known_database(cls, value: str) -> str:
        try:
            driver = make_url(value).drivername
        except (ArgumentError, ValueError):
            raise ValueError("not a database URL; sqlite:///FILE or postgresql://USER@HOST/NAME") from None
        if driver not in _DRIVERS:
            raise ValueError(f"{driver} is not supported; sqlite or postgresql")
        return value

    @field_validator("public_url")
    @classmethod
    def _web_address(cls, value: str) -> str:
        return web_address(value)


def load(env_file: Path | None, environ: Mapping[str, str]) -> Settings:
    """The settings in `environ` and `env_file`; an empty value is as good as none. Raises OperatorError."""
    given = {**_in_file(env_file), **{name: value for name, value in environ.items() if value}}
    values = {
        name.removeprefix(PREFIX).lower(): value
        for name, value in given.items()
        if name.startswith(PREFIX) and not name.startswith(TEST_PREFIX) and value
    }
    problems = [_unknown(name) for name in sorted(values.keys() - Settings.model_fields.keys())]
    if bool(values.get("tls_cert")) != bool(values.get("tls_key")):
        problems.append(f"{PREFIX}TLS_CERT, {PREFIX}TLS_KEY: only one of them is set; set both, or neither")
    if values.get("crl_issuers") and not values.get("crl"):
        problems.append(f"{PREFIX}CRL_ISSUERS: there are no lists to hold them to; set {PREFIX}CRL too")
    known = {name: value for name, value in values.items() if name in Settings.model_fields}
    try:
        settings = Settings.model_validate(known)
    except ValidationError as error:
        problems += [
            _sentence(str(detail["loc"][0]), line)
            for detail in error.errors(include_input=False)
            for line in detail["msg"].removeprefix("Value error, ").splitlines()
        ]
    if problems:
        raise OperatorError("\n".join(problems))
    return settings


def exported(settings: Settings) -> dict[str, str]:
    """The same settings as environment variables, for a process that is started from this one."""
    return {_variable(name): _written(value) for name, value in settings if value is not None}


def _written(value: object) -> str:
    return ",".join(f"{code}={url}" for code, url in value.items()) if isinstance(value, dict) else str(value)


def _in_file(env_file: Path | None) -> dict[str, str]:
    if env_file is None:
        return {}
    try:
        # Parsed only, not interpolated: a password may hold a dollar sign.
        with env_file.open(encoding="utf-8") as text:
            bindings = list(parse_stream(text))
    except OSError as error:
        raise OperatorError(f"{env_file}: this env file cannot be read: {error.strerror}") from None
    except UnicodeDecodeError:
        raise OperatorError(f"{env_file}: this env file cannot be read: it is not UTF-8") from None
    problems = [f"{env_file}, line {_line(found)}: {reason}" for found in bindings if (reason := _wrong(found))]
    if problems:
        raise OperatorError("\n".join(problems))
    return {found.key: found.value or "" for found in bindings if found.key is not None}


def _line(found: Binding) -> int:
    # A binding begins with the empty lines before it.
    text = found.original.string
    return found.original.line + text[: len(text) - len(text.lstrip())].count("\n")


def _wrong(found: Binding) -> str | None:
    """What is wrong with one line of an env file, or None. Never its value: it may be a password."""
    if found.error or (found.key is not None and found.value is None):
        return "is not NAME=VALUE"
    name = found.key or ""
    field = name.upper().removeprefix(PREFIX).lower()
    if not name.startswith(PREFIX) and field in Settings.model_fields:
        # In the environment such a name is somebody else's; in this file it is a slip.
        return f"{name}: no such setting; did you mean {_variable(field)}?"
    return None


def _variable(field: str) -> str:
    return PREFIX + field.upper()


def _unknown(field: str) -> str:
    names = [_variable(known) for known in Settings.model_fields]
    close = get_close_matches(_variable(field), names, n=1)
    advice = f"did you mean {close[0]}?" if close else f"there are {', '.join(names)}"
    return f"{_variable(field)}: no such setting; {advice}"


def _sentence(field: str, message: str) -> str:
    return f"{_variable(field)}: {message}"
