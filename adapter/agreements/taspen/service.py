"""LayananTaspen: what BKN confirms to the insurer, and never a stored value."""

from adapter.agreements.operation import Service
from adapter.agreements.taspen import aggregates
from adapter.agreements.taspen.terms import AGREEMENT

SERVICE = Service(
    name="LayananTaspen",
    namespace="urn:id:go:bkn:pks:taspen:v1",
    doc="Verifikasi pendaftar, pemadanan peserta, dan data agregat untuk PT Asuransi Jiwa Taspen",
    agreement=AGREEMENT,
    operations=(*aggregates.OPERATIONS,),
)
