"""A call under an agreement that wants its messages encrypted, from the client to the journal."""

import uuid
from dataclasses import replace

import pytest

from adapter.agreements.bpjs.messages import AmbilMutasi, AmbilMutasiJawaban
from adapter.journal import journal
from adapter.records.population import nth_person
from adapter.records.synthetic import populate
from adapter.registry import enrolled
from adapter.security import key_signer, verify
from adapter.security.keys import write_certificate, write_private_key
from clients.base import Connection
from clients.bpjs import BpjsClient
from clients.errors import AnswerRejected, ClientError, RequestRefused, SecurityRefused
from tests.support import certificates
from tests.support.world import ADDRESS, World, make_world

PERSON = nth_person(0)


@pytest.fixture
def world(engine, vault, now) -> World:
    populate(engine, vault, 20, now=now)
    return make_world(engine, vault, now, encrypted=("BPJS",))


class Wire:
    """Carries a client's calls, and keeps what passed."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.passed: list[bytes] = []

    def post(self, address, raw, headers):
        answer = self.world.post(address, raw, headers)
        self.passed += [raw, answer.content]
        return answer


@pytest.fixture
def wire(world):
    return Wire(world)


def ask(client, message_id, since=0):
    heading = client.kepala(message_id=message_id)
    return client.send(AmbilMutasi(kepala=heading, sejakToken=since, ukuranHalaman=1), AmbilMutasiJawaban)


@pytest.mark.parametrize("soap12", [False, True])
def test_records_pass_and_nobody_on_the_way_reads_them(world, wire, soap12):
    (page,) = world.bpjs(post=wire.post, soap12=soap12).halaman_pegawai(page_size=100)
    assert PERSON.name in [row.namaPegawai for row in page.pegawai]
    for raw in wire.passed:
        assert b"EncryptedData" in raw
        assert PERSON.name.encode() not in raw
        assert b"halaman" not in raw


def test_the_journal_keeps_what_was_signed_and_can_be_verified_without_todays_keys(world):
    world.bpjs().cekStatusPerjanjian()
    entry = world.entries()[-1]
    key = entry.correlation_id.encode()
    request = world.vault.open(entry.request_sealed, b"journal_entry|request|" + key)
    answer = journal.answer_of(world.vault, entry)
    asked = verify(request, lambda _: None, world.now)
    said = verify(answer, world.trusted.require, world.now, confirms=asked.signature_value)
    assert (asked.body.tag[-19:], said.body.tag[-27:]) == ("cekStatusPerjanjian", "cekStatusPerjanjianResponse")
    assert (entry.request_size, entry.answer_size) == (len(request), len(answer))


def test_a_repetition_is_answered_again_and_encrypted_again(world, wire):
    client, message_id = world.bpjs(post=wire.post), str(uuid.uuid4())
    for repeated in (False, True):
        request = ask(client, message_id)
        assert request.kepala.ulangan is repeated
    assert b"EncryptedData" in wire.passed[3]
    assert wire.passed[1] != wire.passed[3]


def test_a_fault_stays_in_clear_even_once_the_request_was_admitted(world, wire):
    client, message_id = world.bpjs(post=wire.post), str(uuid.uuid4())
    ask(client, message_id)
    with pytest.raises(RequestRefused, match="DUPLIKAT_BERBEDA_ISI"):
        ask(client, message_id, since=1)
    assert b"DUPLIKAT_BERBEDA_ISI" in wire.passed[3]


def test_a_client_that_does_not_encrypt_is_refused(world):
    plain = world.bpjs()
    plain._transport._decrypter = None
    with pytest.raises(SecurityRefused, match="TANDA_TANGAN_TIDAK_SAH"):
        plain.cekStatusPerjanjian()
    assert world.entries()[-1].request_sealed is None


def test_a_partner_without_such_an_agreement_notices_nothing(world, wire):
    world.sigtk(post=wire.post).ambilDataAsn("U-1", nip=[PERSON.nip])
    assert not any(b"EncryptedData" in raw for raw in wire.passed)


@pytest.mark.parametrize("make", [certificates.good, lambda now: certificates.good(now, "ec")], ids=["signs", "ec"])
def test_a_signer_for_whom_nobody_can_encrypt_is_refused_before_anything_is_done(world, make):
    """It was registered before the agreement wanted it; no operation may run whose answer cannot be sent."""
    unfit = make(world.now)
    with world.store() as session:
        enrolled.add_certificate(session, world.catalogue.agreement("BPJS"), unfit.certificate, world.now)
    client = world.bpjs(signer=key_signer(unfit.key, unfit.certificate))
    with pytest.raises(SecurityRefused, match="Sertifikat tidak dapat dipakai"):
        client.cekStatusPerjanjian()
    assert world.entries()[-1].agreement is None


def test_a_client_without_a_key_to_decrypt_does_not_begin(world):
    with pytest.raises(ClientError, match="BPJS wants messages encrypted"):
        world.bpjs(decrypter=None)


def test_a_client_that_knows_no_certificate_to_encrypt_for_sends_nothing(world, wire):
    client = world.bpjs(post=wire.post)
    world.now = world.now.replace(year=2031)
    with pytest.raises(ClientError, match="cannot be encrypted for BKN"):
        client.cekStatusPerjanjian()
    assert wire.passed == []


def test_an_answer_in_clear_is_not_believed_though_bkn_has_signed_it(world):
    def post(*call):
        answer = world.post(*call)
        answer._content = journal.answer_of(world.vault, world.entries()[-1])
        return answer

    client = world.bpjs(post=post)
    with pytest.raises(AnswerRejected, match="not encrypted as agreed"):
        client.cekStatusPerjanjian()


def test_keys_from_files_decrypt_where_the_certificate_is_meant_for_it(world, tmp_path):
    def from_files(identity):
        paths = {name: tmp_path / f"{identity.certificate.serial_number}.{name}" for name in ("key", "certificate")}
        write_private_key(paths["key"], identity.key)
        write_certificate(paths["certificate"], identity.certificate)
        return Connection.from_files(ADDRESS, **paths, server_certificate=paths["certificate"], user="petugas-uji")

    for unfit in (certificates.good(world.now), certificates.good(world.now, "ec")):
        assert from_files(unfit).decrypter is None
    fit = from_files(world.identities["BPJS"])
    read = replace(fit, trusted=world.trusted, post=world.post, clock=world.clock)
    terms = {"agreement": world.catalogue.agreement("BPJS")}
    assert type("Client", (BpjsClient,), terms)(read).cekStatusPerjanjian().nomorBkn == "41/K/KS/X/2016"
