"""What BKN and SIGTK compare: the honours that the President has enacted (SIGTK Pasal 13)."""

from collections.abc import Collection, Mapping
from dataclasses import replace

from sqlalchemy import select

from adapter.agreements.compared_stores import OfferedStore
from adapter.agreements.comparing import Compared, Found
from adapter.agreements.operation import Call
from adapter.agreements.sigtk.elements import PENGANUGERAHAN, Penganugerahan
from adapter.records.awards import REVOKED, normal_decree
from adapter.records.marks import mark_of
from adapter.records.models import AWARD_STORE, Award, Person
from adapter.records.offered import Place
from adapter.records.people import identity_of


class _Honours:
    """The honours that BKN has received."""

    def name(self, place: Place) -> str:  # noqa: ARG002 - a table of its own
        """As the writers call it."""
        return AWARD_STORE

    def after(self, call: Call, place: Place, key: bytes, most: int) -> list[bytes]:  # noqa: ARG002 - as above
        """The next ones, by SIGTK's number of them."""
        keys = select(Award.award_key).where(Award.award_key > key.decode()).order_by(Award.award_key).limit(most)
        return [found.encode() for found in call.session.scalars(keys)]

    def read(self, call: Call, place: Place, keys: Collection[bytes]) -> Mapping[bytes, Found | None]:  # noqa: ARG002
        """The honours as they stand; those of restricted people as they stood."""
        named = [key.decode() for key in keys]
        rows = select(Award, Person).join(Person, Person.id == Award.person_id).where(Award.award_key.in_(named))
        found = {award.award_key.encode(): (award, person) for award, person in call.session.execute(rows)}
        left = {key for key, (_, person) in found.items() if person.restricted}
        return {key: _found(call, *found[key]) if key in found else None for key in keys if key not in left}

    def reached(self, call: Call, place: Place) -> int | None:
        """How far BKN has pulled."""
        return mark_of(call.session, place.agreement, "ambilPenganugerahan") or None


def _found(call: Call, award: Award, person: Person) -> Found:
    """The inverse of translation.award_from, but for the name: that is SIGTK's own spelling, and not kept."""
    return Found(
        Penganugerahan(
            idPenganugerahan=award.award_key,
            nomorUsulan=award.proposal,
            nip=identity_of(person, call.vault).nip,
            namaLengkap="",
            jenis=award.kind,
            kodePenghargaan=award.code,
            namaPenghargaan=award.name,
            nomorKeppres=award.decree,
            tanggalKeppres=award.decree_on,
            tahun=award.year,
            nomorPiagam=award.charter,
            tanggalPenganugerahan=award.conferred_on,
            anumerta=award.posthumous,
            status=award.status,
            nomorKeppresPencabutan=award.revoking_decree,
            tanggalKeppresPencabutan=award.revoked_on,
        )
    )


def _plain(row: Penganugerahan) -> Penganugerahan:
    # As BKN keeps it: gazettes write a decree's number in several ways, and a revocation counts with its status only.
    revoked = row.status == REVOKED
    return replace(
        row,
        nomorKeppres=normal_decree(row.nomorKeppres),
        nomorKeppresPencabutan=normal_decree(row.nomorKeppresPencabutan or "") if revoked else None,
        tanggalKeppresPencabutan=row.tanggalKeppresPencabutan if revoked else None,
    )


COMPARED = (
    Compared(
        PENGANUGERAHAN,
        key=lambda row: ("penganugerahan", row.idPenganugerahan),
        needs=frozenset({"idPenganugerahan"}),
        giver=OfferedStore(Penganugerahan),
        receiver=_Honours(),
        apart=frozenset({"namaLengkap"}),
        plain=_plain,
        pulled_by="ambilPenganugerahan",
    ),
)
