"""What a client sends is in its contract, and what it reads is the verified tree, in its contract too."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
import requests
import zeep
from lxml import etree

from adapter.agreements.bpjs.messages import AmbilMutasi, AmbilMutasiJawaban
from adapter.agreements.sigtk.messages import KirimPenganugerahan
from adapter.agreements.structures import Kepala
from adapter.security import sign, wrap
from adapter.security.names import SOAP11
from clients.bpjs import BpjsClient
from clients.caller import CONTRACTS
from clients.errors import AnswerRejected, ClientError
from clients.transport import SignedTransport
from tests.clients.test_sigtk import honour
from tests.support.forge import Message
from tests.support.world import ADDRESS, World

BPJS = "urn:id:go:bkn:pks:bpjs:v1"


def client_of_a_bkn_that(world: World, change: Callable[[etree._Element], object]) -> BpjsClient:
    """BPJS's client, whose every answer BKN itself changes before it signs."""

    def post(address: str, raw: bytes, headers: dict[str, str]) -> requests.Response:
        answer = world.post(address, raw, headers)
        body = etree.fromstring(answer.content)[-1][0]
        change(body)
        confirms = Message(raw).signature_value.text
        answer._content = sign(wrap(SOAP11, body), world.signer("server"), world.now, confirms=confirms).raw
        return answer

    return world.bpjs(post=post)


def element(body: etree._Element, name: str) -> etree._Element:
    return next(body.iter(f"{{*}}{name}"))


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda body: element(body, "adaLagi").set("x", "1"), "adaLagi"),
        (lambda body: setattr(element(body, "adaLagi"), "text", "rahasia"), "adaLagi"),
        (lambda body: body.remove(element(body, "adaLagi")), "ambilMutasiResponse"),
        (lambda body: etree.SubElement(body, f"{{{BPJS}}}asing"), "asing"),
        (lambda body: setattr(body, "tag", f"{{{BPJS}}}ambilDataPegawaiResponse"), "ambilDataPegawaiResponse"),
        (lambda body: setattr(element(body, "waktuJawab"), "text", "12026-11-20T09:00:00Z"), "no instant"),
    ],
    ids=["attribute", "value", "missing", "stranger", "another answer", "year"],
)
def test_a_signed_answer_that_breaks_the_contract_gives_nothing(world: World, change, said):
    with pytest.raises(AnswerRejected, match=f"ambilMutasi: the answer does not follow the contract.*{said}") as error:
        client_of_a_bkn_that(world, change).ambilMutasi(0, ukuranHalaman=1)
    assert "rahasia" not in str(error.value)


def test_an_instant_keeps_the_zone_in_which_it_was_told(world: World):
    answer = world.bpjs().ambilMutasi(0, ukuranHalaman=1)
    assert answer.kepala.waktuJawab.utcoffset() == timedelta(hours=7)


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"waktuKirim": datetime(2026, 1, 1)}, "waktuKirim must be a datetime with a time zone"),  # noqa: DTZ001
        ({"idPengguna": None}, "idPengguna must be given"),
        ({"idPengguna": "\x1b"}, "a character that XML does not have"),
    ],
)
def test_a_request_outside_of_the_contract_is_not_sent(world: World, changed, said):
    client = world.bpjs()
    heading: Kepala = replace(client.kepala(), **changed)
    before = len(world.entries())
    with pytest.raises(ClientError, match=said):
        client.send(AmbilMutasi(kepala=heading, sejakToken=0), AmbilMutasiJawaban)
    assert len(world.entries()) == before


def test_an_operation_of_another_service_is_not_sent(world: World):
    client = world.bpjs()
    request = KirimPenganugerahan(kepala=client.kepala(), penganugerahan=(honour(),))
    with pytest.raises(ClientError, match=r"kirimPenganugerahan: LayananBpjs\.wsdl has no such operation"):
        client.send(request, AmbilMutasiJawaban)


def test_zeep_by_itself_over_the_same_wire(world: World):
    """What a partner does who keeps zeep's own values."""
    ours = world.bpjs()
    transport = SignedTransport(world.signer("BPJS"), world.trusted, post=world.post, clock=world.clock)
    client = zeep.Client(str(CONTRACTS / "LayananBpjs.wsdl"), transport=transport)
    port = client.create_service(f"{{{BPJS}}}LayananBpjs", f"{ADDRESS}/layanan/LayananBpjs")
    heading = ours.kepala()
    words = {name: getattr(heading, name) for name in heading.__slots__}
    answer = port.ambilMutasi(kepala=words, sejakToken=0, ukuranHalaman=1)
    assert (answer.kepala.idPesanAsal, len(answer.mutasi)) == (heading.idPesan, 1)
