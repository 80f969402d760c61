"""The reference client of PT Asuransi Jiwa Taspen.

    client = TaspenClient(connection)
    answer = client.verifikasiPeserta(Pendaftar(nomorPendaftaran="...", nip="...", namaLengkap="...", tanggalLahir=day))
    answer.hasil.keterangan    # "sesuai", "tidak sesuai" or "data tidak ditemukan"
    answer = client.ambilAgregatAsn(dimensi=["PROVINSI", "JENIS_ASN"])

What can go wrong is drawn in clients.errors.
"""

from adapter.agreements.taspen.terms import AGREEMENT, REGISTRATION
from clients.base import PartnerClient
from clients.taspen.aggregates import Aggregates
from clients.taspen.lists import Lists
from clients.taspen.verification import Verification


class TaspenClient(Verification, Lists, Aggregates, PartnerClient):
    """LayananTaspen, as Taspen Life calls it; each method is the operation of that name."""

    agreement = AGREEMENT
    service = "LayananTaspen"
    purpose = REGISTRATION.code


__all__ = ["TaspenClient"]
