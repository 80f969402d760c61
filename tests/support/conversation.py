"""All that is said between BKN and its partners: every operation's request and answer, and faults of every kind."""

from base64 import b64decode
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass

import requests
from cryptography.x509 import load_der_x509_certificate
from cryptography.x509.oid import NameOID
from lxml import etree

from adapter.agreements.bpjs.elements import DataPejabatNegara, KartuPesertaPns
from adapter.records.population import nth_person
from adapter.records.synthetic import synthetic_officials
from adapter.security import names as n
from adapter.security import wrap
from clients.errors import ClientError
from tests.clients.test_sigtk import ACTIVE, honour
from tests.support import forge
from tests.support.world import World


@dataclass(frozen=True)
class Said:
    """A signed message, who shows a certificate in it, and the local name of the child of its Body."""

    raw: bytes
    by: str
    what: str


def everything_said(world: World, *, soap12: bool) -> Iterator[Said]:
    """Let BPJS and SIGTK do all they can do, well and badly, in a world with 60 invented people."""
    heard: list[Said] = []

    def listen(address: str, raw: bytes, headers: dict[str, str]) -> requests.Response:
        answer = world.post(address, raw, headers)
        heard.extend((_said(raw), _said(answer.content)))
        return answer

    for speak in (_bpjs, _sigtk, _stranger):
        speak(world, post=listen, soap12=soap12)
        yield from heard
        heard.clear()
    version = n.SOAP12 if soap12 else n.SOAP11
    for raw in (b"", b"<html/>", etree.tostring(wrap(version, forge.question(world.now)))):
        answer = world.post(forge.ENDPOINT, raw, {"Content-Type": forge.CONTENT_TYPES[version]})
        yield _said(answer.content)


def _bpjs(world: World, **how: object) -> None:
    client = world.bpjs(**how)
    client.cekStatusPerjanjian()
    client.ambilDaftarElemen()
    client.ambilNarahubung()
    client.ambilDataPegawai(ukuranHalaman=50)
    client.ambilMutasi(0)
    person = next(person for person in map(nth_person, range(60)) if person.kind == "PNS" and not person.restricted)
    card = KartuPesertaPns(nomorIdentitasPegawai=person.nip, namaPns=person.name, nomorKartuPeserta=person.card)
    client.kirimKartuPesertaPns([card])
    (official,) = synthetic_officials(1)
    client.kirimDataPejabatNegara([
        DataPejabatNegara(
            nik=official.nik, namaPegawaiPejabatNegara=official.name, nomorKartuPeserta=official.card,
            tanggalLahir=official.born, jenisKelamin=official.gender, jenisPeserta=official.kind,
        )
    ])  # fmt: skip
    with suppress(ClientError):
        client.ambilDataPegawai(ukuranHalaman=0)
    client.purpose = "BUKAN_TUJUAN"
    with suppress(ClientError):
        client.ambilMutasi(0)


def _sigtk(world: World, **how: object) -> None:
    client = world.sigtk(**how)
    client.ambilDataAsn("U-1", nip=[ACTIVE[0].nip])
    client.ambilReferensi("JENIS_PENGHARGAAN")
    client.kirimPenganugerahan([honour()])
    with suppress(ClientError):
        client.ambilDataAsn("U-1")


def _stranger(world: World, **how: object) -> None:
    with suppress(ClientError):
        world.bpjs(signer=world.signer("STRANGER"), **how).cekStatusPerjanjian()


def _said(raw: bytes) -> Said:
    message = forge.Message(raw)
    shown = load_der_x509_certificate(b64decode(message.token.text or ""))
    by = shown.subject.get_attributes_for_oid(NameOID.COMMON_NAME)[0].value
    return Said(raw, str(by), etree.QName(message.body[0]).localname)
