"""The way of a call: what is answered, what is refused, and what the journal holds afterwards."""

import uuid
from dataclasses import replace
from datetime import date, datetime, time, timedelta

import pytest
from lxml import etree
from sqlalchemy import select, text
from sqlalchemy.exc import IntegrityError

from adapter.agreements.bpjs.elements import KartuPesertaPns
from adapter.agreements.bpjs.messages import AmbilMutasi, AmbilMutasiJawaban
from adapter.agreements.kerja_sama.references.messages import AmbilReferensi, AmbilReferensiJawaban
from adapter.agreements.operation import Service
from adapter.agreements.sigtk.elements import Penganugerahan
from adapter.agreements.sigtk.messages import KirimPenganugerahan
from adapter.app import Application
from adapter.clock import WIB
from adapter.journal import journal
from adapter.records.database import open_engine
from adapter.records.models import Card
from adapter.records.population import nth_person
from adapter.registry.catalogue import Catalogue
from adapter.security import sign
from clients.errors import (
    AgreementRefused,
    ContractRefused,
    NotReached,
    RequestRefused,
    SecurityRefused,
    ServerFailed,
)
from tests.support import forge
from tests.support.world import ADDRESS, World, make_world


def ask(client, *, service=None, message_id=None, **changes):
    """`ambilMutasi` from token 0, with changes to the heading."""
    heading = replace(client.kepala(message_id=message_id), **changes)
    return client.send(AmbilMutasi(kepala=heading, sejakToken=0, ukuranHalaman=1), AmbilMutasiJawaban, service=service)


def outcome(world: World) -> str:
    return world.entries()[-1].outcome


def test_an_exchange_is_journalled_byte_for_byte(world):
    sent = []
    client = world.bpjs(post=lambda *call: sent.append(call) or world.post(*call))
    ask(client)
    entry = world.entries()[-1]
    assert (entry.operation, entry.agreement, entry.purpose, entry.outcome) == (
        "ambilMutasi", "BPJS", "PENYELENGGARAAN_JKN", "BERHASIL",
    )  # fmt: skip
    assert (
        world.vault.open(entry.request_sealed, b"journal_entry|request|" + entry.correlation_id.encode()) == sent[0][1]
    )
    assert b"ambilMutasiResponse" in journal.answer_of(world.vault, entry)


def test_one_access_line_for_each_person_touched(world):
    page = world.bpjs().ambilDataPegawai(ukuranHalaman=20)
    assert len(world.accesses(world.entries()[-1])) == len(page.pegawai) == 20


def test_without_an_extension_it_has_ended(engine, vault, now):
    world = make_world(engine, vault, now, extended=())
    with pytest.raises(AgreementRefused) as refusal:
        ask(world.bpjs())
    galat = refusal.value.galat
    assert (galat.kodeGalat, str(galat.tanggalAkhir)) == ("PERJANJIAN_BERAKHIR", "2021-10-09")
    assert galat.nomorPerjanjian == "41/K/KS/X/2016"
    assert world.bpjs().cekStatusPerjanjian().status == "BERAKHIR"


def test_a_certificate_of_another_agreement(world):
    client = world.bpjs()
    with pytest.raises(SecurityRefused):
        ask(client, nomorPerjanjian="43/HM.04.01/2022")
    assert (outcome(world), world.entries()[-1].agreement) == ("TANDA_TANGAN_TIDAK_SAH", None)


def test_another_partners_code(world):
    with pytest.raises(SecurityRefused, match="kodeMitra"):
        ask(world.bpjs(), kodeMitra="SIGTK")


def test_another_partners_service(world):
    client = world.sigtk()
    client._ports["LayananBpjs"] = client._port("LayananBpjs")
    heading = client.kepala()
    with pytest.raises(SecurityRefused, match="LayananBpjs"):
        client.send(AmbilMutasi(kepala=heading, sejakToken=0), AmbilMutasiJawaban, service="LayananBpjs")


