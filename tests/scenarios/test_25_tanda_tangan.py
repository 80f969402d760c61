"""25. Kahar, kebocoran, tanda tangan.

Given keadaan kahar dilaporkan dalam 7 hari (SETNEG/BPJS) atau 14 hari kalender (TL/PANRB/KUMKM) dengan lampiran, Then
jatuh tempo ditunda dan berjalan lagi setelah berakhir; Given kebocoran pada penerima, When dilaporkan, Then pihak lain
menerima daftar subjek terdampak dalam batas 3×24 jam; Given pesan diubah/diputar ulang/tanpa tanda tangan, Then
ditolak `TANDA_TANGAN_TIDAK_SAH` dan tidak ada data keluar.

Di sini: tanda tangan.
"""

from collections.abc import Callable

import pytest
import requests
from lxml import etree

from adapter.records.population import nth_person
from clients.errors import NotReached
from tests.support.forge import Message
from tests.support.world import World

PERSON = next(one for one in map(nth_person, range(60)) if one.kind == "PNS" and not one.restricted)


@pytest.fixture
def request_of_sigtk(world: World) -> tuple[str, bytes, dict[str, str]]:
    """Given a signed request for one ASN, caught on its way."""
    caught = []

    def catch(*sent: object) -> requests.Response:
        caught.append(sent)
        raise requests.ConnectionError

    with pytest.raises(NotReached):
        world.sigtk(post=catch).ambilDataAsn("USUL-1", nip=[PERSON.nip])
    return caught[0]


def _changed(raw: bytes) -> bytes:
    return raw.replace(b"USUL-1", b"USUL-2")


def _unsigned(raw: bytes) -> bytes:
    message = Message(raw)
    message.signature.getparent().remove(message.signature)
    return message.raw


@pytest.mark.parametrize("forge", [_changed, _unsigned], ids=["diubah", "tanpa tanda tangan"])
def test_pesan_yang_diubah_atau_tanpa_tanda_tangan_ditolak(
    world: World, request_of_sigtk: tuple[str, bytes, dict[str, str]], forge: Callable[[bytes], bytes]
):
    address, raw, headers = request_of_sigtk
    _is_refused(world.post(address, forge(raw), headers))


def test_pesan_yang_diputar_ulang_ditolak(world: World, request_of_sigtk: tuple[str, bytes, dict[str, str]]):
    first = world.post(*request_of_sigtk)
    assert PERSON.nip in first.text
    _is_refused(world.post(*request_of_sigtk))


def _is_refused(answer: requests.Response) -> None:
    code = etree.fromstring(answer.content).findtext(".//{*}kodeGalat")
    assert (answer.status_code, code) == (500, "TANDA_TANGAN_TIDAK_SAH")
    assert not any(secret in answer.text for secret in (PERSON.nip, PERSON.nik or PERSON.nip, PERSON.name))
