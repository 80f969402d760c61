"""Signing a PDF with the server's own signer (PAdES, ISO 32000-2: the CMS signature inside of the file).

pyHanko is imported only when a file is signed: it takes half of the second in which a server is up.
"""

import io
from typing import TYPE_CHECKING, Any, Final

from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature

from adapter.errors import OperatorError
from adapter.security import names as n
from adapter.security.algorithms import SIGNATURES
from adapter.security.signer import Signer

if TYPE_CHECKING:
    from pyhanko.sign.signers import Signer as PdfKey

FIELD: Final = "TandaTanganBKN"
_MECHANISMS: Final = {
    n.RSA_SHA256: ("sha256", "sha256_rsa"),
    n.RSA_SHA384: ("sha384", "sha384_rsa"),
    n.RSA_SHA512: ("sha512", "sha512_rsa"),
    n.ECDSA_SHA256: ("sha256", "sha256_ecdsa"),
    n.ECDSA_SHA384: ("sha384", "sha384_ecdsa"),
    n.ECDSA_SHA512: ("sha512", "sha512_ecdsa"),
}
"""Digest and mechanism in CMS. PSS and Ed25519 are left out: widespread readers of PDF do not know them."""
_CERTIFICATE_ROOM: Final = 8192
"""Bytes kept free in the file for the signature: a certificate of 3 KB and RSA of 4096 bits leave room."""


def require_pdf_signer(signer: Signer) -> None:
    """Refuse a key that cannot sign a PDF. Raises OperatorError."""
    if signer.algorithm not in _MECHANISMS:
        name = SIGNATURES[signer.algorithm].name
        raise OperatorError(f"a PDF cannot be signed by {name}; use a server key that signs by RSA or ECDSA")


def sign_pdf(raw: bytes, signer: Signer, *, reason: str) -> bytes:
    """`raw` with a signature appended. Raises OperatorError where the signer's algorithm is none of PDF's.

    The signature says no time of its own: a journal's seal and the file's text say when. Nothing is fetched.
    """
    require_pdf_signer(signer)
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter  # noqa: PLC0415 - see above
    from pyhanko.sign import fields, signers  # noqa: PLC0415 - see above

    digest, _ = _MECHANISMS[signer.algorithm]
    meta = signers.PdfSignatureMetadata(
        field_name=FIELD,
        md_algorithm=digest,
        reason=reason,
        subfilter=fields.SigSeedSubFilter.PADES,
        signer_key_usage={"digital_signature"},
    )
    signed = signers.sign_pdf(
        IncrementalPdfFileWriter(io.BytesIO(raw)), meta, _pdf_key(signer), bytes_reserved=2 * _CERTIFICATE_ROOM
    )
    return bytes(signed.getvalue())


def _pdf_key(signer: Signer) -> "PdfKey":
    from asn1crypto import algos, x509  # noqa: PLC0415 - with pyHanko
    from pyhanko.sign.signers import Signer as PdfKey  # noqa: PLC0415 - see above

    _, mechanism = _MECHANISMS[signer.algorithm]

    class OurKey(PdfKey):
        """Whoever keeps the key: it is only asked to sign."""

        async def async_sign_raw(self, data: bytes, digest_algorithm: str, dry_run: Any = False) -> bytes:  # noqa: ANN401, ARG002 - pyHanko's
            """The signature over `data`, as CMS writes it."""
            return _as_cms(signer, data)

    return OurKey(
        signing_cert=x509.Certificate.load(signer.certificate),
        signature_mechanism=algos.SignedDigestAlgorithm({"algorithm": mechanism}),
    )


def _as_cms(signer: Signer, data: bytes) -> bytes:
    """XML Signature's value, which CMS has too, but for ECDSA: there r and s stand in DER."""
    value = signer.sign(data)
    if not _MECHANISMS[signer.algorithm][1].endswith("_ecdsa"):
        return value
    half = len(value) // 2
    return encode_dss_signature(int.from_bytes(value[:half]), int.from_bytes(value[half:]))
