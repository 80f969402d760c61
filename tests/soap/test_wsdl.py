import json
import os
import shutil
import subprocess
from functools import cache
from pathlib import Path

import pytest
import zeep
from lxml import etree

from adapter.agreements.fields import members
from adapter.registry.catalogue import load_agreements
from adapter.settings import Settings
from adapter.soap.wsdl import documents
from tests.support.world import ADDRESS, World

COMMITTED = Path("wsdl")
XS = "{http://www.w3.org/2001/XMLSchema}"
CATALOGUE = load_agreements()
contracts = cache(lambda: documents(CATALOGUE, ADDRESS))
"""All contracts, made once."""
BKNS = pytest.mark.parametrize("service", CATALOGUE.services, ids=lambda service: service.name)
SERVICES = pytest.mark.parametrize(
    "service", [*CATALOGUE.services, *CATALOGUE.partner_services], ids=lambda service: service.name
)
KINDS = pytest.mark.parametrize("kind", ["", ".kebijakan"], ids=["plain", "policy"])


def test_committed_and_code_do_not_drift():
    made = documents(CATALOGUE, Settings().public_url)
    assert {path.name: path.read_bytes() for path in COMMITTED.glob("*.wsdl")} == made


def test_two_builds_are_byte_for_byte_the_same():
    assert contracts() == documents(load_agreements(), ADDRESS)


@BKNS
@KINDS
def test_served_is_what_is_published_whoever_asks(world: World, service, kind):
    query = "wsdl=kebijakan" if kind else "wsdl"
    served = get(world, f"/layanan/{service.name}", query, host="evil.example")
    assert served == contracts()[f"{service.name}{kind}.wsdl"]


def get(world: World, path: str, query: str, host: str) -> bytes:
    environ = {"REQUEST_METHOD": "GET", "PATH_INFO": path, "QUERY_STRING": query, "HTTP_HOST": host}
    return b"".join(world.application(environ, lambda *_: None))


@SERVICES
@KINDS
def test_zeep_sees_every_operation_in_both_soap_versions(service, kind):
    client = zeep.Client(str(COMMITTED / f"{service.name}{kind}.wsdl"))
    ports = client.wsdl.services[service.name].ports
    expected = sorted(operation.name for operation in service.operations)
    assert [sorted(port.binding._operations) for port in ports.values()] == [expected, expected]


@SERVICES
@KINDS
def test_php_sees_every_operation(service, kind):
    if shutil.which("php") is None or "soap" not in run(["php", "-m"]).split():
        if os.environ.get("JEMBATAN_TEST_REQUIRE_PHP"):
            pytest.fail("php with the soap extension is required here and is not installed")
        pytest.skip("php with the soap extension is not installed")
    script = "echo json_encode((new SoapClient($argv[1]))->__getFunctions());"
    functions = json.loads(
        run(["php", "-d", "soap.wsdl_cache_enabled=0", "-r", script, str(COMMITTED / f"{service.name}{kind}.wsdl")])
    )
    assert {line.split()[1].partition("(")[0] for line in functions} == {o.name for o in service.operations}


def run(command: list[str]) -> str:
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


@SERVICES
def test_every_element_names_its_source(service):
    root = etree.fromstring(contracts()[f"{service.name}.wsdl"])
    inner = [element for element in root.iter(f"{XS}element") if element.getparent().tag == f"{XS}sequence"]
    assert inner
    assert all("Sumber: " in element.findtext(f"{XS}annotation/{XS}documentation", "") for element in inner)


@SERVICES
def test_what_is_required_is_required_and_nothing_is_nillable(service):
    root = etree.fromstring(contracts()[f"{service.name}.wsdl"])
    assert not root.xpath("//@nillable")
    for operation in service.operations:
        for message in (operation.request, operation.answer):
            declared = {member.name: str(member.least) for member in members(message)}
            published = {
                element.get("name"): element.get("minOccurs", "1")
                for element in root.find(f".//{XS}complexType[@name='t{message.__name__}']/{XS}sequence")
            }
            assert published == declared


@SERVICES
def test_action_is_a_uri_and_every_operation_declares_the_fault(service):
    root = etree.fromstring(contracts()[f"{service.name}.wsdl"])
    actions = root.xpath("//@soapAction")
    assert actions
    assert all(action.startswith(service.namespace) for action in actions)
    faults = root.findall(".//{*}portType/{*}operation/{*}fault")
    assert [fault.get("name") for fault in faults] == ["galat"] * len(service.operations)
