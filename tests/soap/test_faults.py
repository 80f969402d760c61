"""Every error has its fault in both SOAP versions, and the fault follows the published contract."""

from base64 import b64encode
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from lxml import etree

from adapter import errors
from adapter.agreements.structures import Galat
from adapter.registry.catalogue import load_agreements
from adapter.security import errors as security
from adapter.security.names import SOAP11, SOAP12, WSSE, WSU
from adapter.soap.contract import Contract
from adapter.soap.fault_element import fault_element
from adapter.soap.faults import Context, fault_of
from adapter.soap.wsdl import document
from clients.values import from_detail

SERVICE = load_agreements().service("LayananKerjaSama")
CONTRACT = Contract(SERVICE, document(SERVICE, "http://x"))
CONTEXT = Context("0b1e3c1e-0000-4000-8000-000000000001", "0b1e3c1e-0000-4000-8000-000000000002", "41/K/KS/X/2016")
SIGNER = b"s" * 32
PROBLEM = errors.Problem("/a/b", "FORMAT_TIDAK_SAH", "salah")
ENDED = errors.AgreementNotInForce("41/K/KS/X/2016", "BERAKHIR", date(2016, 10, 10), date(2021, 10, 9))
STOPPED = errors.AgreementNotInForce("41/K/KS/X/2016", "DIHENTIKAN", date(2016, 10, 10), date(2020, 10, 9))
VOID = errors.AgreementNotInForce("41/K/KS/X/2016", "BATAL_DEMI_HUKUM", date(2016, 10, 10), date(2020, 10, 9))
RESTS = errors.AgreementNotInForce("41/K/KS/X/2016", "DITANGGUHKAN", date(2016, 10, 10), date(2021, 10, 9))
CASES = [
    (ENDED, None, "Client", "PERJANJIAN_BERAKHIR"),
    (STOPPED, None, "Client", "PERJANJIAN_BERAKHIR"),
    (VOID, None, "Client", "PERJANJIAN_BERAKHIR"),
    (RESTS, None, "Client", "PERJANJIAN_DITANGGUHKAN"),
    (errors.ForceMajeureHolds("KHR-1", date(2026, 11, 1)), None, "Client", "KEADAAN_KAHAR"),
    (errors.NotAuthorised("x"), WSSE, "FailedAuthentication", "TANDA_TANGAN_TIDAK_SAH"),
    (errors.PurposeNotAllowed("X", ("Y",)), None, "Client", "TUJUAN_TIDAK_SAH"),
    (errors.ElementNotAllowed(("agama",)), None, "Client", "ELEMEN_TIDAK_DIIZINKAN"),
    (errors.ElementWithdrawn(("nik",)), None, "Client", "ELEMEN_DICABUT"),
    (errors.ContractViolation((PROBLEM,)), None, "Client", "FORMAT_TIDAK_SAH"),
    (errors.QuotaExceeded(5), None, "Client", "KUOTA_TERLAMPAUI"),
    (errors.NeedsHandling(), None, "Client", "PERLU_PENANGANAN_MANUAL"),
    (errors.DuplicateDiffers(), None, "Client", "DUPLIKAT_BERBEDA_ISI"),
    (errors.Replayed(), WSSE, "InvalidSecurity", "TANDA_TANGAN_TIDAK_SAH"),
    (errors.KeyForgotten(), WSSE, "InvalidSecurity", "TANDA_TANGAN_TIDAK_SAH"),
    (errors.StoreUnavailable("away"), None, "Server", "GALAT_SISTEM"),
    (ZeroDivisionError("rahasia"), None, "Server", "GALAT_SISTEM"),
    (security.MalformedMessage("x"), None, "Client", "FORMAT_TIDAK_SAH"),
    (security.VersionMismatch("x"), None, "VersionMismatch", "FORMAT_TIDAK_SAH"),
    (security.NotUnderstood("x"), None, "MustUnderstand", "FORMAT_TIDAK_SAH"),
    (security.InvalidSecurity("x"), WSSE, "InvalidSecurity", "TANDA_TANGAN_TIDAK_SAH"),
    (security.FailedCheck("x"), WSSE, "FailedCheck", "TANDA_TANGAN_TIDAK_SAH"),
    (security.FailedAuthentication("x"), WSSE, "FailedAuthentication", "TANDA_TANGAN_TIDAK_SAH"),
]
EACH = pytest.mark.parametrize(("error", "namespace", "name", "code"), CASES, ids=lambda case: type(case).__name__)


