"""The signed list of the files that a party has put into a folder: what is missing is noticed, what is strange left.

It is what makes a late message believable. Whoever has seen a message on the wire could put it into a folder; the
sender's signature over the file's digest says that it was meant to be there.
"""

from base64 import b64decode, b64encode
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from secrets import token_hex

from lxml import etree

from adapter import limits
from adapter.agreements.terms import Side
from adapter.security import Certificate, Signer
from adapter.security.document import open_document, sign_document, verify_document
from adapter.security.errors import MalformedMessage, MessageExpired
from adapter.security.names import DS

_NAMESPACE = "urn:id:go:bkn:pks:berkas:v1"
_ROOT, _CONTENT, _FILE = (f"{{{_NAMESPACE}}}{name}" for name in ("daftarBerkas", "isi", "berkas"))


@dataclass(frozen=True, slots=True)
class ListedFile:
    """A file: its name, its size in bytes, and the SHA-256 of its bytes."""

    name: str
    size: int
    digest: bytes


@dataclass(frozen=True, slots=True)
class FileList:
    """What one party of an agreement has put there, and when it said so."""

    agreement: str
    sender: Side
    made_at: datetime
    files: Sequence[ListedFile]


def write_list(listed: FileList, signer: Signer) -> bytes:
    """The list as a signed document."""
    root = etree.Element(_ROOT, nsmap={None: _NAMESPACE})
    content = etree.SubElement(root, _CONTENT, Id=f"daftar-{token_hex(16)}")
    content.set("perjanjian", listed.agreement)
    content.set("dari", listed.sender.value)
    content.set("dibuat", listed.made_at.astimezone(UTC).isoformat())
    content.set("jumlah", str(len(listed.files)))
    for one in listed.files:
        digest = b64encode(one.digest).decode()
        etree.SubElement(content, _FILE, nama=one.name, ukuran=str(one.size), sha256=digest)
    root.append(sign_document(content, signer))
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8")


def read_list(raw: bytes) -> tuple[FileList, Certificate]:
    """A list, and the certificate whose key signed it. Raises SecurityError.

    Not checked: whose certificate it is and its days, and how old the list is.
    """
    root = open_document(raw, limits.MAX_FILE_LIST_BYTES)
    if root.tag != _ROOT or [child.tag for child in root] != [_CONTENT, f"{{{DS}}}Signature"]:
        raise MalformedMessage("not a list of files with one signature")
    content, signature = root
    certificate = verify_document(signature, content)
    try:
        return _read(content), certificate
    except (ValueError, KeyError, TypeError):
        raise MalformedMessage("not a list of files: something in it is not as it must be") from None


def _read(content: etree._Element) -> FileList:
    said = content.attrib
    files = tuple(_file(child) for child in content)
    made_at = datetime.fromisoformat(said["dibuat"])
    if made_at.tzinfo is None or int(said["jumlah"]) != len(files) or len({one.name for one in files}) != len(files):
        raise ValueError
    return FileList(said["perjanjian"], Side(said["dari"]), made_at, files)


def _file(element: etree._Element) -> ListedFile:
    if element.tag != _FILE:
        raise ValueError
    said = element.attrib
    return ListedFile(said["nama"], int(said["ukuran"]), b64decode(said["sha256"], validate=True))


def require_of_now(listed: FileList, now: datetime) -> None:
    """Refuse a list of the future, or one that is older than a file may be. Raises MessageExpired."""
    if listed.made_at > now + limits.CLOCK_SKEW:
        raise MessageExpired("the list is of the future; is this machine's clock right?")
    if now - listed.made_at > limits.MAX_FILE_AGE:
        raise MessageExpired(f"the list is older than {limits.MAX_FILE_AGE.days} days")