def test_a_common_operation_that_this_agreement_does_not_give(world):
    client = world.bpjs()
    request = AmbilReferensi(kepala=client.kepala(), jenisReferensi="GOLONGAN")
    with pytest.raises(SecurityRefused, match="ambilReferensi"):
        client.send(request, AmbilReferensiJawaban, service="LayananKerjaSama")


def test_an_unknown_partner_gets_one_flat_fault(world):
    with pytest.raises(SecurityRefused) as refusal:
        ask(world.bpjs(signer=world.signer("STRANGER")))
    assert refusal.value.galat.pesan == "Pesan tidak dapat diterima."
    entry = world.entries()[-1]
    assert (entry.outcome, entry.request_sealed, entry.signer) == ("TANDA_TANGAN_TIDAK_SAH", None, None)


def test_a_fault_of_a_partners_host_names_the_partner(world):
    stranger = forge.request(world.signer("SIGTK"), world.now).raw
    address = f"{world.host('BPJS').address}/mitra/LayananBpjsMitra"
    refused = etree.fromstring(world.post(address, stranger, {"Content-Type": "text/xml"}).content)
    what_to_do = refused.findtext(".//{*}tindakan")
    assert "pendaftaran sertifikat pada BPJS Kesehatan" in what_to_do
    assert "BKN" not in what_to_do


def test_a_removed_certificate_is_unknown_at_once(world):
    client = world.bpjs()
    ask(client)
    with world.store() as session:
        session.execute(text("UPDATE partner_certificate SET removed_at = added_at WHERE agreement = 'BPJS'"))
    with pytest.raises(SecurityRefused):
        ask(client)


def test_a_purpose_that_the_agreement_does_not_name(world):
    with pytest.raises(RequestRefused, match="TUJUAN_TIDAK_SAH") as refusal:
        ask(world.bpjs(), kodeTujuan="PEMASARAN")
    assert "PENYELENGGARAAN_JKN" in refusal.value.galat.tindakan


def test_a_version_of_the_elements_that_never_was(world):
    with pytest.raises(RequestRefused, match="ELEMEN_TIDAK_DIIZINKAN"):
        ask(world.bpjs(), versiElemen="BPJS-9")


def test_the_same_request_again_gets_the_same_result(world):
    client, message_id = world.bpjs(), str(uuid.uuid4())
    first = ask(client, message_id=message_id)
    world.now += timedelta(minutes=2)
    again = ask(client, message_id=message_id)
    assert (first.kepala.ulangan, again.kepala.ulangan) == (False, True)
    assert again == replace(first, kepala=replace(first.kepala, ulangan=True))
    assert outcome(world) == "ULANGAN"
    assert world.accesses(world.entries()[-1]) == world.accesses(world.entries()[-2])


def test_the_same_id_for_another_request(world):
    client, message_id = world.bpjs(), str(uuid.uuid4())
    ask(client, message_id=message_id)
    with pytest.raises(RequestRefused, match="DUPLIKAT_BERBEDA_ISI"):
        ask(client, message_id=message_id, idPengguna="orang-lain")


def test_a_repetition_never_brings_withdrawn_elements(world):
    client, message_id = world.bpjs(), str(uuid.uuid4())
    ask(client, message_id=message_id)
    world.amend("BPJS", ("CABUT", "dataPegawai", "nik"))
    with pytest.raises(RequestRefused, match="ELEMEN_DICABUT"):
        ask(client, message_id=message_id)


def test_a_repetition_never_brings_somebody_restricted_since(world):
    client, message_id = world.bpjs(), str(uuid.uuid4())
    ask(client, message_id=message_id)
    with world.store() as session:
        session.execute(text("UPDATE person SET restricted = true"))
    with pytest.raises(RequestRefused, match="SUBJEK_DIBATASI"):
        ask(client, message_id=message_id)


