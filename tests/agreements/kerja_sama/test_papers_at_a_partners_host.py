"""The same operations where BKN calls: at a partner's host the caller is BKN, and the host signs as the partner."""

from base64 import b64decode, b64encode
from dataclasses import replace
from datetime import date, timedelta

import pytest
from lxml import etree

from adapter.agreements.kerja_sama.minutes.messages import AmbilBeritaAcara, SampaikanBeritaAcara
from adapter.agreements.kerja_sama.periods import PeriodeLaporan
from adapter.agreements.kerja_sama.reports.messages import SampaikanLaporanEvaluasi
from adapter.agreements.kerja_sama.service import SERVICE
from adapter.agreements.kerja_sama.usage.messages import AmbilLogPemanfaatan
from adapter.agreements.panrb.terms import AGREEMENT
from adapter.agreements.terms import OperationClass, Right, Side
from adapter.errors import SignatureNotAccepted
from adapter.journal import minutes
from adapter.journal.counting import Counts
from adapter.journal.minutes_document import Basis, contain, write
from adapter.journal.papers import Report
from adapter.journal.periods import Period
from adapter.records.database import writing
from adapter.registry import enrolled
from adapter.registry.catalogue import load_agreements
from adapter.registry.signers import Signers
from adapter.security import key_signer, parse_certificate
from adapter.security.canonical import canonical
from adapter.security.document import sign_document
from tests.support import certificates
from tests.support.compared import answered
from tests.support.records import REQUEST, call

OWN = ("kirimInformasiManajemenAsn", Side.PARTNER), ("ambilDataManajemenAsn", Side.BKN)


@pytest.fixture
def ask(engine, vault, now):
    """Carry an operation out as the ministry's host does, where BKN's certificate is enrolled."""
    host, bkn = (certificates.good(now, "ec", name) for name in ("PANRB", "BKN"))
    rights = tuple(Right(name, OperationClass.EXCHANGE, ("UJI",), giver, "uji") for name, giver in OWN)
    agreement = replace(AGREEMENT, rights=(*rights, *AGREEMENT.rights))

    def carry_out(request):
        operation = next(each for each in SERVICE.operations if each.request is type(request))
        signers = Signers(load_agreements(), parse_certificate(key_signer(host.key, host.certificate).certificate))
        with writing(engine) as session:
            called = replace(call(session, vault, now, agreement), caller=Side.BKN, signers=signers)
            return operation.carry_out(called, request)

    with writing(engine) as session:
        enrolled.add_certificate(session, AGREEMENT, bkn.certificate, now)
    carry_out.bkn, carry_out.host = (key_signer(one.key, one.certificate) for one in (bkn, host))
    return carry_out


def container(*signers):
    said = minutes.build(
        AGREEMENT,
        "BA-1",
        "REKONSILIASI",
        Period(2022, "S", 2),
        Counts.of(1, 0, 0),
        Basis("MITRA", "x"),
        date(2023, 1, 9),
    )
    document = write(said)
    made = [canonical(sign_document(etree.fromstring(document), signer)) for signer in signers]
    return b64encode(contain(document, *made)).decode()


def test_bkn_signs_as_the_caller(ask):
    answer = ask(SampaikanBeritaAcara(kepala=REQUEST, dokumen=container(ask.bkn)))
    assert (answer.beritaAcara.status, answer.beritaAcara.diajukanOleh) == ("DITANDATANGANI_K2", "BKN")
    (kept,) = ask(AmbilBeritaAcara(kepala=REQUEST, nomorBeritaAcara="BA-1")).beritaAcara
    assert b"DigestValue" in b64decode(kept.dokumen)


def test_the_hosts_own_signature_is_not_brought_by_the_caller(ask):
    with pytest.raises(SignatureNotAccepted):
        ask(SampaikanBeritaAcara(kepala=REQUEST, dokumen=container(ask.host)))


def test_bkns_report_is_kept_as_bkns(ask, engine):
    ask(
        SampaikanLaporanEvaluasi(
            kepala=REQUEST, subjek="INFORMASI", periode=PeriodeLaporan(tahun="2023"), penyelenggara="BKN", ringkasan="a"
        )
    )
    with writing(engine) as session:
        assert session.get(Report, 1).side == "BKN"


def test_bkn_reads_the_log_of_its_own_data(ask, engine, vault, now):
    with writing(engine) as session:
        for name, _ in OWN:
            answered(session, vault, now - timedelta(hours=1), agreement="PANRB", operation=name, service="X")
    (row,) = ask(AmbilLogPemanfaatan(kepala=REQUEST)).baris
    assert (row.operasi, row.kodeMitra) == ("ambilDataManajemenAsn", "BKN")
