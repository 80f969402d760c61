"""Records messages that WSS4J, the library under Apache CXF, has signed: `python -m tests.interop.record`.

Needs a JDK and Maven. The keys are made for it and thrown away; the certificates stay beside the messages.
"""

import tempfile
import uuid
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa
from cryptography.hazmat.primitives.asymmetric.types import CertificatePublicKeyTypes
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import NameOID
from lxml import etree

from adapter.security import names as n
from adapter.security import wrap
from tests.interop import java_tools
from tests.support import forge

MESSAGES = Path(__file__).with_name("messages")
SIGNED_AT = datetime(2026, 11, 20, 2, 0, tzinfo=UTC)
"""What WSS4J took for the time: the Timestamp's Created."""

MORE = "http://www.w3.org/2001/04/xmldsig-more#"
KEYS = {
    "rsa": lambda: rsa.generate_private_key(65537, 2048),
    "p256": lambda: ec.generate_private_key(ec.SECP256R1()),
    "p384": lambda: ec.generate_private_key(ec.SECP384R1()),
    "ed25519": ed25519.Ed25519PrivateKey.generate,
}
BODY, BODY12, TIME, TOKEN, TO, ACTION, MESSAGE_ID, REPLY_TO = (
    f"{{}}{tag}"
    for tag in (
        *(f"{{{version}}}Body" for version in (n.SOAP11, n.SOAP12)),
        n.TIMESTAMP,
        n.TOKEN,
        *(f"{{{n.WSA}}}{name}" for name in ("To", "Action", "MessageID", "ReplyTo")),
    )
)
ACTION_URI = "urn:id:go:bkn:pks:kerjasama:v1:cekStatusPerjanjian"
DIRECT = {"signatureKeyIdentifier": "DirectReference", "signatureParts": f"{BODY};{TIME};{TOKEN}"}
WITHOUT_TOKEN = {"signatureParts": f"{BODY};{TIME}"}
BY_SERIAL = {**WITHOUT_TOKEN, "signatureKeyIdentifier": "IssuerSerial"}
AND_TOKEN = {**DIRECT, "includeSignatureToken": "true"}
DEFAULT = {
    "action": "Timestamp Signature",
    "signatureAlgorithm": n.RSA_SHA256,
    "signatureDigestAlgorithm": n.SHA256,
}
STYLES: dict[str, dict[str, str]] = {
    "rsa_direct": DIRECT,
    "rsa_soap12": {**DIRECT, "signatureParts": f"{BODY12};{TIME};{TOKEN}"},
    "rsa_addressing": {**DIRECT, "signatureParts": ";".join((BODY, TIME, TOKEN, TO, ACTION, MESSAGE_ID, REPLY_TO))},
    "rsa_without-prefix-lists": {**DIRECT, "addInclusivePrefixes": "false"},
    "rsa_signature-first": {**DIRECT, "action": "Signature Timestamp"},
    "rsa_sha512": {**DIRECT, "signatureAlgorithm": f"{MORE}rsa-sha512", "signatureDigestAlgorithm": "http://www.w3.org/2001/04/xmlenc#sha512"},
    "rsa_sha384": {**DIRECT, "signatureAlgorithm": f"{MORE}rsa-sha384", "signatureDigestAlgorithm": f"{MORE}sha384"},
    "rsa_pss": {**DIRECT, "signatureAlgorithm": "http://www.w3.org/2007/05/xmldsig-more#sha256-rsa-MGF1"},
    "rsa_issuer-serial": BY_SERIAL,
    "rsa_issuer-serial-quoted": {**WITHOUT_TOKEN, "signatureKeyIdentifier": "IssuerSerialQuoteFormat"},
    "rsa_ski": {**WITHOUT_TOKEN, "signatureKeyIdentifier": "SKIKeyIdentifier"},
    "rsa_thumbprint": {**WITHOUT_TOKEN, "signatureKeyIdentifier": "Thumbprint"},
    "rsa_issuer-serial-and-token": {**AND_TOKEN, "signatureKeyIdentifier": "IssuerSerial"},
    "rsa_thumbprint-and-token": {**AND_TOKEN, "signatureKeyIdentifier": "Thumbprint"},
    "p256_direct": {**DIRECT, "signatureAlgorithm": n.ECDSA_SHA256},
    "p256_issuer-serial": {**BY_SERIAL, "signatureAlgorithm": n.ECDSA_SHA256},
    "p384_direct": {**DIRECT, "signatureAlgorithm": f"{MORE}ecdsa-sha384", "signatureDigestAlgorithm": f"{MORE}sha384"},
    "ed25519_direct": {**DIRECT, "signatureAlgorithm": "http://www.w3.org/2021/04/xmldsig-more#eddsa-ed25519"},
    "rsa_refused-sha1": {**DIRECT, "signatureAlgorithm": f"{n.DS}rsa-sha1"},
    "rsa_refused-sha1-digests": {**DIRECT, "signatureDigestAlgorithm": f"{n.DS}sha1"},
    "rsa_refused-str-transform": {**DIRECT, "signatureParts": f"{BODY};{TIME};STRTransform"},
    "rsa_refused-chain": {**DIRECT, "useSingleCertificate": "false"},
    "rsa_refused-body-only": {**DIRECT, "signatureParts": BODY},
    "rsa_refused-no-timestamp": {**DIRECT, "action": "Signature", "signatureParts": f"{BODY};{TOKEN}"},
    "rsa_refused-key-value": {**WITHOUT_TOKEN, "signatureKeyIdentifier": "KeyValue"},
    "rsa_refused-embedded": {**WITHOUT_TOKEN, "signatureKeyIdentifier": "X509KeyIdentifier"},
}  # fmt: skip
"""Name of a key and of a style, and what WSS4J is told. Where `refused` is said, it is by our policy."""


