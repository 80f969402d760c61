"""The catalogue of causes: what a partner reads, and what they should do. Here, those of steps 3 and 4.

Codes are for programs and tests; sentences take their facts in braces. What concerns the bytes and the Envelope is in
mistakes_outside.py; the signature itself, the digests and the time are in mistakes_signed.py.
"""

from dataclasses import dataclass, replace

from adapter.security.diagnosis.mistakes_outside import OUTSIDE
from adapter.security.diagnosis.mistakes_signed import SIGNED
from adapter.security.diagnosis.values import Cause, short

_HEADER = {
    "SECURITY_UNTUK_PIHAK_LAIN": (
        "Header Security ditujukan kepada {actor}, bukan kepada layanan ini.",
        "Kosongkan actor/role pada header Security (di WSS4J: actor; di CXF: ws-security.actor).",
    ),
    "TIDAK_ADA_SECURITY": (
        "Pesan tidak mempunyai header Security: tidak ada tanda tangan sama sekali.",
        "Aktifkan WS-Security pada klien; namespace-nya oasis-200401-wss-wssecurity-secext-1.0.xsd.",
    ),
    "NAMESPACE_WSSE": (
        "Header Security memakai namespace {namespace}, yang bukan WS-Security 1.0/1.1.",
        "Gunakan http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-secext-1.0.xsd.",
    ),
    "NAMESPACE_WSU": (
        "Timestamp memakai namespace {namespace}, sehingga Timestamp dan semua wsu:Id tidak dikenali.",
        "Gunakan http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-utility-1.0.xsd.",
    ),
    "KUNCI_SIMETRIS": (
        "Pesan memakai kunci simetris ({name}): kebijakan SymmetricBinding atau SecureConversation.",
        "Pilih AsymmetricBinding dengan sertifikat X.509 (WCF: MutualCertificate, bukan sesi atau DerivedKeys).",
    ),
    "TIDAK_ADA_TANDA_TANGAN": (
        "Header Security tidak berisi ds:Signature.",
        "Tambahkan tanda tangan; di WSS4J action harus memuat Signature dan Timestamp.",
    ),
    "TIMESTAMP_TIDAK_ADA": (
        "Header Security tidak berisi wsu:Timestamp.",
        "Tambahkan Timestamp (Created dan Expires) dan tanda tangani; di WSS4J action `Timestamp Signature`.",
    ),
    "BAGIAN_BERULANG": ("{name} ada {count} kali di dalam Security.", "Tulis {name} satu kali saja."),
    "BAGIAN_ASING": (
        "{name} tidak mempunyai tempat di dalam {parent}.",
        "Hapus {name}; Security berisi BinarySecurityToken, Timestamp, dan Signature saja (tanpa UsernameToken).",
    ),
    "SUSUNAN_SIGNATURE": (
        "{parent} harus berisi {expected}, berurutan; yang ada: {found}.",
        "Susun ds:Signature menurut skemanya: SignedInfo, SignatureValue, KeyInfo; tanpa ds:Object.",
    ),
    "JUMLAH_REFERENCE": (
        "SignedInfo memuat {count} Reference; paling banyak {most}.",
        "Rujuk Body, Timestamp, token, dan header WS-Addressing saja.",
    ),
    "URI_KOSONG": (
        'Sebuah Reference memakai URI="", yaitu seluruh dokumen: ini XML Signature biasa, bukan WS-Security.',
        "Rujuk Body, Timestamp, dan BinarySecurityToken satu per satu melalui wsu:Id-nya.",
    ),
    "URI_LUAR": ("Sebuah Reference menunjuk ke luar pesan: {uri}.", "Rujuk hanya bagian pesan, sebagai #wsu:Id."),
    "C14N_INKLUSIF_DINYATAKAN": (
        "{where} menyebut C14N inklusif; layanan ini hanya menerima C14N eksklusif.",
        "Pilih http://www.w3.org/2001/10/xml-exc-c14n# untuk CanonicalizationMethod dan setiap Transform.",
    ),
    "C14N_KOMENTAR_DINYATAKAN": (
        "{where} menyebut C14N dengan komentar (WithComments).",
        "Pilih http://www.w3.org/2001/10/xml-exc-c14n# tanpa #WithComments.",
    ),
    "TRANSFORM_ENVELOPED": (
        "{where} memakai transform enveloped-signature; itu bawaan node-soap dan pustaka XML Signature umum.",
        "Pakai satu transform saja, C14N eksklusif (node-soap: hapus enveloped-signature dari `transforms`).",
    ),
    "STR_TRANSFORM": (
        "{where} memakai STR-Transform.",
        "Rujuk wsu:Id BinarySecurityToken langsung dengan C14N eksklusif (WSS4J: `Token`, bukan `STRTransform`).",
    ),
    "TRANSFORM_TIDAK_ADA": (
        "{where} tidak mempunyai Transform, yang berarti C14N inklusif.",
        "Tulis satu Transform http://www.w3.org/2001/10/xml-exc-c14n# pada setiap Reference.",
    ),
    "TRANSFORM_LAIN": (
        "{where} menyebut {algorithm}, yang tidak diterima.",
        "Pakai tepat satu transform, http://www.w3.org/2001/10/xml-exc-c14n#.",
    ),
}
_TOKEN = {
    "KEYINFO_LAIN": (
        "KeyInfo berisi {found}, bukan SecurityTokenReference.",
        "Tulis SecurityTokenReference yang menunjuk BinarySecurityToken (WSS4J: keyIdentifier `DirectReference`).",
    ),
    "SERTIFIKAT_DI_KEYINFO": (
        "KeyInfo memuat sertifikat itu sendiri ({name}), bukan rujukan kepadanya.",
        "Pindahkan sertifikat ke BinarySecurityToken dan rujuk wsu:Id-nya (SoapUI: Key Identifier Type "
        "`Binary Security Token`).",
    ),
    "NOMOR_SERI_HEKSADESIMAL": (
        "X509SerialNumber ditulis heksadesimal ({found}).",
        "Tulis nomor seri sebagai bilangan desimal (.NET: BigInteger dari GetSerialNumber(), bukan SerialNumber).",
    ),
    "PENGENAL_SERTIFIKAT_SALAH_TULIS": (
        "KeyIdentifier menunjuk sertifikat yang dikenal, tetapi nilainya ditulis sebagai {found}.",
        "Tulis base64 dari 20 bita sidik jari SHA-1 DER, atau dari isi subjectKeyIdentifier tanpa pembungkus DER.",
    ),
    "TOKEN_TIDAK_ADA": (
        "KeyInfo menunjuk token {uri}, tetapi di Security tidak ada BinarySecurityToken.",
        "Sertakan BinarySecurityToken; pastikan perantara tidak membuangnya.",
    ),
    "TOKEN_ID_BEDA": (
        "KeyInfo menunjuk token {uri}, padahal wsu:Id token itu {id}.",
        "Samakan URI pada wsse:Reference dengan wsu:Id BinarySecurityToken (bukan Id tanpa awalan wsu).",
    ),
    "VALUETYPE_TOKEN": (
        "ValueType token adalah {found}; yang diterima hanya satu sertifikat X.509 v3 dalam base64.",
        "Pakai ValueType …x509-token-profile-1.0#X509v3 dan EncodingType …#Base64Binary (bukan PKIPath atau PKCS7).",
    ),
    "TOKEN_PEM": (
        "Token memuat baris -----BEGIN CERTIFICATE-----: berkas PEM disalin utuh.",
        "Tulis hanya base64 dari DER: isi PEM tanpa baris BEGIN dan END.",
    ),
    "TOKEN_RUSAK": (
        "Isi BinarySecurityToken tidak dapat dibaca sebagai sertifikat.",
        "Tulis DER sertifikat dalam base64 satu kali, tanpa huruf lain.",
    ),
    "SERTIFIKAT_TIDAK_DIKENAL": (
        "KeyInfo menyebut sertifikat ({name}) tanpa menyertakannya, dan di sini tidak ada yang bernama demikian.",
        "Sertakan BinarySecurityToken, atau daftarkan sertifikat itu pada BKN.",
    ),
    "TOKEN_BUKAN_YANG_DISEBUT": (
        "Sertifikat di dalam token bukan yang disebut KeyInfo ({name}).",
        "Pakai sertifikat yang sama untuk token dan KeyInfo; biasanya salah satu masih yang lama.",
    ),
    "SERTIFIKAT_TIDAK_TERDAFTAR": (
        "Sertifikat {subject} (SHA-256 {sha256}) tidak terdaftar, atau ditangguhkan, dikeluarkan, atau dicabut.",
        "Kirim sertifikat (PEM, tanpa kunci privat) kepada narahubung BKN; operator mendaftarkannya dengan "
        "`jembatan partner add`. Cocokkan SHA-256-nya melalui saluran lain.",
    ),
    "SERTIFIKAT_KEDALUWARSA": (
        "Sertifikat berakhir pada {until}.",
        "Mintalah sertifikat baru, daftarkan pada BKN, lalu pakai untuk menandatangani.",
    ),
    "SERTIFIKAT_BELUM_BERLAKU": (
        "Sertifikat baru berlaku mulai {since}.",
        "Tunggu sampai saat itu, atau periksa jam komputer yang menerbitkannya.",
    ),
    "SERTIFIKAT_BUKAN_TANDA_TANGAN": (
        "Sertifikat tidak mempunyai keyUsage digitalSignature.",
        "Mintalah sertifikat dengan keyUsage digitalSignature (sertifikat TLS atau enkripsi saja tidak cukup).",
    ),
}


@dataclass(frozen=True, slots=True)
class Mistake:
    """One known cause: the step of the pipeline that it fails, and its texts."""

    step: int
    sentence: str
    action: str


MISTAKES = {
    code: Mistake(step, *texts)
    for step, table in (*OUTSIDE, (3, _HEADER), (4, _TOKEN), *SIGNED)
    for code, texts in table.items()
}
"""Every cause that can be named, by its code."""


def cause(code: str, **facts: object) -> Cause:
    """A proven cause with its facts, which are shortened: some come from the message."""
    mistake = MISTAKES[code]
    told = {name: short(value) for name, value in facts.items()}
    return Cause(code, mistake.step, mistake.sentence.format(**told), mistake.action.format(**told), proven=True)


def likely(code: str, **facts: object) -> Cause:
    """The same, where it is only the likeliest."""
    return replace(cause(code, **facts), proven=False)
