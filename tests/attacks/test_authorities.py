"""Signers whom an authority names, revokes or should not have named (hazards, case 5), and suspended ones.

The partner has an authority of its own here; BKN trusts it, and what lies between, for one subject.
"""

from dataclasses import dataclass
from datetime import timedelta
from functools import cache

import pytest
from cryptography.hazmat.primitives.serialization import Encoding

from adapter.registry import enrolled
from adapter.registry.models import PartnerAuthority
from adapter.registry.suspensions import resume, suspend
from adapter.security import key_signer
from adapter.security.keys import Identity, thumbprint
from tests.support import authorities, forge
from tests.support.authorities import revocation_list, write_list
from tests.support.world import World

STRANGER = "wsse:FailedAuthentication"


@dataclass(frozen=True)
class Hierarchy:
    """A root, an authority between, and those whom it names; `revoked` and `stolen` (registered) it has revoked."""

    root: Identity
    between: Identity
    good: Identity
    revoked: Identity
    stolen: Identity
    registered: Identity


def subject(name: str) -> str:
    """Many hierarchies share a world; each has a subject of its own."""
    return f"CN={name},O=BPJS Kesehatan,C=ID"


@cache
def hierarchy(world: World) -> Hierarchy:
    root = authorities.authority(world.now)
    between = authorities.authority(world.now, "CN=antara", root, path_length=0)
    signers = [authorities.signer(between, world.now, subject("benar")) for _ in range(4)]
    made = Hierarchy(root, between, *signers)
    world.trust("BPJS", root, between, subject=subject("benar"))
    with world.store() as session:
        for one in (made.stolen, made.registered):
            enrolled.add_certificate(session, world.catalogue.agreement("BPJS"), one.certificate, world.now)
    rules = revocation_list(root, world.now), revocation_list(between, world.now, made.revoked, made.stolen)
    write_list(world.lists / "benar.crl", *rules)
    return made


@pytest.fixture
def names(door):
    return hierarchy(door.world)


def signed_by(door, identity):
    return forge.request(key_signer(identity.key, identity.certificate), door.world.now, door.version)


def test_whom_the_authority_names_is_accepted(door, names):
    door.accepts(signed_by(door, names.good))
    door.accepts(signed_by(door, names.registered))


def test_a_revoked_certificate(door, names):
    door.refuses(signed_by(door, names.revoked), STRANGER)


def test_a_revoked_certificate_that_is_registered_itself(door, names):
    door.refuses(signed_by(door, names.stolen), STRANGER)


@pytest.mark.parametrize("name", ["CN=benar,C=ID", "CN=benar,O=Instansi lain,C=ID", "C=ID,O=BPJS Kesehatan,CN=benar"])
def test_another_subject_of_the_same_authority(door, names, name):
    door.refuses(signed_by(door, authorities.signer(names.between, door.world.now, name)), STRANGER)


def test_an_authority_of_the_same_name(door, names):
    false = authorities.authority(door.world.now)
    assert false.certificate.subject == names.root.certificate.subject
    door.refuses(signed_by(door, authorities.signer(false, door.world.now, subject("benar"))), STRANGER)


def test_a_signer_that_plays_authority(door, names):
    door.refuses(signed_by(door, authorities.signer(names.good, door.world.now, subject("benar"))), STRANGER)


def test_a_path_over_what_the_operator_never_gave(door, names):
    """It is signed by the root itself; but only the operator says what lies between."""
    other = authorities.authority(door.world.now, "CN=antara lain", names.root)
    door.refuses(signed_by(door, authorities.signer(other, door.world.now, subject("benar"))), STRANGER)


def test_the_authority_itself(door, names):
    for identity in (names.root, names.between):
        door.refuses(signed_by(door, identity), STRANGER)


def test_a_signer_whose_days_are_over(door, names):
    late = authorities.signer(names.between, door.world.now - timedelta(days=50), subject("benar"), days=20)
    door.refuses(signed_by(door, late), "wsse:InvalidSecurityToken")


def test_a_signer_that_may_not_sign(door, names):
    keys_only = authorities.signer(names.between, door.world.now, subject("benar"), usages=("key_encipherment",))
    door.refuses(signed_by(door, keys_only), "wsse:InvalidSecurityToken")


@cache
def badly_trusted(world: World, name: str) -> Identity:
    """A signer under an authority that no command would register, written into the database."""
    now = world.now
    root = authorities.authority(now, f"CN=otoritas {name}", **ROOTS.get(name, {}))
    if name == "end-entity":
        between = authorities.signer(root, now, "CN=bukan otoritas", usages=("digital_signature", "key_cert_sign"))
    else:
        between = authorities.authority(now, f"CN=antara {name}", root, **BETWEEN.get(name, {}))
    steps = [between]
    if name == "too-long-below":
        steps.append(authorities.authority(now, "CN=antara bawah", between))
    with world.store() as session:
        session.add(
            PartnerAuthority(
                agreement="BPJS",
                thumbprint=thumbprint(root.certificate),
                certificate=root.certificate.public_bytes(Encoding.DER),
                intermediates=b"".join(step.certificate.public_bytes(Encoding.PEM) for step in steps),
                subject=subject(name),
                exact=True,
                added_at=now,
            )
        )
    write_list(world.lists / f"{name}.crl", *(revocation_list(one, now) for one in (root, *steps)))
    return authorities.signer(steps[-1], now, subject(name))


ROOTS = {"expired-root": {"days": -1}, "too-long": {"path_length": 0}, "root-no-ca": {"ca": False}}
BETWEEN = {
    "expired": {"days": -1},
    "no-keycertsign": {"usages": ("crl_sign", "digital_signature")},
    "too-long-below": {"path_length": 0},
}


@pytest.mark.parametrize("name", [*ROOTS, *BETWEEN, "end-entity"])
def test_a_path_that_leads_nowhere(door, name):
    door.refuses(signed_by(door, badly_trusted(door.world, name)), STRANGER)


def test_and_the_same_path_where_nothing_is_wrong(door):
    door.accepts(signed_by(door, badly_trusted(door.world, "honest")))


@pytest.mark.parametrize("kind", ["good", "registered"])
@pytest.mark.parametrize("target", ["certificate", "agreement"])
def test_a_suspended_signer(door, names, kind, target):
    signer, world = getattr(names, kind), door.world
    name = "BPJS" if target == "agreement" else thumbprint(signer.certificate).hex()
    words = {"reason": "diselidiki", "by": "petugas", "now": world.now}
    with world.store() as session:
        suspend(session, world.catalogue, name, **words)
    try:
        door.refuses(signed_by(door, signer), STRANGER)
    finally:
        with world.store() as session:
            resume(session, world.catalogue, name, **words)
    door.accepts(signed_by(door, signer))


@pytest.mark.parametrize("kind", ["good", "registered"])
@pytest.mark.parametrize("change", ["past-its-end", "taken-away", "of-another-key"])
def test_a_list_that_is_kept_away(door, names, kind, change):
    """Whoever has stolen a key gains nothing by keeping the list from us."""
    world, file = door.world, door.world.lists / "benar.crl"
    kept = file.read_bytes()
    root = revocation_list(names.root, world.now)
    if change == "taken-away":
        write_list(file, root)
    elif change == "past-its-end":
        write_list(file, root, revocation_list(names.between, world.now, hours=-1))
    else:
        false = authorities.authority(world.now, "CN=antara")
        write_list(file, root, revocation_list(false, world.now))
    try:
        door.refuses(signed_by(door, getattr(names, kind)), STRANGER)
    finally:
        file.write_bytes(kept)
    door.accepts(signed_by(door, getattr(names, kind)))
