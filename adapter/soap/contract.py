"""The contract check: a request against the very schema that is published.

libxml2 gives the verdict. What exactly is wrong with a message that it refuses, explain.py finds out.
"""

import threading
from pathlib import Path
from tempfile import TemporaryDirectory

from lxml import etree

from adapter.agreements.operation import Service
from adapter.errors import ContractViolation
from adapter.soap.explain import mistakes, problems
from adapter.soap.wsdl import schemas

_XS = "http://www.w3.org/2001/XMLSchema"


class Contract:
    """The schema of one service, compiled once per thread."""

    def __init__(self, service: Service, wsdl: bytes) -> None:
        """Take the schemas out of the published `wsdl`."""
        self._service = service
        self._files = _files(schemas(wsdl))
        self._local = threading.local()
        # Here and now, and not in the first call: a schema that does not compile must not serve.
        self._compiled()

    def check(self, body: etree._Element) -> None:
        """Refuse a request that does not follow the contract. Raises ContractViolation with every problem."""
        operation = self._service.operation(etree.QName(body).localname)
        if not self.accepts(body):
            raise ContractViolation(problems(body, operation.request if operation else None, self._service.namespace))

    def check_readable(self, body: etree._Element) -> None:
        """Refuse a request that the schema accepts and nobody can read: a year before 1 or after 9999."""
        operation = self._service.operation(etree.QName(body).localname)
        if found := mistakes(body, operation.request if operation else None, self._service.namespace):
            raise ContractViolation(found)

    def accepts(self, body: etree._Element) -> bool:
        """Whether a message, request or answer, follows the contract."""
        return self._compiled().validate(body)

    def _compiled(self) -> etree.XMLSchema:
        # lxml keeps a schema's errors in one log: shared, it would show one partner another's message
        # (spyne: 4.10, 3). The verdict alone is used, and yet each thread has its own.
        compiled: etree.XMLSchema | None = getattr(self._local, "schema", None)
        if compiled is None:
            compiled = self._local.schema = self._compile()
        return compiled

    def _compile(self) -> etree.XMLSchema:
        """Write the schemas as files, for libxml2 follows imports to files only, and compile them."""
        with TemporaryDirectory(prefix="jembatan-") as folder:
            for name, schema in self._files.values():
                Path(folder, name).write_bytes(schema)
            return etree.XMLSchema(etree.parse(f"{folder}/{self._files[self._service.namespace][0]}"))


def _files(found: list[etree._Element]) -> dict[str, tuple[str, bytes]]:
    """By target namespace: a file name for each schema, and its bytes, in which it imports the others by name.

    Bytes, because threads that compile at the same time share them.
    """
    names = {schema.attrib["targetNamespace"]: f"{count}.xsd" for count, schema in enumerate(found)}
    for schema in found:
        for imported in schema.iterfind(f"{{{_XS}}}import"):
            imported.set("schemaLocation", names[imported.attrib["namespace"]])
    return {space: (names[space], etree.tostring(schema)) for space, schema in zip(names, found, strict=True)}
