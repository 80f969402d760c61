"""The catalogue of causes behind the certificate (steps 5 to 7): signature value, references and digests, Timestamp.

`{part}` is what the wrong bytes were made of: the name of a signed part, or SignedInfo.
"""

_SIGNATURE = {
    "TANDA_TANGAN_SHA1": (
        "Tanda tangan memakai {algorithm}; itu bawaan CXF dan WSS4J untuk Basic256Sha256.",
        "Di CXF atur ws-security.asymmetric.signature.algorithm = http://www.w3.org/2001/04/xmldsig-more#rsa-sha256 "
        "(di WSS4J: signatureAlgorithm).",
    ),
    "ALGORITME_LAIN": (
        "Algoritme tanda tangan {algorithm} tidak diterima.",
        "Pakai RSA-SHA256 (atau RSA-SHA384/512, RSASSA-PSS, ECDSA P-256/P-384, Ed25519), tanpa parameter.",
    ),
    "ALGORITME_BUKAN_KUNCI": (
        "SignatureMethod menyebut {algorithm}, tetapi sertifikat memuat kunci {kind}.",
        "Pilih algoritme yang sesuai dengan jenis kunci sertifikat.",
    ),
    "KUNCI_PENDEK": ("Kunci RSA sertifikat hanya {bits} bit.", "Buat kunci RSA 2048 bit atau lebih, atau kunci EC."),
    "ECDSA_DER": (
        "Nilai tanda tangan ECDSA ditulis sebagai DER (bawaan Java, OpenSSL, dan banyak pustaka lain).",
        "Tulis r dan s masing-masing sepanjang {size} bita, disambung (di Java: SHA256withECDSAinP1363Format).",
    ),
    "ECDSA_PANJANG": (
        "Nilai tanda tangan ECDSA bukan r dan s masing-masing {size} bita.",
        "Isi r dan s dengan nol di depan sampai {size} bita; buang nol lebih (dari BigInteger.toByteArray di Java).",
    ),
    "PSS_GARAM": (
        "RSASSA-PSS memakai panjang salt atau MGF1 lain: salt harus sepanjang digest, MGF1 dengan digest yang sama.",
        "Atur saltLength sama dengan panjang digest ({size} bita) dan MGF1 dengan digest yang sama.",
    ),
    "PADDING_TERTUKAR": (
        "SignatureMethod menyebut {declared}, tetapi nilainya dibuat dengan {found}.",
        "Samakan SignatureMethod dengan cara menandatangani (PKCS#1 v1.5 atau RSASSA-PSS).",
    ),
    "HASH_TERTUKAR": (
        "SignatureMethod menyebut {declared}, tetapi nilainya dibuat dengan {found}.",
        "Samakan SignatureMethod dengan digest yang dipakai kunci.",
    ),
    "HASH_DUA_KALI": (
        "Yang ditandatangani adalah hash dari SignedInfo yang lalu di-hash sekali lagi.",
        "Berikan SignedInfo kanonik kepada fungsi tanda tangan, atau pakai fungsi yang menerima hash jadi (prehashed).",
    ),
    "TANPA_DIGESTINFO": (
        "Nilai RSA memuat hash polos tanpa DigestInfo PKCS#1.",
        "Pakai fungsi tanda tangan (misalnya RSA_sign, SHA256withRSA), bukan enkripsi dengan kunci privat.",
    ),
    "NILAI_TANDA_TANGAN_HEX": ("SignatureValue ditulis heksadesimal.", "Tulis SignatureValue dalam base64."),
    "NILAI_TANDA_TANGAN_BASE64": (
        "SignatureValue ditulis dalam base64 yang tidak baku (base64url, atau tanpa =).",
        "Tulis SignatureValue dalam base64 RFC 4648 bagian 4, lengkap dengan =.",
    ),
    "NILAI_TANDA_TANGAN_TERBALIK": (
        "Bita SignatureValue terbalik urutannya (little-endian, CryptoAPI Windows).",
        "Balik urutan bita nilai itu sebelum ditulis dalam base64.",
    ),
    "BUKAN_SIGNEDINFO": (
        "Yang ditandatangani adalah {part}, bukan SignedInfo.",
        "Tanda tangani bentuk kanonik SignedInfo; isi pesan dilindungi melalui DigestValue di dalamnya.",
    ),
    "KUNCI_BUKAN_PASANGAN": (
        "Nilai tanda tangan bukan buatan kunci privat yang berpasangan dengan sertifikat ini.",
        "Cocokkan kunci privat dan sertifikat (alias keystore yang salah, sertifikat lama), dan pastikan "
        "SignatureValue tidak berubah di jalan.",
    ),
    "SIGNEDINFO_BERUBAH": (
        "Nilai tanda tangan tidak cocok dengan SignedInfo: {knowledge}.",
        "Jangan mengubah apa pun di dalam SignedInfo (DigestValue, awalan, spasi) setelah menandatangani, dan pakai "
        "C14N eksklusif; bandingkan bita kanoniknya (--kanonik SignedInfo).",
    ),
}
_REFERENCES = {
    "DIGEST_SHA1": (
        "DigestMethod {part} adalah SHA-1.",
        "Pakai http://www.w3.org/2001/04/xmlenc#sha256 (di CXF: Basic256Sha256; di WSS4J: signatureDigestAlgorithm).",
    ),
    "DIGEST_LAIN": (
        "DigestMethod {part} adalah {algorithm}, yang tidak diterima.",
        "Pakai SHA-256, SHA-384, atau SHA-512.",
    ),
    "ID_TIDAK_ADA": (
        "Reference menunjuk #{id}, tetapi tidak ada elemen dengan Id itu.",
        "Beri bagian yang ditandatangani wsu:Id yang sama dengan URI; pastikan perantara tidak membuang atribut itu.",
    ),
    "ID_TANPA_WSU": (
        "{part} memakai {attribute}, bukan wsu:Id; itu bawaan node-soap dan pustaka XML Signature umum.",
        "Pakai atribut wsu:Id (node-soap: idMode 'wssecurity').",
    ),
    "DIRUJUK_DUA_KALI": ("{part} dirujuk lebih dari satu kali.", "Tulis satu Reference untuk setiap bagian."),
    "BAGIAN_TERSEMBUNYI": (
        "Reference #{id} menuju {part}, yang bukan Body, Timestamp, token, atau header.",
        "Tanda tangani bagian di tempat ia dibaca; jangan memindahkan bagian setelah ditandatangani.",
    ),
    "RUJUKAN_ANAK_BODY": (
        "Yang ditandatangani adalah {part} di dalam Body, bukan Body itu sendiri.",
        "Beri wsu:Id pada Body dan rujuk Body.",
    ),
    "BODY_TIDAK_DITANDATANGANI": ("Body tidak ditandatangani.", "Tambahkan Reference ke Body."),
    "TIMESTAMP_TIDAK_DITANDATANGANI": (
        "Timestamp tidak ditandatangani.",
        "Tambahkan Reference ke Timestamp (WSS4J: signatureParts memuat {{}}{{…wssecurity-utility-1.0.xsd}}Timestamp).",
    ),
    "TOKEN_TIDAK_DITANDATANGANI": (
        "BinarySecurityToken tidak ditandatangani.",
        "Tambahkan Reference ke token (kebijakan sp:ProtectTokens; WSS4J: signatureParts memuat Token).",
    ),
    "WSA_TIDAK_DITANDATANGANI": (
        "Header WS-Addressing {part} tidak ditandatangani.",
        "Tanda tangani setiap header WS-Addressing yang dikirim, atau jangan kirim header itu.",
    ),
    "KONFIRMASI_TIDAK_DITANDATANGANI": (
        "SignatureConfirmation tidak ditandatangani.",
        "Tambahkan Reference kepadanya.",
    ),
    "XOP_DI_BODY": (
        "Body memuat xop:Include: sebagian isinya dikirim di luar pesan (MTOM), sehingga tidak ikut diperiksa di sini.",
        "Matikan MTOM; nilai base64 ditulis langsung di dalam Body.",
    ),
    "BODY_TERENKRIPSI": (
        "Isi Body terenkripsi; digest dihitung atas isi sebelum enkripsi dan tidak dapat diperiksa tanpa kunci BKN.",
        "Periksa pesan sebelum dienkripsi.",
    ),
}
_DIGESTS = {
    "DISUSUN_ULANG": (
        "{part} disusun ulang setelah ditandatangani: spasi atau baris baru di antara elemen berubah.",
        "Tanda tangani sebagai langkah terakhir; matikan pretty-print pada pengirim, pencatat, dan perantara.",
    ),
    "SPASI_DIBUANG": (
        "Spasi di antara elemen {part} dibuang setelah ditandatangani.",
        "Jangan membuang spasi (misalnya preserveWhiteSpace=false) setelah menandatangani; C14N ikut menghitungnya.",
    ),
    "AWALAN_DIGANTI": (
        "Awalan namespace di {part} diganti setelah ditandatangani: {change}.",
        "Perantara tidak boleh menulis ulang XML; awalan ikut ditandatangani. Teruskan bita pesan apa adanya.",
    ),
    "NAMESPACE_DITAMBAHKAN": (
        "Deklarasi namespace ({prefixes}) ditambahkan di sekitar {part} setelah ditandatangani dengan C14N inklusif.",
        "Pakai C14N eksklusif: ia tidak terpengaruh oleh deklarasi namespace di luar bagian yang ditandatangani.",
    ),
    "C14N_INKLUSIF_DIHITUNG": (
        "Untuk {part} dinyatakan C14N eksklusif, tetapi yang dihitung C14N inklusif.",
        "Pakai kanonikalisasi eksklusif saat menghitung (PHP: C14N(true); .NET: XmlDsigExcC14NTransform).",
    ),
    "KOMENTAR_DIHITUNG": (
        "Untuk {part}, komentar XML ikut dihitung.",
        "Pakai C14N tanpa komentar, atau jangan tulis komentar di dalam bagian yang ditandatangani.",
    ),
    "DAFTAR_AWALAN": (
        "Untuk {part}, InclusiveNamespaces/PrefixList yang dinyatakan bukan yang dipakai menghitung.",
        "Nyatakan PrefixList yang sama dengan yang dipakai, atau tiadakan (CXF/WSS4J: addInclusivePrefixes=false).",
    ),
    "AKHIR_BARIS": (
        "Akhir baris di {part} berubah: dihitung dengan CR LF, diterima dengan LF (atau sebaliknya).",
        "Pakai LF saja di dalam teks sebelum menandatangani; pengurai XML selalu menjadikan CR LF sebagai LF.",
    ),
    "SEBELUM_ID": (
        "{part} dihitung sebelum atribut Id-nya ditambahkan.",
        "Tambahkan wsu:Id lebih dahulu, baru hitung digest.",
    ),
    "ANAK_DIHITUNG": (
        "Yang dihitung adalah isi {part}, bukan elemen {part} itu sendiri.",
        "Kanonikalkan elemen yang dirujuk beserta tag pembuka dan penutupnya.",
    ),
    "BAGIAN_TERTUKAR": (
        "DigestValue {part} adalah digest {other}.",
        "Periksa pasangan URI dan DigestValue; setiap digest harus dari bagian yang dirujuknya.",
    ),
    "ENVELOPE_DIHITUNG": (
        "Yang dihitung untuk {part} adalah seluruh Envelope.",
        "Hitung digest dari elemen yang dirujuk saja.",
    ),
    "TANPA_C14N": (
        "{part} tidak dikanonikalkan: yang dihitung adalah XML seperti tertulis.",
        "Kanonikalkan dengan C14N eksklusif sebelum menghitung digest atau menandatangani.",
    ),
    "MOJIBAKE": (
        "Huruf di {part} rusak di jalan: UTF-8 dibaca sebagai {encoding} lalu ditulis ulang.",
        "Pastikan setiap perantara dan charset pada Content-Type memakai UTF-8, atau teruskan bita apa adanya.",
    ),
    "DIGEST_BUKAN_UTF8": (
        "{part} diubah menjadi bita {encoding} sebelum dihitung; C14N selalu UTF-8.",
        "Pakai bita UTF-8 (Java: getBytes(StandardCharsets.UTF_8); .NET: new UTF8Encoding(false)).",
    ),
    "DIGEST_HEX": ("DigestValue {part} ditulis heksadesimal.", "Tulis bita digest dalam base64, bukan teks hex-nya."),
    "DIGEST_BASE64": (
        "DigestValue {part} ditulis dalam base64 yang tidak baku (base64url, atau tanpa =).",
        "Tulis DigestValue dalam base64 RFC 4648 bagian 4, lengkap dengan =.",
    ),
    "DIGEST_TERTUKAR": (
        "DigestMethod {part} menyebut {declared}, tetapi nilainya dihitung dengan {found}.",
        "Samakan DigestMethod dengan fungsi hash yang dipakai.",
    ),
    "ISI_BERUBAH": (
        "{part} tidak sama dengan yang ditandatangani, dan tidak satu pun perubahan yang dikenal menjelaskannya.",
        "Bandingkan bita kanonik Anda dengan milik kami (--kanonik {id}); isi yang diubah setelah ditandatangani, oleh "
        "program sendiri atau perantara, adalah sebab yang paling lazim.",
    ),
}
_TIME = {
    "JAM_MENDAHULUI": (
        "Jam pengirim {seconds} s mendahului jam server.",
        "Samakan jam dengan NTP; selisih paling besar {skew} s.",
    ),
    "JAM_LOKAL_SEBAGAI_UTC": (
        "Created {seconds} s mendahului jam server, yaitu sekitar {hours} jam: waktu {zone} ditulis dengan Z.",
        "Tulis waktu UTC dengan Z, atau waktu setempat dengan selisihnya (misalnya +07:00).",
    ),
    "TIMESTAMP_KEDALUWARSA": (
        "Timestamp berakhir {seconds} s sebelum pesan dinilai.",
        "Bila ini rekaman lama, nilai pada saatnya (--pada {created}); bila baru dikirim, jam pengirim tertinggal: "
        "samakan dengan NTP, dan jangan menyimpan pesan yang sudah ditandatangani.",
    ),
    "TIMESTAMP_TANPA_ZONA": (
        "{name} ditulis tanpa zona waktu.",
        "Tulis waktu UTC dengan Z pada akhirnya, misalnya 2026-01-31T02:00:00Z.",
    ),
    "TIMESTAMP_RUSAK": (
        "Timestamp tidak berbentuk Created lalu Expires dengan xs:dateTime.",
        "Tulis Created dan Expires, masing-masing seperti 2026-01-31T02:00:00Z.",
    ),
    "UMUR_TERLALU_PANJANG": (
        "Timestamp berlaku {seconds} s; paling lama {longest} s.",
        "Perpendek masa berlaku (WSS4J: timeToLive 300).",
    ),
    "EXPIRES_SEBELUM_CREATED": ("Expires tidak sesudah Created.", "Tulis Expires beberapa menit setelah Created."),
}
_UNKNOWN = {
    "TIDAK_DIKENALI": (
        "Layanan menolak pesan ini dengan {fault}; sebabnya tidak termasuk yang dikenali alat ini.",
        "Sampaikan pesan uji ini (tanpa data orang) kepada narahubung BKN.",
    ),
}
SIGNED = ((5, _SIGNATURE), (6, _REFERENCES), (6, _DIGESTS), (7, _TIME), (0, _UNKNOWN))
"""The steps with their causes."""
