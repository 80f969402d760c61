"""LayananBpum: which of the proposed recipients is an ASN, and what the ministry then owes."""

from adapter.agreements.bpum import coordination, elimination, feedback, verification
from adapter.agreements.bpum.findings import PROPOSALS
from adapter.agreements.bpum.terms import AGREEMENT
from adapter.agreements.operation import Service

SERVICE = Service(
    name="LayananBpum",
    namespace="urn:id:go:bkn:pks:bpum:v1",
    doc="Verifikasi dan validasi calon penerima dan penerima BPUM terhadap data ASN",
    agreement=AGREEMENT,
    operations=(
        *verification.OPERATIONS,
        *coordination.OPERATIONS,
        *elimination.OPERATIONS,
        *feedback.OPERATIONS,
    ),
    lists=(PROPOSALS,),
)
