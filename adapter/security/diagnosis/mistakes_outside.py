"""The catalogue of causes in the bytes and in the Envelope (steps 1 and 2): what a partner reads, and what to do.

Codes are for programs and tests; sentences take their facts in braces.
"""

_BYTES = {
    "PESAN_KOSONG": ("Berkas tidak berisi apa-apa.", "Kirim satu Envelope SOAP."),
    "PESAN_TERLALU_BESAR": (
        "Pesan melampaui batas ukuran, kedalaman, atau jumlah elemen layanan ini.",
        "Bagi permintaan menjadi beberapa pesan; batasnya ada dalam panduan mitra.",
    ),
    "KEPALA_HTTP": (
        "Di depan XML masih ada baris HTTP ({facts}), seperti yang ditulis `curl -i` atau perekam lalu lintas.",
        "Ambil isi pesannya saja, mulai dari `<`; yang selebihnya di bawah ini dinilai dari isi itu.",
    ),
    "BUKAN_XML": (
        "Berkas ini bukan XML, melainkan {kind}.",
        "Simpan isi pesan yang dikirim, mulai dari `<` sampai akhir Envelope; bukan catatan, sertifikat, atau arsip.",
    ),
    "BUKAN_XML_HTML": (
        "Ini halaman HTML, bukan pesan SOAP; biasanya halaman galat sebuah proxy atau gerbang.",
        "Periksa alamat layanan dan perantara di antaranya.",
    ),
    "PESAN_MULTIPART": (
        "Pesan dibungkus multipart (MTOM atau SOAP with Attachments).",
        "Matikan MTOM dan lampiran; kirim Envelope sebagai text/xml atau application/soap+xml.",
    ),
    "PESAN_CHUNKED": (
        "Isi pesan masih terbagi menjadi potongan HTTP (Transfer-Encoding: chunked), dengan ukuran di antaranya.",
        "Sambung potongan itu tanpa baris ukurannya; yang selebihnya dinilai dari pesan yang sudah disambung.",
    ),
    "PESAN_TERKOMPRESI": ("Pesan dikompresi dengan gzip.", "Kirim pesan tanpa kompresi."),
    "PESAN_BASE64": (
        "Seluruh pesan dibungkus base64.",
        "Kirim XML apa adanya; base64 hanya untuk nilai di dalamnya. Yang selebihnya dinilai dari XML di dalamnya.",
    ),
    "PESAN_TER_ESCAPE": (
        "Seluruh pesan ditulis dengan &lt; dan &gt;, seperti teks di dalam XML atau HTML lain.",
        "Kirim XML apa adanya; jangan lewatkan pesan sebagai teks dari dokumen lain.",
    ),
    "SPASI_DI_DEPAN": (
        "Ada baris kosong atau spasi di depan deklarasi XML.",
        "Deklarasi <?xml …?> harus berada pada bita pertama, atau ditiadakan.",
    ),
    "BOM_GANDA": (
        "Di depan pesan ada dua tanda BOM (EF BB BF), misalnya dari dua berkas atau dua penulis yang disambung.",
        "Tulis paling banyak satu BOM; untuk UTF-8 sebaiknya tidak ada sama sekali.",
    ),
    "VERSI_XML": (
        "Deklarasi menyebut XML {version}; yang diterima hanya XML 1.0.",
        'Tulis <?xml version="1.0" encoding="UTF-8"?>, atau tiadakan deklarasi.',
    ),
    "PENGODEAN_BEDA": (
        "Deklarasi XML menyebut {declared}, padahal bitanya {found}.",
        "Samakan deklarasi dengan pengodean yang benar-benar dipakai; UTF-8 yang paling aman.",
    ),
    "PENGODEAN_BUKAN_UTF8": (
        "Bita pesan bukan UTF-8, melainkan {found}.",
        "Tulis pesan sebagai UTF-8 sebelum ditandatangani (misalnya getBytes(StandardCharsets.UTF_8) di Java).",
    ),
    "DOCTYPE": (
        "Pesan memuat DOCTYPE atau ENTITY; pemeriksaan berhenti di sini.",
        "Hapus deklarasi itu: SOAP melarangnya, dan dengan DTD yang ditandatangani dapat berbeda dari yang dibaca.",
    ),
    "INSTRUKSI_PEMROSESAN": (
        "Pesan memuat instruksi pemrosesan <?{target} …?>.",
        "Hapus instruksi itu (misalnya xml-stylesheet); SOAP melarangnya.",
    ),
    "PESAN_TERPOTONG": (
        "XML terputus sebelum elemen Envelope ditutup.",
        "Periksa Content-Length (dalam bita, bukan huruf), batas ukuran, dan batas waktu pengirim dan perantara.",
    ),
    "XML_RUSAK": (
        "XML tidak terbentuk dengan baik, pada baris {line} kolom {column}.",
        "Gunakan pustaka XML untuk menulis pesan, bukan sambungan teks; & dan < dalam teks ditulis &amp; dan &lt;.",
    ),
}
_STRUCTURE = {
    "BUKAN_ENVELOPE": (
        "Elemen terluar adalah {{{namespace}}}{name}, bukan Envelope SOAP 1.1 atau 1.2.",
        "Gunakan namespace http://schemas.xmlsoap.org/soap/envelope/ atau http://www.w3.org/2003/05/soap-envelope.",
    ),
    "JUMLAH_BODY": ("Envelope mempunyai {count} Body.", "Kirim tepat satu Body, sebagai anak langsung Envelope."),
    "ISI_BODY": (
        "Body mempunyai {count} elemen anak.",
        "Body berisi tepat satu elemen, yaitu operasi yang dipanggil (document/literal wrapped).",
    ),
    "BAGIAN_DI_LUAR": (
        "{name} berdiri di Envelope di luar Header dan Body.",
        "Envelope hanya berisi Header, lalu Body.",
    ),
    "ID_GANDA": (
        "Id {id} tertulis pada {count} elemen ({names}).",
        "Beri setiap elemen Id yang berbeda, juga antara Id, id, wsu:Id, dan xml:id.",
    ),
    "HEADER_WAJIB_ASING": (
        "Header {names} bertanda mustUnderstand, dan layanan ini tidak mengenalnya.",
        "Hapus header itu, atau jangan beri mustUnderstand.",
    ),
    "DUA_SECURITY": (
        "Ada {count} header Security untuk penerima yang sama.",
        "Tanda tangani satu kali saja; biasanya dua interceptor atau penangan WS-Security sama-sama aktif.",
    ),
}
OUTSIDE = ((1, _BYTES), (2, _STRUCTURE))
"""The steps with their causes."""
