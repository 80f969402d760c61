"""The words in which an agreement's data elements are declared.

A message is a frozen dataclass whose field names are the names on the wire; each field's annotation
says its type, and each data element the article that it comes from:

    nik: Annotated[Nik | None, Element("Pasal 3 ayat (1) huruf a angka 2)", "Nomor Induk Kependudukan")]

`X` is required, `X | None` optional, `tuple[X, ...]` a list. From these declarations come the XSD, the
WSDL, the server's reading and writing, and the clients' results, so that none can drift from another.
"""

from dataclasses import dataclass
from typing import Literal

Base = Literal["string", "token", "date", "dateTime", "boolean", "integer", "gYear"]

SHARED_NAMESPACE = "urn:id:go:bkn:pks:v1"


@dataclass(frozen=True, slots=True)
class SimpleType:
    """A restricted XSD type. Lengths in characters, bounds inclusive, `pattern` in XSD's syntax."""

    name: str
    base: Base
    doc: str
    pattern: str | None = None
    values: tuple[str, ...] = ()
    min_length: int = 0
    max_length: int | None = None
    minimum: int | None = None
    maximum: int | None = None
    namespace: str | None = None
    """None: the namespace of the service that uses it."""


def choice(name: str, doc: str, *values: str, namespace: str | None = None) -> SimpleType:
    """A string that is one of `values`."""
    return SimpleType(name, "string", doc, values=values, namespace=namespace)


@dataclass(frozen=True, slots=True)
class Element:
    """What a field of a message is, and where the agreement says so.

    `source` is the article, or "asumsi" with its reason where the agreement is silent. `missing` is the
    kodeGalat given when a required element is left out, where the agreement makes that a case of its own.
    `least` and `most` bound a list.
    """

    source: str
    doc: str
    missing: str = "DATA_TIDAK_LENGKAP"
    least: int = 0
    most: int | None = None

    @property
    def documentation(self) -> str:
        """The text of the element's xs:documentation."""
        return f"{self.doc}. Sumber: {self.source}."
