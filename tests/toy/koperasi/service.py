"""One operation."""

from adapter.agreements.koperasi.elements import ANGGOTA, Anggota
from adapter.agreements.koperasi.messages import SapaAnggota, SapaAnggotaJawaban
from adapter.agreements.koperasi.terms import AGREEMENT  # type: ignore[import-not-found] # put there by the test

from adapter.agreements.operation import Call, Operation, Service
from adapter.records.people import by_nips, identity_of


def _sapa(call: Call, asked: SapaAnggota) -> SapaAnggotaJawaban:
    person = by_nips(call.session, call.vault, (asked.nip,)).get(asked.nip)
    if person is None:
        return SapaAnggotaJawaban(kepala=call.heading)
    call.touch(person.nip_index)
    return SapaAnggotaJawaban(kepala=call.heading, anggota=Anggota(nama=identity_of(person, call.vault).name))


SERVICE = Service(
    name="LayananKoperasi",
    namespace="urn:id:go:bkn:pks:koperasi:v1",
    agreement=AGREEMENT,
    doc="Mainan untuk uji",
    operations=(Operation("sapaAnggota", SapaAnggota, SapaAnggotaJawaban, _sapa, "Menyapa", gives=ANGGOTA),),
)
