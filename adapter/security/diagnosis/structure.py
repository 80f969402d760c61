"""What is wrong with the shape of a message: envelope, Security header, algorithms, and what is referenced.

All of it is seen, none of it computed. Only looked at where the pipeline has refused the message.
"""

from collections.abc import Iterator

from cryptography.hazmat.primitives.asymmetric import rsa
from lxml import etree

from adapter import limits
from adapter.security import names as n
from adapter.security.diagnosis.canonicalisation import COMMENTED, INCLUSIVE, INCLUSIVE_11, transforms_of
from adapter.security.diagnosis.mistakes import cause
from adapter.security.diagnosis.specimen import Specimen, children, elements, first, local
from adapter.security.diagnosis.values import ALGORITHM_NAMES, Cause
from adapter.security.policy import SecurityPolicy

_OPTIONAL = (None, "0", "false")
_ENVELOPED = f"{n.DS}enveloped-signature"
_STR_TRANSFORM = "#STR-Transform"
_SYMMETRIC = ("DerivedKeyToken", "SecurityContextToken")
_XOP_INCLUDE = "{http://www.w3.org/2004/08/xop/include}Include"
_PARTS = (n.TOKEN, n.TIMESTAMP, n.SIGNATURE, n.CONFIRMATION)


def shape(specimen: Specimen) -> Iterator[Cause]:
    """Step 2: one Envelope with one Body, ids that stand once, and not two Security headers for us."""
    if specimen.version is None or local(specimen.root) != "Envelope":
        name = etree.QName(specimen.root)
        yield cause("BUKAN_ENVELOPE", namespace=name.namespace or "", name=name.localname)
        return
    bodies = specimen.bodies
    expected = {f"{{{specimen.version}}}{part}" for part in ("Header", "Body")}
    for tag in sorted({str(child.tag) for child in elements(specimen.root)} - expected):
        yield cause("BAGIAN_DI_LUAR", name=local(tag))
    if len(bodies) != 1:
        yield cause("JUMLAH_BODY", count=len(bodies))
    elif (count := len(elements(specimen.body))) != 1:
        yield cause("ISI_BODY", count=count)
    for id_, bearers in specimen.ids.items():
        if len(found := {element for element, _ in bearers}) > 1:
            yield cause("ID_GANDA", id=id_, count=len(found), names=", ".join(local(one) for one, _ in bearers))
    if len(specimen.ours) > 1:
        yield cause("DUA_SECURITY", count=len(specimen.ours))


def _absent(specimen: Specimen) -> Iterator[Cause]:
    """Why there is no Security header for us."""
    named = [header for header in specimen.headers if local(header) == "Security" and header.tag != n.SECURITY]
    if specimen.securities:
        security = specimen.securities[0]
        actor = next((value for name, value in security.items() if local(name) in ("actor", "role")), "")
        yield cause("SECURITY_UNTUK_PIHAK_LAIN", actor=actor)
    elif named:
        yield cause("NAMESPACE_WSSE", namespace=etree.QName(named[0]).namespace)
    else:
        yield cause("TIDAK_ADA_SECURITY")


def not_understood(specimen: Specimen) -> Cause:
    """Which mandatory headers the pipeline can mean that does not know one."""
    flag = f"{{{specimen.version}}}mustUnderstand"
    marked = [header for header in specimen.headers if header.get(flag) not in _OPTIONAL and header.tag != n.SECURITY]
    return cause("HEADER_WAJIB_ASING", names=", ".join(map(local, marked)))


def header(specimen: Specimen) -> Iterator[Cause]:
    """Step 3: what stands in the Security header, and what it declares."""
    if specimen.version is not None and not specimen.ours:
        yield from _absent(specimen)
    if specimen.security is None:
        return
    yield from _strangers(specimen)
    for tag in _PARTS[:3]:
        if (count := len(children(specimen.security, tag))) > 1:
            yield cause("BAGIAN_BERULANG", name=local(tag), count=count)
    if specimen.timestamp is None and specimen.strange_timestamp is None:
        yield cause("TIMESTAMP_TIDAK_ADA")
    if specimen.signature is None:
        yield cause("TIDAK_ADA_TANDA_TANGAN")
        return
    yield from _declared(specimen)
    yield from _sequences(specimen)


