"""A token's library (PKCS #11 calls it Cryptoki), loaded for the use of several threads and processes.

python-pkcs11 initialises a module with C_Initialize(NULL), which promises that one thread at a time will call it,
and then lets all of them in: SoftHSM gives wrong errors and ends the process. So each module is initialised once
more, with CKF_OS_LOCKING_OK (PKCS #11 2.40, 5.4). The same is due after a fork, which carries no login over.
"""

import ctypes
import fcntl
import os
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from adapter.errors import OperatorError

if TYPE_CHECKING:
    from pkcs11 import Token
    from pkcs11._pkcs11 import lib as Module  # noqa: N812 - a class, whatever its name

_OK = 0
_ALREADY_INITIALIZED = 0x191
_OS_LOCKING_OK = 2

_lock = threading.Lock()
_started: set[Path] = set()


class TokenError(OperatorError):
    """A key in a token cannot be used, now or at all."""


class _Arguments(ctypes.Structure):
    """CK_C_INITIALIZE_ARGS; no mutexes of our own."""

    _fields_ = (
        *((name, ctypes.c_void_p) for name in ("create", "destroy", "lock", "unlock")),
        ("flags", ctypes.c_ulong),
        ("reserved", ctypes.c_void_p),
    )


# Kept: OpenSC looks at them again later.
_ARGUMENTS = _Arguments(flags=_OS_LOCKING_OK)
_Function = ctypes.CFUNCTYPE(ctypes.c_ulong, ctypes.c_void_p)


class _Functions(ctypes.Structure):
    """The beginning of CK_FUNCTION_LIST."""

    _fields_ = (("version", ctypes.c_ubyte * 2), ("initialize", _Function), ("finalize", _Function))


def require_library() -> None:
    """Raise TokenError where python-pkcs11 is not installed."""
    try:
        import pkcs11  # noqa: F401, PLC0415 - an optional extra
    except ImportError:
        raise TokenError(
            "python-pkcs11 is not installed, and a key in a token needs it; run `pip install 'jembatan[pkcs11]'`"
        ) from None


def find_tokens(path: Path, fits: "Callable[[Token], bool]") -> "tuple[list[Token], list[str]]":
    """The tokens behind the module at `path` that fit, and the labels of all. Raises TokenError."""
    with _lock:
        there = list(_load(path).get_tokens())
    return [token for token in there if fits(token)], sorted(token.label for token in there if token.label)


@contextmanager
def alone_on_this_host(path: Path) -> Iterator[None]:
    """Keep other processes that do the same with this file from loading a module and logging in meanwhile.

    SoftHSM rewrites its files in place at each login; of two processes that begin together, one finds them half
    written and has no token, or a token without a PIN.
    """
    with ExitStack() as stack:
        with suppress(OSError):
            file = stack.enter_context(path.open("rb"))
            fcntl.flock(file, fcntl.LOCK_EX)
            # Not by closing alone: a child that was forked meanwhile has the file open too.
            stack.callback(fcntl.flock, file, fcntl.LOCK_UN)
        yield


def _load(path: Path) -> "Module":
    import pkcs11  # noqa: PLC0415 - an optional extra

    if not path.is_file():
        raise TokenError(f"{path}: no such PKCS #11 module; install the token's software, or correct module-path")
    try:
        module = pkcs11.lib(str(path))
    except pkcs11.PKCS11Error as error:
        reason = str(error) or type(error).__name__
        raise TokenError(f"{path}: cannot be used as a PKCS #11 module: {reason}") from None
    if path not in _started:
        _initialise_for_threads(path)
        _started.add(path)
    return module


def _initialise_for_threads(path: Path) -> None:
    functions = ctypes.POINTER(_Functions)()
    ctypes.CDLL(str(path)).C_GetFunctionList(ctypes.byref(functions))
    listed = functions.contents
    result = listed.initialize(ctypes.addressof(_ARGUMENTS))
    if result == _ALREADY_INITIALIZED:
        # By python-pkcs11 just now; or, in a child, by its parent: not every module notices a fork.
        listed.finalize(None)
        result = listed.initialize(ctypes.addressof(_ARGUMENTS))
    if result != _OK:
        raise TokenError(f"{path}: this PKCS #11 module cannot serve several threads (C_Initialize gave {result:#x})")


def _forget() -> None:
    global _lock  # noqa: PLW0603 - a thread that this process does not have may hold the old one
    _lock = threading.Lock()
    _started.clear()


os.register_at_fork(after_in_child=_forget)
