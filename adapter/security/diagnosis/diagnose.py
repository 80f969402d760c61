"""Why a message is accepted or not, step by step in the order of adapter.security.verify.

The verdict is the pipeline's own; it runs first, on the very bytes. Only then is the message looked at with more
patience: past the first mistake, and trying what a signer may have done instead. What fits is proven.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from itertools import islice
from typing import TypeVar

from adapter import limits
from adapter.security import names as n
from adapter.security.canonical import decode_base64
from adapter.security.certificate import Certificate
from adapter.security.diagnosis import certificates, structure, times
from adapter.security.diagnosis.canonicalisation import Canonicalisation
from adapter.security.diagnosis.digests import check_references
from adapter.security.diagnosis.mistakes import likely
from adapter.security.diagnosis.outside import Opened, open_outside
from adapter.security.diagnosis.readings import Budget
from adapter.security.diagnosis.signature_values import explain_signature
from adapter.security.diagnosis.specimen import Specimen, elements, first, local, text_of
from adapter.security.diagnosis.values import FAULT_PREFIXES, Cause, Diagnosis, ReferenceCheck, Step, Verdict, short
from adapter.security.envelope import Envelope, open_envelope, require_understood
from adapter.security.errors import NotUnderstood, SecurityError, UnsupportedAlgorithm
from adapter.security.freshness import require_fresh
from adapter.security.header import SecurityHeader, read_security
from adapter.security.policy import POLICY, SecurityPolicy
from adapter.security.references import verify_references
from adapter.security.token import Find, nobody, read_token
from adapter.security.verify import Trust, verify

_TITLES = {
    1: "Bita dan XML",
    2: "Susunan Envelope",
    3: "Header Security",
    4: "Sertifikat penanda tangan",
    5: "Nilai tanda tangan",
    6: "Rujukan dan digest",
    7: "Kesegaran Timestamp",
    8: "Pengulangan (replay)",
}
_LAST = 8
_REPLAY = (
    "Tidak terlihat dari satu pesan: layanan menolak tanda tangan yang pernah diterimanya, jadi jangan kirim dua kali."
)


@dataclass(frozen=True, slots=True)
class _Court:
    """By what a message is judged."""

    find: Find
    trust: Trust
    now: datetime
    policy: SecurityPolicy


@dataclass(slots=True)
class _Notes:
    """What is noted on the way: which of the pipeline's steps passed, findings and causes."""

    passed: dict[int, bool] = field(default_factory=dict)
    findings: dict[int, tuple[str, ...]] = field(default_factory=dict)
    causes: list[Cause] = field(default_factory=list)
    references: tuple[ReferenceCheck, ...] = ()
    signed_info: bytes | None = None


def diagnose(
    raw: bytes, *, trust: Trust, now: datetime, find: Find = nobody, policy: SecurityPolicy = POLICY
) -> Diagnosis:
    """Say of `raw`, any bytes at all, what the pipeline says and why. Raises nothing of its own.

    Nothing is fetched, stored or logged; the cost is bounded. Not seen: replay, the contract, and the partner's rights.
    """
    court = _Court(find, trust, now, policy)
    error = _verdict(raw, court)
    notes = _Notes()
    opened = open_outside(raw, policy)
    notes.findings[1] = (f"{len(raw)} bita" + (f", {opened.encoding}" if opened.encoding else ""),)
    notes.passed[1] = not opened.causes
    notes.causes += opened.causes
    if opened.root is not None:
        _look(Specimen(opened.text, opened.root), opened, court, notes)
    return _sum_up(error, notes, now)


def _verdict(raw: bytes, court: _Court) -> SecurityError | None:
    try:
        verify(raw, court.trust, court.now, find=court.find, policy=court.policy)
    except SecurityError as error:
        return error
    return None


def _look(specimen: Specimen, opened: Opened, court: _Court, notes: _Notes) -> None:
    """The pipeline's steps one by one, each tried even where another has failed, and what explains their failure."""
    envelope = _envelope(opened, court, notes)
    security = _header(envelope, notes)
    certificate = _certificate(specimen, security, court, notes)
    notes.findings[2] = _told_shape(specimen)
    notes.causes += [*structure.shape(specimen), *structure.header(specimen)]
    notes.causes += [*structure.algorithms(specimen, court.policy)]
    budget = Budget()
    _signature(specimen, certificate, court, notes, budget)
    if envelope is not None and security is not None:
        _attempt(6, notes, lambda: verify_references(envelope, security, court.policy))
    _time(specimen, court, notes)
    notes.references, causes = check_references(specimen, budget)
    notes.causes += [*structure.coverage(specimen), *causes]


def _envelope(opened: Opened, court: _Court, notes: _Notes) -> Envelope | None:
    try:
        envelope = open_envelope(opened.text, court.policy.max_bytes, court.policy.max_elements)
        notes.passed[2] = False
        require_understood(envelope)
        notes.passed[2] = True
    except NotUnderstood:
        notes.causes.append(structure.not_understood(Specimen(opened.text, envelope.root)))
    except SecurityError:
        notes.passed[2] = False
        return None
    return envelope