def test_a_refused_request_may_come_again_corrected(world):
    client, message_id = world.bpjs(), str(uuid.uuid4())
    with pytest.raises(RequestRefused):
        ask(client, message_id=message_id, kodeTujuan="X")
    assert ask(client, message_id=message_id).kepala.ulangan is False


def test_a_contract_problem_comes_with_its_path(world):
    with pytest.raises(ContractRefused) as refusal:
        world.bpjs().ambilDataPegawai(kursor="bukan-kursor")
    assert [item.jalur for item in refusal.value.kesalahan] == ["/ambilDataPegawai/kursor"]
    assert outcome(world) == "FORMAT_TIDAK_SAH"


def raw_request(world: World, heading_time: str, *, message_id: str | None = None) -> bytes:
    """A signed ambilMutasi whose waktuKirim is this text."""
    client = world.bpjs()
    request = AmbilMutasi(kepala=client.kepala(message_id=message_id), sejakToken=0, ukuranHalaman=1)
    port = client._ports["LayananBpjs"]
    envelope = port.envelope(request)
    next(envelope.iter("{*}waktuKirim")).text = heading_time
    return sign(envelope, world.signer("BPJS"), world.now).raw


def post_raw(world: World, raw: bytes) -> bytes:
    return world.post(f"{ADDRESS}/layanan/LayananBpjs", raw, {"Content-Type": "text/xml"}).content


@pytest.mark.parametrize("text", ["12026-11-20T09:00:00Z", "-2026-11-20T09:00:00Z"])
def test_a_year_that_the_schema_allows_and_nobody_can_read(world, text):
    assert b"/ambilMutasi/kepala/waktuKirim" in post_raw(world, raw_request(world, text))
    assert outcome(world) == "FORMAT_TIDAK_SAH"


@pytest.mark.parametrize("text", [" 2026-11-20T09:00:00Z ", "2026-11-20T24:00:00+07:00", "2026-11-20T09:00:00-03:30"])
def test_an_instant_however_the_schema_lets_it_be_written(world, text):
    assert b"ambilMutasiResponse" in post_raw(world, raw_request(world, text))


@pytest.mark.parametrize("text", ["2026-11-20T09:00:00Z", "kemarin"])
def test_a_replayed_request_is_not_kept_again(world, text):
    raw = raw_request(world, text)
    post_raw(world, raw)
    assert b"sudah pernah diterima" in post_raw(world, raw)
    first, second = world.entries()[-2:]
    assert first.request_sealed is not None
    assert second.request_sealed is None


def test_who_loses_a_race_is_tried_again(world):
    tried = []

    def loses_once(real):
        def carry_out(call, request):
            answer = real(call, request)
            tried.append(request)
            if len(tried) == 1:
                raise IntegrityError("INSERT", {}, Exception())
            return answer

        return carry_out

    broken_operation(world, loses_once)
    assert send_card(world).jumlahDiterima == 1
    assert (len(tried), outcome(world)) == (2, "BERHASIL")


def test_a_database_that_is_away_is_a_clear_fault(world):
    client = world.bpjs()
    broken = Application(replace(world.parts, engine=unreachable(world.engine)), ADDRESS)
    world.__dict__["application"] = broken
    with pytest.raises(ServerFailed, match="GALAT_SISTEM"):
        ask(client)


def unreachable(engine):
    wrong = "sqlite:////nonexistent/jembatan.db" if engine.dialect.name == "sqlite" else "postgresql://x@127.0.0.1:1/x"
    return open_engine(wrong)


def broken_operation(world: World, carry_out) -> None:
    """Let kirimKartuPesertaPns be carried out otherwise."""

    def changed(service: Service) -> Service:
        operations = [
            replace(o, carry_out=carry_out(o.carry_out)) if o.name == "kirimKartuPesertaPns" else o
            for o in service.operations
        ]
        return replace(service, operations=tuple(operations))

    catalogue = Catalogue(tuple(changed(service) for service in world.catalogue.services))
    world.__dict__["application"] = Application(replace(world.parts, catalogue=catalogue), ADDRESS)