@EACH
def test_soap_11(error, namespace, name, code):
    fault = fault_element(fault_of(error, CONTEXT), SOAP11)
    prefix, _, local = fault.findtext("faultcode").partition(":")
    assert (fault.nsmap[prefix], local) == (namespace or SOAP11, name)
    assert galat_of(fault).kodeGalat == code


@EACH
def test_soap_12(error, namespace, name, code):
    fault = fault_element(fault_of(error, CONTEXT), SOAP12)
    values = [value.text for value in fault.iter(f"{{{SOAP12}}}Value")]
    if namespace is None:
        assert values == [f"soap:{ {'Client': 'Sender', 'Server': 'Receiver'}.get(name, name) }"]
    else:
        assert values == ["soap:Sender", f"wsse:{name}"]
    assert galat_of(fault).kodeGalat == code


def galat_of(fault: etree._Element) -> Galat:
    """The detail, which must follow the contract."""
    detail = fault.find(".//{*}galat")
    assert CONTRACT.accepts(detail)
    return from_detail(Galat, detail)


def test_an_ended_agreement_names_its_number_and_last_day():
    galat = galat_of(fault_element(fault_of(ENDED, CONTEXT), SOAP11))
    assert (galat.nomorPerjanjian, galat.tanggalAkhir) == ("41/K/KS/X/2016", date(2021, 10, 9))
    assert "2021-10-09" in galat.pesan


def test_an_unexpected_error_tells_nothing_of_itself():
    fault = fault_element(fault_of(ZeroDivisionError("rahasia"), CONTEXT), SOAP11)
    assert b"rahasia" not in etree.tostring(fault)
    assert b"ZeroDivision" not in etree.tostring(fault)


@pytest.mark.parametrize("host", ["BKN", "BPJS Kesehatan"])
def test_it_names_whose_host_it_is_and_nobody_else(host):
    told = [fault_of(error, replace(CONTEXT, host=host)).detail for error, *_ in CASES]
    texts = " ".join(detail.pesan + " " + (detail.tindakan or "") for detail in told)
    assert f"narahubung {host}" in texts
    assert "{" not in texts
    assert host == "BKN" or "BKN" not in texts


def test_strangers_are_all_told_the_same():
    kinds = (security.InvalidSecurity, security.FailedCheck, security.UnsupportedAlgorithm, security.MessageExpired)
    assert len({fault_of(kind("x"), CONTEXT).detail for kind in kinds}) == 1


def test_a_registered_partner_is_told_what_is_wrong():
    error = security.MessageExpired("x")
    error.signer = SIGNER
    fault = fault_of(error, CONTEXT)
    assert (fault.code, fault.detail.kodeGalat) == ((WSU, "MessageExpired"), "PESAN_KEDALUWARSA")


def test_what_a_partner_compares_follows_the_contract():
    error = security.FailedCheck("x")
    error.signer, error.mismatch = SIGNER, security.Mismatch("Body", b"x" * 32, b"y" * 32)
    context = replace(CONTEXT, received_at=datetime(2026, 11, 20, 2, 0, tzinfo=UTC))
    for version in (SOAP11, SOAP12):
        galat = galat_of(fault_element(fault_of(error, context), version))
        assert (galat.bagian, galat.jamServer) == ("Body", context.received_at)
        assert galat.digestPengirim == b64encode(b"x" * 32).decode()
        assert galat.digestKami == b64encode(b"y" * 32).decode()