def _header(envelope: Envelope | None, notes: _Notes) -> SecurityHeader | None:
    if envelope is None:
        return None
    security = _attempt(3, notes, lambda: read_security(envelope))
    if security is not None:
        parts = [short(local(part)) for part in elements(envelope.security)]
        notes.findings[3] = (", ".join(parts), f"{len(security.references)} Reference")
    return security


def _certificate(
    specimen: Specimen, security: SecurityHeader | None, court: _Court, notes: _Notes
) -> Certificate | None:
    if security is not None:
        _attempt(4, notes, partial(_usable, security, court))
    shown = certificates.look_at_certificate(specimen, court.find, court.trust, court.now)
    notes.causes += shown.causes
    if shown.certificate is not None:
        notes.findings[4] = certificates.told(shown.certificate)
    return shown.certificate


def _usable(security: SecurityHeader, court: _Court) -> Certificate:
    certificate = read_token(security.token, security.key_info, court.find, court.now)
    court.trust(certificate)
    certificate.require_usable(court.now)
    return certificate


def _signature(
    specimen: Specimen, certificate: Certificate | None, court: _Court, notes: _Notes, budget: Budget
) -> None:
    signed_info = specimen.signed_info
    if signed_info is None:
        return
    data = Canonicalisation.declared(first(signed_info, n.C14N_METHOD))(signed_info)
    notes.signed_info = data
    algorithm = specimen.signature_method
    notes.findings[5] = (f"SignatureMethod {short(algorithm)}",)
    if certificate is None:
        return
    key = certificate.key
    try:
        court.policy.verify_signature(algorithm, key, decode_base64(text_of(specimen.signature_value)), data)
        notes.passed[5] = True
    except UnsupportedAlgorithm:
        notes.passed[5] = False
        notes.causes += structure.unfit_key(algorithm, key, court.policy)
    except SecurityError:
        notes.passed[5] = False
        notes.causes += explain_signature(specimen, key, budget)


def _time(specimen: Specimen, court: _Court, notes: _Notes) -> None:
    timestamp = specimen.timestamp
    if timestamp is None:
        return
    notes.findings[7] = times.told(timestamp, court.now)
    if _attempt(7, notes, lambda: require_fresh(timestamp, court.now, court.policy)) is None:
        notes.causes += times.look_at_time(timestamp, court.now, court.policy)


_Given = TypeVar("_Given")


def _attempt(number: int, notes: _Notes, step: Callable[[], _Given]) -> _Given | None:
    """Carry out one step of the pipeline and note whether it passes."""
    try:
        given = step()
    except SecurityError:
        notes.passed[number] = False
        return None
    notes.passed[number] = True
    return given


def _told_shape(specimen: Specimen) -> tuple[str, ...]:
    version = {n.SOAP11: "SOAP 1.1", n.SOAP12: "SOAP 1.2"}.get(specimen.version or "", "bukan SOAP")
    inside = [f"Body berisi {local(child)[:60]}" for child in elements(specimen.body)[:1]]
    return (version, *inside)


def _sum_up(error: SecurityError | None, notes: _Notes, now: datetime) -> Diagnosis:
    fault = None if error is None else f"{FAULT_PREFIXES.get(error.namespace, '')}:{error.local_name}"
    causes = () if fault is None else tuple(_causes(fault, notes))
    steps = (_step(number, fault, causes, notes) for number in _TITLES)
    return Diagnosis(fault, now, tuple(steps), notes.references, causes, notes.signed_info)


def _causes(fault: str, notes: _Notes) -> Iterator[Cause]:
    """Each once, in the order of the steps, and not too many; none for a step that the pipeline passes."""
    found = [one for one in dict.fromkeys(notes.causes) if not notes.passed.get(one.step)]
    yield from islice(sorted(found, key=lambda one: one.step), limits.MAX_PROBLEMS)
    if not found:
        yield likely("TIDAK_DIKENALI", fault=fault)


def _step(number: int, fault: str | None, causes: tuple[Cause, ...], notes: _Notes) -> Step:
    if number == _LAST:
        return Step(number, _TITLES[number], "TIDAK_DIPERIKSA", (_REPLAY,))
    return Step(number, _TITLES[number], _judged(number, fault, causes, notes), notes.findings.get(number, ()))


def _judged(number: int, fault: str | None, causes: tuple[Cause, ...], notes: _Notes) -> Verdict:
    if fault is None:
        return "LULUS"
    passed = notes.passed.get(number)
    if passed is None:
        # Not reached by the pipeline: what is seen to be wrong is wrong, but nothing here vouches for the rest.
        return "GAGAL" if any(one.step == number for one in causes) else "TIDAK_DIPERIKSA"
    return "LULUS" if passed else "GAGAL"