def test_an_operation_that_fails_half_way_leaves_nothing_but_its_fault(world):
    def fails_after_writing(real):
        def carry_out(call, request):
            real(call, request)
            raise ZeroDivisionError

        return carry_out

    broken_operation(world, fails_after_writing)
    with pytest.raises(ServerFailed):
        send_card(world)
    with world.store() as session:
        assert session.scalars(select(Card)).all() == []
    entry = world.entries()[-1]
    assert (entry.outcome, world.accesses(entry)) == ("GALAT_SISTEM", [])


def test_a_journal_that_cannot_be_written_stores_nothing_and_answers_nothing(world, monkeypatch):
    def full(*_args, **_more):
        raise OSError("no space left on device")

    monkeypatch.setattr(journal, "write", full)
    with pytest.raises(NotReached, match="HTTP 500"):
        send_card(world)
    monkeypatch.undo()
    with world.store() as session:
        assert session.scalars(select(Card)).all() == []
    assert world.entries() == []


def test_an_answer_that_cannot_be_signed_is_a_bare_500(world):
    class NoKey:
        certificate, algorithm = b"", ""

        def sign(self, _data):
            raise RuntimeError("the token is not plugged in")

    world.__dict__["application"] = Application(replace(world.parts, signer=NoKey()), ADDRESS)
    with pytest.raises(NotReached, match="HTTP 500"):
        send_card(world)
    with world.store() as session:
        assert session.scalars(select(Card)).all() == []


def send_card(world: World):
    person = nth_person(0)
    card = KartuPesertaPns(nomorIdentitasPegawai=person.nip, namaPns=person.name, nomorKartuPeserta=person.card)
    return world.bpjs().kirimKartuPesertaPns([card])


def test_a_message_in_soap_12(world):
    assert ask(world.bpjs(soap12=True)).tokenBerikutnya >= 0


def test_a_fault_in_soap_12(world):
    with pytest.raises(RequestRefused, match="TUJUAN_TIDAK_SAH"):
        ask(world.bpjs(soap12=True), kodeTujuan="X")


def test_the_last_day_ends_at_midnight_wib(world):
    last = world.bpjs().cekStatusPerjanjian().tanggalAkhir
    world.now = datetime.combine(last, time(23, 59, 59), WIB)
    ask(world.bpjs())
    world.now += timedelta(seconds=1)
    with pytest.raises(AgreementRefused, match=last.isoformat()):
        ask(world.bpjs())


def test_an_honour_without_a_keppres_never_reaches_the_operation(world):
    honour = Penganugerahan(
        idPenganugerahan="P-1", nip=nth_person(0).nip, namaLengkap="X", jenis="GELAR", kodePenghargaan="X",
        namaPenghargaan="X", nomorKeppres="1/TK/Tahun 2025", tanggalKeppres=date(2025, 8, 1), tahun="2025",
        status="DIANUGERAHKAN",
    )  # fmt: skip
    client = world.sigtk()
    request = KirimPenganugerahan(kepala=client.kepala(), penganugerahan=(honour,))
    port = client._ports["LayananSigtk"]
    body = port.envelope(request)
    for element in body.xpath("//*[starts-with(local-name(), 'nomorKeppres')]"):
        element.getparent().remove(element)
    signed = sign(body, world.signer("SIGTK"), world.now)
    answer = world.post(f"{ADDRESS}/layanan/LayananSigtk", signed.raw, {"Content-Type": "text/xml"})
    assert b"<pks:kodeGalat>KEPPRES_TIDAK_ADA</pks:kodeGalat>" in answer.content
    assert b"/kirimPenganugerahan/penganugerahan[1]/nomorKeppres" in answer.content
    assert outcome(world) == "KEPPRES_TIDAK_ADA"
