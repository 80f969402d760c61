"""The schemas of a published contract, compiled: what server and clients check messages against.

Knows nothing but the WSDL's text, so that whoever has the contract needs nothing else of the server.
"""

import threading
from pathlib import Path
from tempfile import TemporaryDirectory

from lxml import etree

_XS = "http://www.w3.org/2001/XMLSchema"
_WSDL = "http://schemas.xmlsoap.org/wsdl/"


def schemas(wsdl: bytes) -> list[etree._Element]:
    """The schemas in a WSDL, in its order, each standing alone."""
    found = etree.fromstring(wsdl).findall(f"{{{_WSDL}}}types/{{{_XS}}}schema")
    # Printed and parsed again: a mere copy would lose the prefixes that only attribute values use.
    return [etree.fromstring(etree.tostring(schema)) for schema in found]


class Schema:
    """The schemas of one service's contract, compiled once per thread."""

    def __init__(self, wsdl: bytes, namespace: str) -> None:
        """Take the schemas out of the published `wsdl` of the service with that namespace."""
        self._namespace = namespace
        self._files = _files(schemas(wsdl))
        self._local = threading.local()
        # Here and now, and not in the first call: a schema that does not compile must not serve.
        self._compiled()

    def accepts(self, body: etree._Element) -> bool:
        """Whether a message, request or answer, follows the contract."""
        return self._compiled().validate(body)

    def place(self) -> str:
        """Where the message stands wrong that this thread asked about last: a path, with no value in it."""
        error = self._compiled().error_log.last_error
        return str(error.path) if error is not None else ""

    def _compiled(self) -> etree.XMLSchema:
        # lxml keeps a schema's errors in one log: shared, it would show one partner another's message
        # (spyne: 4.10, 3). So each thread has its own.
        compiled: etree.XMLSchema | None = getattr(self._local, "schema", None)
        if compiled is None:
            compiled = self._local.schema = self._compile()
        return compiled

    def _compile(self) -> etree.XMLSchema:
        """Write the schemas as files, for libxml2 follows imports to files only, and compile them."""
        with TemporaryDirectory(prefix="jembatan-") as folder:
            for name, schema in self._files.values():
                Path(folder, name).write_bytes(schema)
            return etree.XMLSchema(etree.parse(f"{folder}/{self._files[self._namespace][0]}"))


def _files(found: list[etree._Element]) -> dict[str, tuple[str, bytes]]:
    """By target namespace: a file name for each schema, and its bytes, in which it imports the others by name.

    Bytes, because threads that compile at the same time share them.
    """
    names = {schema.attrib["targetNamespace"]: f"{count}.xsd" for count, schema in enumerate(found)}
    for schema in found:
        for imported in schema.iterfind(f"{{{_XS}}}import"):
            imported.set("schemaLocation", names[imported.attrib["namespace"]])
    return {space: (names[space], etree.tostring(schema)) for space, schema in zip(names, found, strict=True)}
