"""LayananPanrb: data on the management of ASN for KemenPANRB, and the information that it brings."""

from adapter.agreements.operation import Service
from adapter.agreements.panrb.terms import AGREEMENT

SERVICE = Service(
    name="LayananPanrb",
    namespace="urn:id:go:bkn:pks:panrb:v1",
    doc="Data manajemen ASN untuk penyusunan kebijakan nasional, dan informasi manajemen ASN dari KemenPANRB",
    agreement=AGREEMENT,
    operations=(),
)
