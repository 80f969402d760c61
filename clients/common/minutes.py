"""Berita acara, signed by both parties: it is valid only with both signatures."""

from base64 import b64decode, b64encode

from adapter.agreements.kerja_sama.minutes import messages as m
from adapter.agreements.kerja_sama.periods import PeriodeLaporan
from adapter.agreements.terms import Side
from adapter.errors import JembatanError
from adapter.journal.minutes_document import Minutes as Document
from adapter.journal.minutes_document import Opened, contain, read, write
from adapter.security import Certificate, SecurityError, parse_certificate
from adapter.security.canonical import canonical
from adapter.security.document import sign_document, verify_document
from clients.caller import Caller
from clients.errors import AnswerRejected


class Minutes(Caller):
    """The operations on berita acara; answered after the agreement's end too."""

    def sampaikanBeritaAcara(self, dokumen: bytes, *, idPesan: str | None = None) -> m.SampaikanBeritaAcaraJawaban:
        """Propose a berita acara: the XML of its container, with your signature or without one."""
        request = m.SampaikanBeritaAcara(
            kepala=self.administration(message_id=idPesan), dokumen=b64encode(dokumen).decode()
        )
        return self.common(request, m.SampaikanBeritaAcaraJawaban)

    def tandaTanganiBeritaAcara(self, nomorBeritaAcara: str, dokumen: bytes) -> m.TandaTanganiBeritaAcaraJawaban:
        """Send a berita acara back with your signature; `sign_minutes` puts it there."""
        request = m.TandaTanganiBeritaAcara(
            kepala=self.administration(), nomorBeritaAcara=nomorBeritaAcara, dokumen=b64encode(dokumen).decode()
        )
        return self.common(request, m.TandaTanganiBeritaAcaraJawaban)

    def ambilBeritaAcara(
        self, nomorBeritaAcara: str | None = None, *, periode: PeriodeLaporan | None = None
    ) -> m.AmbilBeritaAcaraJawaban:
        """One berita acara with its document, or the states of all."""
        request = m.AmbilBeritaAcara(kepala=self.administration(), nomorBeritaAcara=nomorBeritaAcara, periode=periode)
        return self.common(request, m.AmbilBeritaAcaraJawaban)

    def fetch_minutes(self, nomorBeritaAcara: str) -> tuple[m.KeadaanBeritaAcara, Opened]:
        """One berita acara, its document taken apart. Raises AnswerRejected for a signature that does not hold.

        Of the other party's signature it is checked that its certificate is trusted; read the numbers before you sign.
        """
        (state,) = self.ambilBeritaAcara(nomorBeritaAcara).beritaAcara
        try:
            opened = read(b64decode(state.dokumen or ""))
            certificates = [verify_document(signature, opened.element) for signature in opened.signatures]
        except (JembatanError, ValueError) as error:
            raise AnswerRejected(f"{nomorBeritaAcara}: the document cannot be believed: {error}") from error
        for certificate in certificates:
            self._require_known(certificate, nomorBeritaAcara)
        self._require_asked_for(opened, nomorBeritaAcara)
        if state.sah and len({certificate.thumbprint for certificate in certificates}) < len(Side):
            raise AnswerRejected(f"{nomorBeritaAcara}: is said to be SAH, but does not have both parties' signatures")
        return state, opened

    def _require_asked_for(self, opened: Opened, number: str) -> None:
        """Or you would sign another document than the one that you named."""
        said, agreement = opened.minutes, self.agreement
        named = agreement.partner.number, agreement.bkn.number
        if said.number != number or (said.partner_number, said.bkn_number) != named:
            raise AnswerRejected(f"{number}: another document came, {said.number} of {said.partner_number}")

    def _require_known(self, certificate: Certificate, number: str) -> None:
        if self._is_mine(certificate):
            return
        try:
            self._connection.trusted.require(certificate)
        except SecurityError as error:
            raise AnswerRejected(f"{number}: a signature on it is neither yours nor BKN's") from error

    def _is_mine(self, certificate: Certificate) -> bool:
        return certificate.thumbprint == parse_certificate(self._connection.signer.certificate).thumbprint

    def sign_minutes(self, opened: Opened) -> bytes:
        """The container with your signature beside the other party's; one of your own that it has gives way to it."""
        mine = sign_document(opened.element, self._connection.signer)
        theirs = [one for one in opened.signatures if not self._is_mine(verify_document(one, opened.element))]
        return contain(canonical(opened.element), *map(canonical, (*theirs, mine)))

    def minutes_text(self, opened: Opened) -> str:
        """The container as text, to be kept."""
        return contain(canonical(opened.element), *map(canonical, opened.signatures)).decode()

    def propose_minutes(self, minutes: Document, *, sign: bool = True) -> m.SampaikanBeritaAcaraJawaban:
        """Propose a berita acara of your own numbers, signed unless you say otherwise."""
        container = contain(write(minutes))
        return self.sampaikanBeritaAcara(self.sign_minutes(read(container)) if sign else container)
