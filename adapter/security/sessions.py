"""The sessions of one key in a token: one login, several sessions, each used by one thread at a time.

A session ends without notice: the token was pulled out, its network was away. So whatever a session fails with, all
are given up and opened anew once; what fails again is a TokenError. A PIN that was refused is not tried again in this
process, and never as the last try that the token allows: a locked token is expensive.
"""

import os
import threading
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, cast

from adapter import limits
from adapter.security.cryptoki import TokenError, alone_on_this_host, find_tokens
from adapter.security.key_uri import KeyUri

if TYPE_CHECKING:
    from pkcs11 import Session, SignMixin, Token, TokenFlag

Use = Callable[["SignMixin"], bytes]

_WHY = {
    "NoSuchKey": "the token has no such private key; `pkcs11-tool --login --list-objects` lists those that it has",
    "UserPinNotInitialized": "the token has no PIN yet; initialise it",
    "MechanismInvalid": "the token does not have the signature algorithm; choose another, or another kind of key",
}
_OTHERWISE = "is it there, switched on and reachable?"


@dataclass(eq=False, slots=True)
class _Login:
    """A token, the session that logged in, and the sessions that wait for work, each with its key."""

    token: "Token"
    session: "Session"
    free: list["SignMixin"] = field(default_factory=list)


class Sessions:
    """At most MAX_TOKEN_SESSIONS sessions on one key, opened when they are needed."""

    def __init__(self, uri: KeyUri) -> None:
        """Open nothing yet."""
        self._uri = uri
        self._permits = threading.BoundedSemaphore(limits.MAX_TOKEN_SESSIONS)
        self._lock = threading.Lock()
        self._login: _Login | None = None
        self._refused = ""

    def sign(self, use: Use) -> bytes:
        """What `use` gives for the key, in a session of its own. Raises TokenError or KeyUriError."""
        if not self._permits.acquire(timeout=limits.TOKEN_WAIT.total_seconds()):
            raise TokenError(f"{self._uri.name}: no session became free in {limits.TOKEN_WAIT.seconds} s; is it stuck?")
        try:
            return self._sign(use)
        finally:
            self._permits.release()

    def close(self) -> None:
        """Log out; sessions that are at work are closed after it."""
        self._give_up(self._login, None)

    def _sign(self, use: Use) -> bytes:
        from pkcs11 import PKCS11Error  # noqa: PLC0415 - an optional extra

        for last in (False, True):
            login = key = None
            try:
                login = self._logged_in()
                key = self._take(login)
                value = use(key)
            except PKCS11Error as error:
                self._give_up(login, key)
                if last:
                    name = type(error).__name__
                    raise TokenError(f"{self._uri.name}: {name}: {_WHY.get(name, _OTHERWISE)}") from error
            except BaseException:
                self._give_up(login, key)
                raise
            else:
                self._put_back(login, key)
                return value
        raise AssertionError

    def _logged_in(self) -> _Login:
        with self._lock:
            if self._login is None:
                with alone_on_this_host(self._uri.pin_file or self._uri.module):
                    self._login = self._log_in()
            return self._login

    def _log_in(self) -> _Login:
        import pkcs11  # noqa: PLC0415 - an optional extra

        if self._refused:
            raise TokenError(self._refused)
        token, pin = self._token(), self._uri.pin()
        require_tries(token.flags, self._uri)
        try:
            return _Login(token, token.open(user_pin=pin))
        except pkcs11.UserAlreadyLoggedIn:
            # A login holds for all sessions of a process: another key of this token was there first.
            return _Login(token, token.open())
        except (
            pkcs11.PinIncorrect,
            pkcs11.PinInvalid,
            pkcs11.PinLenRange,
            pkcs11.PinLocked,
            pkcs11.PinExpired,
        ) as error:
            where = self._uri.pin_file or f"the environment variable {self._uri.pin_variable}"
            self._refused = (
                f"{self._uri.name}: the token refuses the PIN in {where} ({type(error).__name__}); it was tried once"
                " and is not tried again: correct it before the next start"
            )
            raise TokenError(self._refused) from None

    def _token(self) -> "Token":
        uri = self._uri

        def fits(token: "Token") -> bool:
            return uri.token in (None, token.label) and uri.serial in (None, token.serial.rstrip())

        found, labels = find_tokens(uri.module, fits)
        if len(found) != 1:
            many = "several such tokens (name one by serial=)" if found else "no such token"
            raise TokenError(f"{uri.name}: {many} behind {uri.module}; there are: {', '.join(labels) or 'none'}")
        return found[0]

    def _take(self, login: _Login) -> "SignMixin":
        with self._lock:
            if login.free:
                return login.free.pop()
        session = login.token.open()
        try:
            return find_key(session, self._uri)
        except BaseException:
            _close([session])
            raise

    def _put_back(self, login: _Login, key: "SignMixin") -> None:
        with self._lock:
            if login is self._login:
                login.free.append(key)
                return
        _close([key.session])

    def _give_up(self, login: _Login | None, key: "SignMixin | None") -> None:
        """Close the key's session, and all others of its login if nobody did yet: a token has only so many."""
        ended = [key.session] if key is not None else []
        with self._lock:
            if login is not None and login is self._login:
                self._login = None
                ended += [*(waiting.session for waiting in login.free), login.session]
            # Still under the lock: to close a login logs all sessions out, those of the next login too.
            _close(ended)


