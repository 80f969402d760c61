"""Whose signature stands on a berita acara: the caller's own, under a certificate with which it may sign today."""

from lxml import etree

from adapter.agreements.operation import Call
from adapter.errors import SignatureNotAccepted
from adapter.journal.minutes_document import Opened
from adapter.journal.papers import MinutesPaper
from adapter.security import Certificate, FailedAuthentication, SecurityError
from adapter.security import errors as security
from adapter.security.canonical import canonical
from adapter.security.document import verify_document

_SENTENCES: dict[type[SecurityError], str] = {
    security.FailedCheck: "tanda tangan atau digest tidak cocok dengan isi berita acara",
    security.UnsupportedAlgorithm: "algoritme tanda tangan, digest, atau kanonikalisasi tidak diterima",
    security.InvalidSecurityToken: "sertifikat penandatangan kedaluwarsa, belum berlaku, atau bukan untuk tanda tangan",
    security.FailedAuthentication: "sertifikat penandatangan bukan, atau tidak lagi, milik pihak pengirim",
}
_OTHERWISE = "bentuk tanda tangan tidak menurut berita-acara.xsd dan petunjuknya"


def callers_signature(call: Call, paper: MinutesPaper, opened: Opened) -> tuple[etree._Element, Certificate] | None:
    """The caller's signature and certificate, or None where it has not signed this document.

    A signature that is kept already may stand beside it; any other one by somebody else is refused:
    SignatureNotAccepted, as for one that does not hold.
    """
    kept = {known.signature for known in paper.signatures if known.side != call.caller.value}
    own = [signature for signature in opened.signatures if canonical(signature) not in kept]
    if len(own) > 1:
        raise SignatureNotAccepted("hanya tanda tangan pengirim sendiri yang boleh ditambahkan")
    return (own[0], _verified(call, own[0], opened)) if own else None


def _verified(call: Call, signature: etree._Element, opened: Opened) -> Certificate:
    try:
        certificate = verify_document(signature, opened.element)
        certificate.require_usable(call.now)
        _require_caller(call, certificate)
    except SecurityError as error:
        raise SignatureNotAccepted(_SENTENCES.get(type(error), _OTHERWISE)) from error
    return certificate


def _require_caller(call: Call, certificate: Certificate) -> None:
    """Removed, suspended, revoked or another partner's: as for messages. Raises FailedAuthentication."""
    if call.signers is None:
        raise TypeError("a call that carries signatures must know who may sign")
    if call.agreement.code not in call.signers.signs_for(call.session, certificate, call.now):
        raise FailedAuthentication("the certificate signs for another agreement")
