"""The reference client of PT Asuransi Jiwa Taspen.

    client = TaspenClient(connection)
    answer = client.ambilAgregatAsn(dimensi=["PROVINSI", "JENIS_ASN"])

What can go wrong is drawn in clients.errors.
"""

from adapter.agreements.taspen.terms import AGREEMENT, REGISTRATION
from clients.base import PartnerClient
from clients.taspen.aggregates import Aggregates


class TaspenClient(Aggregates, PartnerClient):
    """LayananTaspen, as the insurer calls it; each method is the operation of that name."""

    agreement = AGREEMENT
    service = "LayananTaspen"
    purpose = REGISTRATION.code


__all__ = ["TaspenClient"]
