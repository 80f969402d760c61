"""All that is wrong with a request is told at once, each with its path, and no value is told back."""

from typing import get_args

import pytest
from lxml import etree

from adapter.agreements.simple import UkuranHalaman
from adapter.agreements.types import SHARED_NAMESPACE
from adapter.errors import ContractViolation
from adapter.registry.catalogue import load_agreements
from adapter.soap.contract import Contract
from adapter.soap.explain import _wrong_number, mistakes
from adapter.soap.wsdl import document
from tests.support.ends import ends

SERVICE = load_agreements().service("LayananBpjs")
SIGTK = load_agreements().service("LayananSigtk")
CONTRACTS = {service.name: Contract(service, document(service, "http://x")) for service in (SERVICE, SIGTK)}
HEADING = """<kepala><p:idPesan>0b1e3c1e-0000-4000-8000-000000000001</p:idPesan>
<p:waktuKirim>2026-11-20T09:00:00+07:00</p:waktuKirim><p:kodeMitra>BPJS</p:kodeMitra>
<p:nomorPerjanjian>41/K/KS/X/2016</p:nomorPerjanjian><p:kodeTujuan>X</p:kodeTujuan>
<p:idPengguna>u</p:idPengguna><p:versiElemen>BPJS-1</p:versiElemen></kepala>"""
CARD = """<kartu><nomorIdentitasPegawai>199001012015091001</nomorIdentitasPegawai><namaPns>Budi</namaPns>
<nomorKartuPeserta>0900000000001</nomorKartuPeserta></kartu>"""


def cards(*rows: str, heading: str = HEADING) -> etree._Element:
    return message("kirimKartuPesertaPns", heading + "".join(rows))


def message(operation: str, content: str, service=SERVICE) -> etree._Element:
    return etree.fromstring(
        f'<{operation} xmlns="{service.namespace}" xmlns:p="{SHARED_NAMESPACE}">{content}</{operation}>'
    )


def problems(body: etree._Element, service=SERVICE) -> dict[str, str]:
    with pytest.raises(ContractViolation) as violation:
        CONTRACTS[service.name].check(body)
    return {problem.path: problem.code for problem in violation.value.problems}


def test_an_honest_request_passes():
    CONTRACTS["LayananBpjs"].check(cards(CARD))


def test_a_nip_of_17_digits_and_everything_else_at_once():
    bad = CARD.replace("199001012015091001", "19900101201509100").replace("<namaPns>Budi</namaPns>", "")
    found = problems(cards(CARD, bad, heading=HEADING.replace("2026-11-20T09:00:00+07:00", "kemarin")))
    assert found == {
        "/kirimKartuPesertaPns/kepala/waktuKirim": "FORMAT_TIDAK_SAH",
        "/kirimKartuPesertaPns/kartu[2]/nomorIdentitasPegawai": "FORMAT_TIDAK_SAH",
        "/kirimKartuPesertaPns/kartu[2]/namaPns": "DATA_TIDAK_LENGKAP",
    }


def test_every_missing_element_of_the_heading_is_named():
    found = problems(cards(CARD, heading="<kepala/>"))
    assert len(found) == 7
    assert set(found.values()) == {"DATA_TIDAK_LENGKAP"}


@pytest.mark.parametrize(
    ("content", "path"),
    [
        ("<agama>1</agama>", "/ambilMutasi/agama"),
        ("<sejakToken>-1</sejakToken>", "/ambilMutasi/sejakToken"),
        ("<sejakToken>satu</sejakToken>", "/ambilMutasi/sejakToken"),
        ("<sejakToken>1</sejakToken><ukuranHalaman>0</ukuranHalaman>", "/ambilMutasi/ukuranHalaman"),
        ("<sejakToken>1</sejakToken><ukuranHalaman>1001</ukuranHalaman>", "/ambilMutasi/ukuranHalaman"),
        ("<ukuranHalaman>1</ukuranHalaman><sejakToken>1</sejakToken>", "/ambilMutasi/sejakToken"),
        ("<sejakToken>1</sejakToken><sejakToken>1</sejakToken>", "/ambilMutasi/sejakToken"),
        ('<sejakToken href="#x">1</sejakToken>', "/ambilMutasi/sejakToken"),
        ("<sejakToken><x/></sejakToken>", "/ambilMutasi/sejakToken"),
        ("<sejakToken>1</sejakToken>liar", "/ambilMutasi"),
        ("<p:sejakToken>1</p:sejakToken>", "/ambilMutasi/sejakToken"),
    ],
)
def test_each_kind_of_mistake_has_its_path(content, path):
    assert path in problems(message("ambilMutasi", HEADING + content))


