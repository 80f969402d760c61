r"""Why a message is not accepted, in the words of SOAP and WS-Security 1.1 (section 12).

    SecurityError
     +- MalformedMessage            soap:Client: no such message can be meant honestly
     +- VersionMismatch             soap:VersionMismatch
     +- NotUnderstood               soap:MustUnderstand
     +- UnsupportedSecurityToken    \
     +- UnsupportedAlgorithm         |
     +- InvalidSecurity              |
     +- InvalidSecurityToken         |  wsse
     +- FailedAuthentication         |
     +- FailedCheck                  |
     +- SecurityTokenUnavailable    /
     +- MessageExpired              wsu
     +- ActionMismatch                   \
     +- InvalidAddressingHeader           |  wsa
     +- MessageAddressingHeaderRequired  /

The text of an error is for our own log and for a registered partner; it names no value of the message.
"""

from dataclasses import dataclass
from typing import ClassVar

from adapter.errors import JembatanError
from adapter.security.names import WSA, WSSE, WSU


@dataclass(frozen=True, slots=True)
class Mismatch:
    """A digest that does not hold: the local name of the part, the digest that was sent and the one computed here."""

    part: str
    sent: bytes
    computed: bytes


class SecurityError(JembatanError):
    """A message that is not accepted."""

    namespace: ClassVar[str | None] = None
    signer: bytes | None = None
    """Thumbprint of the trusted certificate that the message names; the signature need not be its. None: a stranger."""

    @property
    def local_name(self) -> str:
        """The local part of the fault's QName."""
        return type(self).__name__


class MalformedMessage(SecurityError):
    """Not a SOAP message that anybody could mean honestly."""

    @property
    def local_name(self) -> str:
        """Client, as SOAP 1.1 says it; SOAP 1.2 says Sender."""
        return "Client"


class VersionMismatch(SecurityError):
    """Neither a SOAP 1.1 nor a SOAP 1.2 envelope."""


class NotUnderstood(SecurityError):
    """A mandatory header is meant for us, and we do not know it."""

    @property
    def local_name(self) -> str:
        """MustUnderstand."""
        return "MustUnderstand"


class InvalidSecurity(SecurityError):
    """The Security header is not as it must be."""

    namespace = WSSE


class UnsupportedSecurityToken(SecurityError):
    """A kind of token that is not accepted."""

    namespace = WSSE


class UnsupportedAlgorithm(SecurityError):
    """An algorithm that the policy does not allow."""

    namespace = WSSE


class InvalidSecurityToken(SecurityError):
    """A certificate that cannot be used: unreadable, outside of its days, not meant for signing."""

    namespace = WSSE


class FailedAuthentication(SecurityError):
    """Nobody whom we know signs with this certificate."""

    namespace = WSSE


class FailedCheck(SecurityError):
    """The signature or a digest does not hold, or what is signed is not what would be read."""

    namespace = WSSE
    mismatch: Mismatch | None = None
    """Of a digest under a signature that holds: only the signer itself learns ours."""


class SecurityTokenUnavailable(SecurityError):
    """The token that the signature names is not there."""

    namespace = WSSE


class MessageExpired(SecurityError):
    """The Timestamp is not of now."""

    namespace = WSU


class ActionMismatch(SecurityError):
    """What says which operation is meant does not agree."""

    namespace = WSA


class InvalidAddressingHeader(SecurityError):
    """An addressing header that is malformed, or names another place."""

    namespace = WSA


class MessageAddressingHeaderRequired(SecurityError):
    """Addressing headers without the one that all of them need."""

    namespace = WSA
