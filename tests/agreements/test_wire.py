"""What we write is what spyne writes, canonical byte for byte; what is written is read back as it was."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone
from functools import cache

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree
from spyne.protocol.soap import Soap11

from adapter.agreements.bpjs.elements import DataPegawai
from adapter.agreements.bpjs.messages import AmbilMutasi, KirimKartuPesertaPns
from adapter.agreements.fields import Member, members
from adapter.agreements.structures import Instansi, Kepala, KepalaJawaban
from adapter.agreements.types import SimpleType
from adapter.agreements.wire import read, write
from adapter.registry.catalogue import load_agreements
from adapter.security.canonical import canonical
from adapter.soap.models import ModelMaker

BPJS = "urn:id:go:bkn:pks:bpjs:v1"
HEADING = Kepala(
    idPesan="0b1e3c1e-0000-4000-8000-000000000001", waktuKirim=datetime(2026, 11, 20, 9, tzinfo=UTC), kodeMitra="BPJS",
    nomorPerjanjian="1", kodeTujuan="X", idPengguna="u", versiElemen="BPJS-1",
)  # fmt: skip
EMPLOYEE = DataPegawai(
    nik="0171000101900001", namaPegawai="Ma'ruf", jenisPeserta="PNS", instansiKerja=Instansi(namaInstansi="A"),
    tanggalMutakhir=datetime(2026, 11, 20, 2, tzinfo=UTC),
)  # fmt: skip
MESSAGES = sorted(
    {
        (service.namespace, kind)
        for service in load_agreements().everything
        for operation in service.operations
        for kind in (operation.request, operation.answer)
    },
    key=lambda pair: (pair[0], pair[1].__name__),
)

CHARACTERS = st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Cn"], exclude_characters="\ufffe\uffff")
# Whatever has a meaning in XML or is easily lost stands in every second text.
STRINGS = st.one_of(
    st.text(CHARACTERS, max_size=9), st.sampled_from(["", "<&>\"'", "]]>", "&amp;", "a\tb\nc\rd ", " "])
)
# One space between words: what a token is read as.
TOKENS = st.lists(st.text(st.characters(codec="ascii", categories=["L", "P", "S"]), min_size=1, max_size=5), max_size=3)
ZONES = st.sampled_from([UTC, timezone(timedelta(hours=7)), timezone(-timedelta(hours=3, minutes=30))])
INSIDE = {"min_value": datetime(2, 1, 1), "max_value": datetime(9998, 1, 1)}  # noqa: DTZ001 - hypothesis adds the zone
SIMPLE = {
    "string": STRINGS,
    "token": TOKENS.map(" ".join),
    "gYear": st.integers(1, 9999).map("{:04d}".format),
    "date": st.dates(),
    "dateTime": st.datetimes(timezones=ZONES, **INSIDE),
    "boolean": st.booleans(),
    "integer": st.integers(-(2**63), 2**63),
}


@cache
def values_of(message: type) -> st.SearchStrategy:
    """Any value of a message class, whatever its patterns and bounds say."""
    return st.builds(message, **{member.name: _member(member) for member in members(message)})


def _member(member: Member) -> st.SearchStrategy:
    one = SIMPLE[member.type.base] if isinstance(member.type, SimpleType) else values_of(member.type)
    if member.repeated:
        return st.lists(one, max_size=2).map(tuple)
    # A required element is None where an adendum has taken it out.
    return one if member.least else st.one_of(st.none(), one)


@cache
def models(namespace: str) -> ModelMaker:
    return ModelMaker(namespace)


def spynes(value: object, name: str, namespace: str) -> etree._Element:
    """What spyne makes of it, with the prefixes of its application."""
    parent = etree.Element("parent", nsmap={"tns": namespace, "pks": "urn:id:go:bkn:pks:v1"})
    Soap11().to_parent(None, models(namespace).complex(type(value)), value, parent, namespace, name)
    return parent[0]


@pytest.mark.parametrize(("namespace", "message"), MESSAGES, ids=lambda part: getattr(part, "__name__", ""))
@settings(max_examples=10, database=None, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_as_spyne_writes_it_and_as_it_was(namespace, message, data):
    value = data.draw(values_of(message))
    written = write(value, "pesan", namespace)
    assert canonical(written) == canonical(spynes(value, "pesan", namespace))
    assert read(message, written, namespace) == value


def test_an_element_that_an_adendum_took_out_is_nil_as_spyne_writes_it():
    value = KirimKartuPesertaPns(kepala=replace(HEADING, idPengguna=None), kartu=())
    assert canonical(write(value, "a", BPJS)) == canonical(spynes(value, "a", BPJS))
    assert b"xsi:nil" in canonical(write(value, "a", BPJS))


@pytest.mark.parametrize("name", ["Sari\x00", "\ufffe", "\x1b[2J", "\ud800"])
def test_what_xml_does_not_have_is_refused_and_not_quoted(name):
    with pytest.raises(ValueError, match=r".+") as refused:
        write(replace(EMPLOYEE, namaPegawai=f"Sari{name}"), "a", BPJS)
    assert "Sari" not in str(refused.value)


@pytest.mark.parametrize("instant", [datetime(2026, 1, 1), date(2026, 1, 1), "2026-01-01"])  # noqa: DTZ001 - refused
def test_an_instant_without_a_zone_is_refused(instant):
    with pytest.raises(ValueError, match="tanggalMutakhir must be a datetime with a time zone"):
        write(replace(EMPLOYEE, tanggalMutakhir=instant), "a", BPJS)


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"nik": 171000101900001}, "nik must be a str"),
        ({"tanggalLahir": "<x/>"}, "tanggalLahir must be a date"),
        ({"keluarga": 1}, "keluarga must be a tuple"),
    ],
)
def test_a_value_of_another_type_is_named_and_not_quoted(wrong, said):
    with pytest.raises(ValueError, match=f"^{said}$"):
        write(replace(EMPLOYEE, **wrong), "a", BPJS)


def test_no_markup_comes_in_by_a_number():
    request = AmbilMutasi(kepala=HEADING, sejakToken="0</tns:sejakToken><tns:x/>")
    with pytest.raises(ValueError, match="sejakToken must be an int"):
        write(request, "ambilMutasi", BPJS)


def test_with_complete_nothing_that_must_stand_is_left_out():
    with pytest.raises(ValueError, match="kartu stands 0 times, not 1 to"):
        write(KirimKartuPesertaPns(kepala=HEADING, kartu=()), "a", BPJS, complete=True)
    with pytest.raises(ValueError, match="sejakToken must be given"):
        write(AmbilMutasi(kepala=HEADING, sejakToken=None), "a", BPJS, complete=True)


@pytest.mark.parametrize("content", ["", "<tns:asing/>", "<sejakToken>1</sejakToken>"])
def test_an_element_with_other_content_is_refused(content):
    element = etree.fromstring(f'<tns:ambilMutasi xmlns:tns="{BPJS}">{content}</tns:ambilMutasi>')
    with pytest.raises(ValueError, match="ambilMutasi has not the elements of its type"):
        read(AmbilMutasi, element, BPJS)


@pytest.mark.parametrize(("text", "true"), [("true", True), (" 1 ", True), ("false", False), ("\n0", False)])
def test_a_boolean_in_each_of_its_forms(text, true):
    heading = KepalaJawaban(
        idPesan="1", idPesanAsal="2", waktuJawab=HEADING.waktuKirim, nomorHasil="3", versiElemen="4", ulangan=True
    )
    element = write(heading, "kepala", BPJS)
    element[-1].text = text
    assert read(KepalaJawaban, element, BPJS) == replace(heading, ulangan=true)