def _strangers(specimen: Specimen) -> Iterator[Cause]:
    """What stands in the Security header and has no place there."""
    for part in elements(specimen.security):
        if part is specimen.strange_timestamp:
            yield cause("NAMESPACE_WSU", namespace=etree.QName(part).namespace)
        elif local(part) in _SYMMETRIC:
            yield cause("KUNCI_SIMETRIS", name=local(part))
        elif part.tag not in _PARTS:
            yield cause("BAGIAN_ASING", name=local(part), parent="Security")


def _sequences(specimen: Specimen) -> Iterator[Cause]:
    """Elements of a Signature that are missing, too many, or in another order than its schema's."""
    references = specimen.references
    if (count := len(children(specimen.signed_info, n.REFERENCE))) > limits.MAX_REFERENCES:
        yield cause("JUMLAH_REFERENCE", count=count, most=limits.MAX_REFERENCES)
        return
    expected = [
        (specimen.signature, (n.SIGNED_INFO, n.SIGNATURE_VALUE, n.KEY_INFO)),
        (specimen.signed_info, (n.C14N_METHOD, n.SIGNATURE_METHOD, *[n.REFERENCE] * max(1, len(references)))),
        *((one, (n.TRANSFORMS, n.DIGEST_METHOD, n.DIGEST_VALUE)) for one in references if transforms_of(one)),
    ]
    for parent, tags in expected:
        found = [str(child.tag) for child in elements(parent)]
        if parent is not None and found != list(tags):
            names = [", ".join(dict.fromkeys(map(local, some))) or "tidak ada" for some in (tags, found)]
            yield cause("SUSUNAN_SIGNATURE", parent=local(parent), expected=names[0], found=names[1])


def _declared(specimen: Specimen) -> Iterator[Cause]:
    """The canonicalisations and transforms that are named, each kind of mistake once."""
    found: dict[str, tuple[str, str]] = {}
    method = first(specimen.signed_info, n.C14N_METHOD)
    if method is not None and (code := _wrong(method.get("Algorithm", ""))):
        found[code] = ("CanonicalizationMethod", method.get("Algorithm", ""))
    for reference in specimen.references:
        uri = reference.get("URI", "")
        if not uri.startswith("#"):
            yield cause("URI_LUAR", uri=uri) if uri else cause("URI_KOSONG")
            continue
        transforms = [one.get("Algorithm", "") for one in transforms_of(reference)]
        codes = [(_wrong(one), one) for one in transforms] if transforms else [("TRANSFORM_TIDAK_ADA", "")]
        for code, algorithm in codes:
            if code is not None:
                found.setdefault(code, (f"Reference {uri}", algorithm))
    for code, (where, algorithm) in found.items():
        yield cause(code, where=where, algorithm=algorithm)


def _wrong(algorithm: str) -> str | None:
    if algorithm == n.EXC_C14N:
        return None
    if algorithm.endswith(COMMENTED):
        return "C14N_KOMENTAR_DINYATAKAN"
    if algorithm in (INCLUSIVE, INCLUSIVE_11):
        return "C14N_INKLUSIF_DINYATAKAN"
    if algorithm.endswith(_STR_TRANSFORM):
        return "STR_TRANSFORM"
    return "TRANSFORM_ENVELOPED" if algorithm == _ENVELOPED else "TRANSFORM_LAIN"