@pytest.mark.parametrize(
    "text",
    ["20250801", "2025-W31-5", "2025-08-01x", " 2025-08-01 ", "2025-08-01+14:01", "2025-08-01T00:00:00Z"],
)
def test_what_only_python_takes_for_a_day_has_its_path(text):
    row = f"<nik>3171000101700001</nik><tanggalLahir>{text}</tanggalLahir>"
    found = problems(message("kirimDataPejabatNegara", f"{HEADING}<pejabat>{row}</pejabat>"))
    assert "/kirimDataPejabatNegara/pejabat[1]/tanggalLahir" in found


@pytest.mark.parametrize(
    "content",
    [
        '<sejakToken xsi:type="p:tToken">1</sejakToken>',
        '<sejakToken xsi:schemaLocation="urn:x x.xsd">1</sejakToken>',
        f"<sejakToken> {'0' * 30}1 </sejakToken>",
    ],
)
def test_what_the_schema_accepts_is_explained_away_by_nothing(content):
    content = content.replace("xsi:", 'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:', 1)
    body = message("ambilMutasi", HEADING.replace(">u<", ">\u00a0<") + content)
    assert CONTRACTS["LayananBpjs"].accepts(body)
    assert mistakes(body, SERVICE.operation("ambilMutasi").request, SERVICE.namespace) == ()


def test_an_unknown_operation():
    assert list(problems(message("hapusSemua", HEADING))) == ["/hapusSemua"]


def test_an_operation_of_another_namespace():
    body = etree.fromstring('<ambilMutasi xmlns="urn:lain"/>')
    assert list(problems(body)) == ["/ambilMutasi"]


def test_a_missing_keppres_is_a_case_of_its_own():
    honour = (
        "<penganugerahan><idPenganugerahan>P</idPenganugerahan><nip>199001012015091001</nip>"
        "<namaLengkap>B</namaLengkap><jenis>GELAR</jenis><kodePenghargaan>X</kodePenghargaan>"
        "<namaPenghargaan>X</namaPenghargaan><tahun>2025</tahun><status>DIANUGERAHKAN</status></penganugerahan>"
    )
    with pytest.raises(ContractViolation) as violation:
        CONTRACTS["LayananSigtk"].check(message("kirimPenganugerahan", HEADING + honour, SIGTK))
    assert violation.value.code == "KEPPRES_TIDAK_ADA"
    assert len(violation.value.problems) == 2


def test_too_many_rows_are_counted_not_listed():
    found = problems(cards(*[CARD] * 1001))
    assert list(found) == ["/kirimKartuPesertaPns/kartu"]


def test_no_value_of_the_message_is_told_back():
    with pytest.raises(ContractViolation) as violation:
        CONTRACTS["LayananBpjs"].check(cards(CARD.replace("0900000000001", "RAHASIA")))
    assert "RAHASIA" not in str(violation.value.problems)


def test_fifty_problems_are_enough():
    bad = CARD.replace("0900000000001", "1")
    assert len(problems(cards(*[bad] * 200))) == 50


def test_white_space_around_a_name_is_no_mistake():
    CONTRACTS["LayananBpjs"].check(cards(CARD.replace("Budi", "\n  Budi   Santoso ")))


def test_a_number_that_is_made_to_cost():
    """A registered partner's message, but every other call would wait for it."""
    with ends():
        assert _wrong_number("0" * 1_000_000 + "x", get_args(UkuranHalaman)[1]) == "bukan bilangan bulat"
