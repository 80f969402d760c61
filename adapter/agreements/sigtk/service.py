"""LayananSigtk: ASN data for the verification of a proposal, and back what the President has enacted."""

from collections import Counter

from adapter.agreements.operation import Call, Operation, Service
from adapter.agreements.sigtk.compared import COMPARED
from adapter.agreements.sigtk.elements import DATA_ASN
from adapter.agreements.sigtk.messages import (
    AmbilDataAsn,
    AmbilDataAsnJawaban,
    BarisPenganugerahan,
    KirimPenganugerahan,
    KirimPenganugerahanJawaban,
)
from adapter.agreements.sigtk.terms import AGREEMENT
from adapter.agreements.sigtk.translation import asn_data, award_from, is_asn
from adapter.errors import ContractViolation, Problem
from adapter.records.awards import (
    KNOWN,
    REVOKED,
    STORED,
    receive_awards,
)
from adapter.records.models import Person
from adapter.records.people import by_niks, by_nips


def _ambil_data_asn(call: Call, asked: AmbilDataAsn) -> AmbilDataAsnJawaban:
    """Pasal 4 ayat (1) huruf b."""
    if not asked.nip and not asked.nik:
        raise _violation("/ambilDataAsn/nip", "DATA_TIDAK_LENGKAP", "sebutkan sedikitnya satu nip atau nik")
    found = _find(call, asked)
    people = {person.id: person for some in found.values() for person in some}.values()
    return AmbilDataAsnJawaban(
        kepala=call.heading,
        asn=asn_data(call, [person for person in people if not person.restricted]),
        tidakDitemukan=tuple(number for number, some in found.items() if not some),
        jumlahDibatasi=sum(person.restricted for person in people),
    )


def _find(call: Call, asked: AmbilDataAsn) -> dict[str, list[Person]]:
    """Whom each number asked for belongs to, in the order asked; who is no ASN today is not found."""
    nips = by_nips(call.session, call.vault, asked.nip)
    niks = by_niks(call.session, call.vault, asked.nik)
    found = {nip: [nips[nip]] if nip in nips else [] for nip in asked.nip}
    found |= {nik: niks.get(nik, []) for nik in asked.nik}
    return {number: [person for person in people if is_asn(person)] for number, people in found.items()}


def _kirim_penganugerahan(call: Call, sent: KirimPenganugerahan) -> KirimPenganugerahanJawaban:
    """Pasal 4 ayat (2) huruf b: only what is enacted by Keputusan Presiden, and revoked only by another."""
    _require_revoking_decrees(sent)
    awards = [award_from(row) for row in sent.penganugerahan]
    receipts = receive_awards(call.session, call.vault, awards, call.now, call.heading.idPesanAsal)
    for receipt in receipts:
        if receipt.subject is not None:
            call.touch(receipt.subject)
    counts = Counter(receipt.result in (STORED, KNOWN, REVOKED) for receipt in receipts)
    return KirimPenganugerahanJawaban(
        kepala=call.heading,
        jumlahDiterima=counts[True],
        jumlahDitolak=counts[False],
        hasil=tuple(
            BarisPenganugerahan(idPenganugerahan=award.key, hasil=receipt.result)
            for award, receipt in zip(awards, receipts, strict=True)
        ),
    )


def _require_revoking_decrees(sent: KirimPenganugerahan) -> None:
    problems = tuple(
        Problem(
            f"/kirimPenganugerahan/penganugerahan[{number}]/{name}",
            "KEPPRES_TIDAK_ADA",
            "penganugerahan yang DICABUT memerlukan nomor dan tanggal Keppres pencabutan",
        )
        for number, row in enumerate(sent.penganugerahan, 1)
        for name in ("nomorKeppresPencabutan", "tanggalKeppresPencabutan")
        if row.status == REVOKED and getattr(row, name) is None
    )
    if problems:
        raise ContractViolation(problems)


def _violation(path: str, code: str, sentence: str) -> ContractViolation:
    return ContractViolation((Problem(path, code, sentence),))


SERVICE = Service(
    name="LayananSigtk",
    namespace="urn:id:go:bkn:pks:sigtk:v1",
    agreement=AGREEMENT,
    doc="Pengintegrasian data SIGTK dan SIASN, perjanjian Perj-01/KSN/SM/12/2022 dan 43/HM.04.01/2022",
    compared=COMPARED,
    operations=(
        Operation(
            "ambilDataAsn",
            AmbilDataAsn,
            AmbilDataAsnJawaban,
            _ambil_data_asn,
            "SIGTK mengambil data ASN yang diusulkan, menurut NIP atau NIK",
            gives=DATA_ASN,
        ),
        Operation(
            "kirimPenganugerahan",
            KirimPenganugerahan,
            KirimPenganugerahanJawaban,
            _kirim_penganugerahan,
            "SIGTK mengirim penganugerahan yang sudah disahkan melalui Keputusan Presiden",
        ),
    ),
)