def find_key(session: "Session", uri: KeyUri) -> "SignMixin":
    """The one private key that `uri` names and that may sign. Raises TokenError or NoSuchKey."""
    from pkcs11 import Attribute, AttributeTypeInvalid, NoSuchKey, ObjectClass  # noqa: PLC0415 - an optional extra

    wanted = {Attribute.CLASS: ObjectClass.PRIVATE_KEY, Attribute.LABEL: uri.label, Attribute.ID: uri.id}
    found = list(session.get_objects({name: value for name, value in wanted.items() if value is not None}))
    if not found:
        # Or nobody is logged in any more: then they are hidden, and the sessions are opened anew.
        raise NoSuchKey
    if len(found) > 1:
        raise TokenError(f"{uri.name}: {len(found)} private keys of the token fit; name one by object= and id=")
    key = cast("SignMixin", found[0])
    if not key[Attribute.SIGN]:
        raise TokenError(f"{uri.name}: this key may not sign (CKA_SIGN is false); make one that may")
    with suppress(AttributeTypeInvalid):
        if key[Attribute.ALWAYS_AUTHENTICATE]:
            raise TokenError(f"{uri.name}: this key wants its PIN for each signature; a server needs one that does not")
    return key


def require_tries(flags: "TokenFlag", uri: KeyUri) -> None:
    """Refuse to give a PIN where a wrong one would lock the token, or it is locked. Raises TokenError."""
    from pkcs11 import TokenFlag  # noqa: PLC0415 - an optional extra

    if flags & TokenFlag.USER_PIN_LOCKED:
        raise TokenError(f"{uri.name}: the token is locked after wrong PINs; its security officer can unlock it")
    if flags & TokenFlag.USER_PIN_FINAL_TRY:
        raise TokenError(f"{uri.name}: one more wrong PIN locks the token; log in by hand once, then start again")


def _close(sessions: "Iterable[Session]") -> None:
    from pkcs11 import PKCS11Error  # noqa: PLC0415 - an optional extra

    for session in sessions:
        with suppress(PKCS11Error):  # it is lost already, as a rule
            session.close()


_lock = threading.Lock()
_all: dict[KeyUri, Sessions] = {}


def sessions_of(uri: KeyUri) -> Sessions:
    """The sessions of this process on one key."""
    with _lock:
        return _all.setdefault(uri, Sessions(uri))


def _forget() -> None:
    global _lock  # noqa: PLW0603 - a thread that this process does not have may hold the old one
    _lock = threading.Lock()
    _all.clear()


os.register_at_fork(after_in_child=_forget)
