"""The contract check: a request against the very schema that is published.

libxml2 gives the verdict. What exactly is wrong with a message that it refuses, explain.py finds out.
"""

from lxml import etree

from adapter.agreements.operation import Service
from adapter.agreements.schema import Schema
from adapter.errors import ContractViolation
from adapter.soap.explain import mistakes, problems


class Contract:
    """The schema of one service, and what to say of a request that does not follow it."""

    def __init__(self, service: Service, wsdl: bytes) -> None:
        """Take the schemas out of the published `wsdl`."""
        self._service = service
        self._schema = Schema(wsdl, service.namespace)

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
        return self._schema.accepts(body)