def main() -> None:
    """Make keys, sign in every style, and put messages and certificates in place of the old ones."""
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        _make_keys(work)
        for name, told in STYLES.items():
            _write_order(work, name, told)
        orders = [str(work / f"{name}.properties") for name in STYLES]
        said = java_tools.run(java_tools.build(work / "build"), "Recorder", SIGNED_AT.isoformat(), *orders)
        if failed := [line for line in said if not line.startswith("recorded")]:
            raise java_tools.JavaFailed("\n".join(failed))
        MESSAGES.mkdir(exist_ok=True)
        for old in MESSAGES.iterdir():
            old.unlink()
        for made in (*work.glob("*.xml"), *work.glob("*.crt")):
            (MESSAGES / made.name).write_bytes(made.read_bytes())


def _make_keys(work: Path) -> None:
    authority = rsa.generate_private_key(65537, 2048)
    for name, make in KEYS.items():
        key = make()
        certificate = _certificate(name, key.public_key()).sign(authority, hashes.SHA256())
        (work / f"{name}.crt").write_bytes(certificate.public_bytes(Encoding.PEM))
        java_tools.write_key_store(work / f"{name}.p12", name, key, certificate)


def _issuer(name: str) -> x509.Name:
    """A name of several parts with a comma in one: so issuers are called, and so comparing them goes wrong."""
    parts = {NameOID.COUNTRY_NAME: "ID", NameOID.ORGANIZATION_NAME: "Contoh", NameOID.COMMON_NAME: "Otoritas Uji, 1"}
    if name == "p256":
        # Java writes its type as an OID and its value in hexadecimal DER.
        parts[NameOID.EMAIL_ADDRESS] = "otoritas@contoh.example"
    return x509.Name([x509.NameAttribute(oid, value) for oid, value in parts.items()])


def _certificate(name: str, key: CertificatePublicKeyTypes) -> x509.CertificateBuilder:
    usages = ("content_commitment", "key_encipherment", "data_encipherment", "key_agreement", "key_cert_sign")
    others = dict.fromkeys((*usages, "crl_sign", "encipher_only", "decipher_only"), False)
    return (
        x509.CertificateBuilder()
        .subject_name(x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, f"Mitra Uji {name}")]))
        .issuer_name(_issuer(name))
        .public_key(key)
        .serial_number(x509.random_serial_number())
        .not_valid_before(SIGNED_AT - timedelta(days=1))
        .not_valid_after(SIGNED_AT + timedelta(days=3650))
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key), critical=False)
        .add_extension(x509.KeyUsage(digital_signature=True, **others), critical=True)
    )


def _write_order(work: Path, name: str, told: dict[str, str]) -> None:
    envelope = wrap(n.SOAP12 if "soap12" in name else n.SOAP11, forge.question(SIGNED_AT))
    if "addressing" in name:
        for header, text in (
            ("To", forge.ENDPOINT),
            ("Action", ACTION_URI),
            ("MessageID", uuid.uuid4().urn),
            ("ReplyTo", ""),
        ):
            element = etree.SubElement(envelope[0], f"{{{n.WSA}}}{header}", nsmap={"wsa": n.WSA})
            element.text = text
        etree.SubElement(element, f"{{{n.WSA}}}Address").text = f"{n.WSA}/anonymous"
    (work / f"{name}.envelope").write_bytes(etree.tostring(envelope))
    key = name.partition("_")[0]
    store = "org.apache.wss4j.crypto"
    order = {
        "envelope": work / f"{name}.envelope",
        "recorded": work / f"{name}.xml",
        "user": key,
        "password": java_tools.PASSWORD,
        f"{store}.provider": "org.apache.wss4j.common.crypto.Merlin",
        f"{store}.merlin.keystore.type": "PKCS12",
        f"{store}.merlin.keystore.file": work / f"{key}.p12",
        f"{store}.merlin.keystore.password": java_tools.PASSWORD,
        **DEFAULT,
        **told,
    }
    (work / f"{name}.properties").write_text("".join(f"{option}={value}\n" for option, value in order.items()))


if __name__ == "__main__":
    main()