def algorithms(specimen: Specimen, policy: SecurityPolicy) -> Iterator[Cause]:
    """Steps 5 and 6: algorithms of signature and digests that the policy does not allow."""
    used = specimen.signature_method
    name = ALGORITHM_NAMES.get(used, used)
    method = first(specimen.signed_info, n.SIGNATURE_METHOD)
    if name.endswith("-SHA1") and "HMAC" not in name:
        yield cause("TANDA_TANGAN_SHA1", algorithm=name)
    elif method is not None and (used not in policy.signatures or elements(method)):
        yield cause("ALGORITME_LAIN", algorithm=name)
    for reference in specimen.references:
        digest = first(reference, n.DIGEST_METHOD)
        algorithm = "" if digest is None else digest.get("Algorithm", "")
        if digest is not None and algorithm not in policy.digests:
            part = specimen.named(reference.get("URI", "").removeprefix("#"))
            told = "sebuah Reference" if part is None else local(part)
            is_sha1 = ALGORITHM_NAMES.get(algorithm) == "SHA-1"
            yield cause("DIGEST_SHA1" if is_sha1 else "DIGEST_LAIN", part=told, algorithm=algorithm)
            return


def unfit_key(algorithm: str, key: object, policy: SecurityPolicy) -> Iterator[Cause]:
    """Step 5: why a certificate's key may not sign by an algorithm that is allowed."""
    if isinstance(key, rsa.RSAPublicKey) and key.key_size < policy.min_rsa_bits:
        yield cause("KUNCI_PENDEK", bits=key.key_size)
    elif algorithm in policy.signatures:
        kind = type(key).__name__.removesuffix("PublicKey")
        yield cause("ALGORITME_BUKAN_KUNCI", algorithm=policy.signatures[algorithm].name, kind=kind)


def coverage(specimen: Specimen) -> Iterator[Cause]:
    """Step 6: whether each reference leads to a part that is read, and each part that must be signed is."""
    if specimen.signature is None or specimen.strange_timestamp is not None:
        return
    if specimen.body is not None and next(specimen.body.iter(_XOP_INCLUDE), None) is not None:
        yield cause("XOP_DI_BODY")
    ids = [reference.get("URI", "").removeprefix("#") for reference in specimen.references]
    targets = [(id_, specimen.named(id_)) for id_ in ids if id_]
    dangling = [id_ for id_, element in targets if element is None]
    for id_ in dict.fromkeys(dangling):
        yield cause("ID_TIDAK_ADA", id=id_)
    signed = [element for _, element in targets if element is not None]
    for element in dict.fromkeys(element for element in signed if signed.count(element) > 1):
        yield cause("DIRUJUK_DUA_KALI", part=local(element))
    strays = [found for id_, element in targets if element is not None and (found := _place(specimen, id_, element))]
    yield from strays
    # Whoever names a wrong id has meant one of these.
    if not dangling and not strays:
        yield from _left_out(specimen, signed)


def _place(specimen: Specimen, id_: str, element: etree._Element) -> Cause | None:
    if element.getparent() is specimen.body:
        return cause("RUJUKAN_ANAK_BODY", part=local(element))
    parts = elements(specimen.security) if specimen.security is not None else []
    if element not in (*specimen.bodies, *specimen.headers, *parts):
        return cause("BAGIAN_TERSEMBUNYI", id=id_, part=local(element))
    attribute = next(name for bearer, name in specimen.ids[id_] if bearer is element)
    return cause("ID_TANPA_WSU", part=local(element), attribute=local(attribute)) if attribute != n.ID else None


def _left_out(specimen: Specimen, signed: list[etree._Element]) -> Iterator[Cause]:
    if specimen.body is not None and specimen.body not in signed:
        yield cause("BODY_TIDAK_DITANDATANGANI")
    if specimen.timestamp is not None and specimen.timestamp not in signed:
        yield cause("TIMESTAMP_TIDAK_DITANDATANGANI")
    if specimen.token is not None and specimen.token not in signed:
        yield cause("TOKEN_TIDAK_DITANDATANGANI")
    if any(one not in signed for one in children(specimen.security, n.CONFIRMATION)):
        yield cause("KONFIRMASI_TIDAK_DITANDATANGANI")
    for block in specimen.headers:
        if etree.QName(block).namespace == n.WSA and block not in signed:
            yield cause("WSA_TIDAK_DITANDATANGANI", part=local(block))
