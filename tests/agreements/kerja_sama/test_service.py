"""LayananKerjaSama; reference codes are scenario 19 of the domain book."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest
from sqlalchemy import Engine

from adapter.agreements.bpjs.terms import AGREEMENT
from adapter.agreements.kerja_sama.contacts.messages import AmbilNarahubung
from adapter.agreements.kerja_sama.references.messages import AmbilReferensi
from adapter.agreements.kerja_sama.service import SERVICE
from adapter.agreements.kerja_sama.status.messages import AmbilDaftarElemen, CekStatusPerjanjian
from adapter.errors import ContractViolation
from adapter.records.database import writing
from adapter.records.references import Code, put_codes
from adapter.records.vault import Vault
from tests.support.records import EXTENSION, REQUEST, call

Ask = Callable[..., Any]


@pytest.fixture
def ask(engine: Engine, vault: Vault, now: datetime) -> Ask:
    def carry_out(request: Any, **how: Any) -> Any:
        operation = next(each for each in SERVICE.operations if each.request is type(request))
        with writing(engine) as session:
            return operation.carry_out(call(session, vault, now, AGREEMENT, **how), request)

    return carry_out


def test_the_standing_tells_of_its_extensions(ask: Ask) -> None:
    answer = ask(CekStatusPerjanjian(kepala=REQUEST))
    assert (answer.status, answer.tanggalAkhir, answer.nomorMitra) == ("BERLAKU", EXTENSION.last_day, "420/KTR/1016")
    assert [extension.nomor for extension in answer.perpanjangan] == [EXTENSION.number]


def test_a_withdrawn_element_names_its_addendum(ask: Ask) -> None:
    answer = ask(AmbilDaftarElemen(kepala=REQUEST), withdrawn=(("dataPegawai", "alamatDomisili"),))
    listed = next(each for each in answer.daftar if each.nama == "dataPegawai")
    elements = {element.nama: element for element in listed.elemen}
    assert (elements["alamatDomisili"].berlaku, elements["alamatDomisili"].nomorAdendum) == (False, "AD-1")
    assert (elements["nik"].berlaku, elements["nik"].nomorAdendum) == (True, None)
    assert elements["nik"].sumber == "Pasal 3 ayat (1) huruf a angka 2)"
    assert [each.pemberi for each in answer.daftar] == ["BKN", "MITRA", "MITRA"]


def test_both_contacts_come(ask: Ask) -> None:
    answer = ask(AmbilNarahubung(kepala=REQUEST))
    assert [contact.pihak for contact in answer.narahubung] == ["MITRA", "BKN"]


def test_only_changed_codes_come_and_old_ones_stay_readable(ask: Ask, engine: Engine) -> None:
    with writing(engine) as session:
        put_codes(session, "INSTANSI", [Code("K01", "Kementerian Satu"), Code("K02", "Kementerian Dua")])
    first = ask(AmbilReferensi(kepala=REQUEST, jenisReferensi="INSTANSI"))
    with writing(engine) as session:
        put_codes(session, "INSTANSI", [Code("K02", "Kementerian Dua", active=False), Code("K03", "Kementerian Baru")])
    then = ask(AmbilReferensi(kepala=REQUEST, jenisReferensi="INSTANSI", sejakVersi=first.versi))
    assert [code.kode for code in first.referensi] == ["K01", "K02"]
    assert [(code.kode, code.aktif) for code in then.referensi] == [("K02", False), ("K03", True)]
    assert then.versi == first.versi + 1


def test_a_version_from_the_future_is_refused(ask: Ask) -> None:
    with pytest.raises(ContractViolation):
        ask(AmbilReferensi(kepala=REQUEST, jenisReferensi="INSTANSI", sejakVersi=7))
