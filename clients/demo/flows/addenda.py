"""What may pass, in time: an adendum of both parties, a letter for a time, the technical team, contacts.

What PANRB gives up by the first adendum it has back by the second.
"""

from collections.abc import Callable
from datetime import date, timedelta
from functools import partial

from adapter.agreements.kerja_sama.addenda.messages import ElemenTambahan, Perubahan
from adapter.clock import system_clock, wib_date
from clients.base import PartnerClient
from clients.demo.cast import Cast
from clients.demo.flow import Flow, refused, require
from clients.demo.stage import Stage
from clients.panrb import PanrbClient

_LIST, _ELEMENT = "dataManajemenAsn", "tingkatPendidikan"
_WITHDRAWAL, _RETURN, _LETTER = "ADENDUM-CONTOH-1", "ADENDUM-CONTOH-2", "SURAT-CONTOH-1"
_OWN, _OTHER = "ASDEP-TD-1", "DIT-PDPIK-2"
_NOTICE = timedelta(days=45)
"""Longer than seven working days, whatever holidays lie between."""


def flows(cast: Cast) -> list[Flow]:
    """PANRB's adenda and letter; then every party's own office, at each host."""
    panrb = cast.panrb
    pull: Callable[..., object] = panrb.ambilDataManajemenAsn
    steps = [
        Flow(panrb.agreement, "ajukanAdendum", partial(_propose, panrb, cast.stage), "proposed; nothing changes yet"),
        Flow(panrb.agreement, "ajukanAdendum", partial(_approved_by_bkn, panrb, cast.stage), "approved by BKN"),
        Flow(
            panrb.agreement,
            "ambilDataManajemenAsn",
            lambda: refused(lambda: pull(elemenDiminta=[_ELEMENT]), "ELEMEN_DICABUT"),
            "withdrawn: ELEMEN_DICABUT",
        ),
        Flow(panrb.agreement, "setujuiAdendum", partial(_given_back, panrb, cast.stage), "proposed by BKN: given back"),
        Flow(
            panrb.agreement,
            "ajukanPermintaanDataTambahan",
            partial(_letter, panrb, cast.stage),
            "granted for 30 days: the NIP leaves",
        ),
    ]
    everybody = (*((client, "") for client in cast.partners), *((client, "BKN tells") for client in cast.bkn))
    return steps + [
        Flow(client.agreement, "perbaruiNarahubung", partial(_office, client), remark) for client, remark in everybody
    ]


def _today() -> date:
    return wib_date(system_clock())


def _propose(client: PanrbClient, bkn: Stage) -> int:
    for member, side, role in ((_OWN, "mitra", "ANALIS"), (_OTHER, "BKN", "PENGAWAS")):
        bkn.jembatan(
            "agreement", "team", "add", "PANRB", member, "--side", side, "--role", role,
            "--decision", "KEP-CONTOH-1", "--from", _today().isoformat(),
        )  # fmt: skip
    change = Perubahan(jenis="CABUT", daftar=_LIST, elemen=_ELEMENT)
    answer = client.ajukanAdendum(_WITHDRAWAL, [change], tanggalTandaTangan=_today(), anggotaTim=_OWN)
    require(answer.status == "DIUSULKAN", f"the status is {answer.status}")
    client.ambilDataManajemenAsn(elemenDiminta=[_ELEMENT])
    return 1


def _approved_by_bkn(client: PanrbClient, bkn: Stage) -> int:
    bkn.jembatan("agreement", "approve", "PANRB", _WITHDRAWAL, "--team-member", _OTHER)
    require(not _passes(client, _ELEMENT), f"{_ELEMENT} still passes")
    return 1


def _given_back(client: PanrbClient, bkn: Stage) -> int:
    bkn.jembatan(
        "agreement", "propose-amend", "PANRB", "--number", _RETURN, "--signed", _today().isoformat(),
        "--add", f"{_LIST}.{_ELEMENT}", "--team-member", _OTHER,
    )  # fmt: skip
    answer = client.setujuiAdendum(_RETURN, anggotaTim=_OWN)
    require(answer.berlakuMulai == _today(), f"it counts from {answer.berlakuMulai}")
    require(_passes(client, _ELEMENT), f"{_ELEMENT} does not pass")
    return 1


def _letter(client: PanrbClient, bkn: Stage) -> int:
    until = _today() + timedelta(days=30)
    asked = [ElemenTambahan(daftar=_LIST, elemen="nip")]
    send = partial(
        client.ajukanPermintaanDataTambahan,
        _LETTER,
        asked,
        tanggalSurat=_today(),
        alasan="Contoh: penyusunan kebijakan",
        berlakuSampai=until,
    )
    require(send().keputusan == "MENUNGGU", "it is answered before anybody has")
    bkn.jembatan("agreement", "grant", "PANRB", _LETTER, "--decision", "DISETUJUI", "--until", until.isoformat())
    require(send().berlakuSampai == until, "the answer is not the one that was given")
    client.ambilDaftarElemen()
    rows = client.ambilDataManajemenAsn(elemenDiminta=["nip"]).asn
    require(any(row.nip for row in rows), "no NIP left")
    return len(rows)


def _passes(client: PartnerClient, name: str) -> bool:
    lists = {one.nama: one for one in client.ambilDaftarElemen().daftar}
    return next(one.berlaku for one in lists[_LIST].elemen if one.nama == name)


def _office(client: PartnerClient) -> int:
    first_day = _today() + _NOTICE
    told = client.perbaruiNarahubung(
        "GANGGUAN", unit="Unit Contoh", telepon="(021) 0000000", surel="gangguan@contoh.test", berlakuMulai=first_day
    )
    require(any(one.berlakuMulai == first_day for one in told.narahubung), "the new office is not announced")
    return len(told.narahubung)
