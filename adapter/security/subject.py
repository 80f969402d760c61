"""Whose certificate it is, by its subject: the whole name, or attributes that the name must have."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from cryptography import x509
from cryptography.x509.oid import NameOID

from adapter.errors import OperatorError

_NAMES: Mapping[x509.ObjectIdentifier, str] = MappingProxyType(
    {
        NameOID.SERIAL_NUMBER: "serialNumber",
        NameOID.ORGANIZATION_IDENTIFIER: "organizationIdentifier",
        NameOID.EMAIL_ADDRESS: "emailAddress",
    }
)
"""Beside those of RFC 4514 (CN, O, OU, L, ST, C, STREET, DC, UID); all others are written as a dotted OID."""


@dataclass(frozen=True, slots=True)
class SubjectConstraint:
    """What a certificate's subject must be: `name` exactly, or, if not `exact`, one with the attributes in `name`.

    Of each type of attribute in `name` the subject must have these values and no others: a second O beside the
    partner's would be somebody else's name. Values are compared letter by letter, as RFC 5280 allows.
    """

    name: x509.Name
    exact: bool

    def fits(self, subject: x509.Name) -> bool:
        """Whether a certificate of this subject is meant."""
        if self.exact:
            return subject == self.name
        found = _values(subject)
        return all(found.get(kind) == values for kind, values in _values(self.name).items())

    @property
    def text(self) -> str:
        """The name or the attributes as RFC 4514 writes them."""
        return self.name.rfc4514_string(_NAMES)


def parse_subject(text: str, *, exact: bool) -> SubjectConstraint:
    """A constraint from RFC 4514 text. Raises OperatorError where it is no name, or allows everybody."""
    try:
        name = x509.Name.from_rfc4514_string(text, {short: oid for oid, short in _NAMES.items()})
    except ValueError:
        raise OperatorError(f"{text!r} is no name as RFC 4514 writes it, such as CN=Layanan,O=Instansi,C=ID") from None
    values = [attribute.value for attribute in name]
    if not any(isinstance(value, str) and value.strip() for value in values):
        raise OperatorError("a subject without any attribute would be everybody's; name what the partner's has")
    if not exact and {attribute.oid for attribute in name} <= {NameOID.COUNTRY_NAME}:
        raise OperatorError("a country alone is everybody's; name an attribute that the partner's subject alone has")
    return SubjectConstraint(name, exact)


def _values(name: x509.Name) -> dict[x509.ObjectIdentifier, list[str | bytes]]:
    values: dict[x509.ObjectIdentifier, list[str | bytes]] = defaultdict(list)
    for attribute in name:
        values[attribute.oid].append(attribute.value)
    return {oid: sorted(held, key=repr) for oid, held in values.items()}
