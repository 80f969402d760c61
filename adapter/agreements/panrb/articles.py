"""What of the agreement with KemenPANRB this program carries out, clause by clause."""

from adapter.agreements.articles import (
    ADMITTED,
    EFFECTIVE,
    ENCRYPTED,
    IN_FORCE,
    JOURNALLED,
    SEALED,
    SIGNED,
    article,
    by_people,
    command,
    duty,
    elements,
    operation,
    purpose,
    rule,
)

ARTICLES = (
    article(
        "Pasal 1; Pasal 2",
        "Akses terbatas kedua arah untuk kebijakan nasional manajemen ASN",
        purpose("PENYUSUNAN_KEBIJAKAN_ASN"),
        ADMITTED,
    ),
    article(
        "Pasal 3 ayat (1) huruf a; ayat (4) huruf a",
        "Akses terbatas atas data manajemen ASN menurut Lampiran I",
        operation("ambilDataManajemenAsn"),
        elements("dataManajemenAsn"),
        EFFECTIVE,
    ),
    by_people(
        "Pasal 3 ayat (1) huruf b; ayat (4) huruf c",
        "Bantuan teknis dari BKN",
        "pendampingan orang; klien rujukan, peladen uji, dan diagnosis pesan tersedia",
    ),
    article(
        "Pasal 3 ayat (1) huruf c", "Memantau pemanfaatan informasi yang diberikannya", operation("ambilLogPemanfaatan")
    ),
    article(
        "Pasal 3 ayat (1) huruf d; ayat (4) huruf b",
        "Menerima hasil koordinasi BKN",
        operation("sampaikanHasilKoordinasi"),
    ),
    article(
        "Pasal 3 ayat (1) huruf e; ayat (4) huruf d",
        "Menerima laporan evaluasi atas informasi",
        operation("sampaikanLaporanEvaluasi"),
    ),
    article(
        "Pasal 3 ayat (1) huruf f; ayat (3) huruf f", "Keduanya anggota tim pengelolaan", command("agreement team")
    ),
    article(
        "Pasal 3 ayat (2) huruf a; ayat (3) huruf a",
        "Informasi manajemen ASN melalui sarana elektronik yang disepakati",
        operation("ambilInformasiManajemenAsn"),
        operation("kirimInformasiManajemenAsn"),
        elements("informasiManajemenAsn"),
    ),
    article(
        "Pasal 3 ayat (2) huruf b; ayat (3) huruf d",
        "Koordinasi atas pemanfaatan data",
        operation("sampaikanHasilKoordinasi"),
    ),
    by_people("Pasal 3 ayat (2) huruf c; ayat (3) huruf b", "Bantuan teknis kepada BKN", "pendampingan orang"),
    article(
        "Pasal 3 ayat (2) huruf d; ayat (3) huruf e",
        "Evaluasi atas data; BKN menerima laporannya",
        operation("sampaikanLaporanEvaluasi"),
    ),
    article(
        "Pasal 3 ayat (2) huruf e; ayat (4) huruf e", "Menjamin kerahasiaan atas yang diakses", ENCRYPTED, JOURNALLED
    ),
    article(
        "Pasal 3 ayat (3) huruf c",
        "BKN memantau pemanfaatan data yang diberikannya",
        operation("ambilLogPemanfaatan"),
        command("journal accesses"),
    ),
    article(
        "Pasal 4 ayat (1)",
        "Mekanisme teknis oleh Tim Teknis menurut Lampiran I",
        operation("setujuiAdendum"),
        command("agreement team"),
    ),
    article("Pasal 4 ayat (2)", "Tim Teknis dengan Keputusan Kepala BKN", command("agreement team")),
    article(
        "Pasal 4 ayat (3)",
        "Tim menganalisis, melaksanakan, mengawasi",
        command("agreement team"),
        command("journal accesses"),
    ),
    by_people("Pasal 5", "Biaya pada anggaran masing-masing", "anggaran; pemakaian terhitung pada laporan pemanfaatan"),
    article("Pasal 6 ayat (1)", "Berlaku 2 tahun, dapat diperpanjang", IN_FORCE, operation("ajukanPerpanjangan")),
    article("Pasal 6 ayat (2)", "Penghentian diminta paling lambat 3 bulan sebelumnya", operation("ajukanPengakhiran")),
    article(
        "Pasal 6 ayat (3)",
        "Tanpa jawaban 14 hari kerja berakhir pada tanggal surat",
        operation("tanggapiPengakhiran"),
        rule("adapter.registry.working_days:after_working_days"),
    ),
    article(
        "Pasal 7",
        "Pemantauan dan evaluasi paling sedikit 2 kali setahun",
        duty("PEMANTAUAN_EVALUASI"),
        operation("ambilKalenderKewajiban"),
    ),
    article(
        "Pasal 8 ayat (1)", "Komunikasi tertulis", operation("sampaikanPemberitahuan"), operation("ambilPemberitahuan")
    ),
    article("Pasal 8 ayat (2)", "Dianggap diterima hanya sesudah konfirmasi", operation("konfirmasiPenerimaan")),
    article(
        "Pasal 8 ayat (3)",
        "Perubahan alamat diberitahukan 7 hari kerja sebelumnya",
        operation("perbaruiNarahubung"),
        rule("adapter.registry.working_days:after_working_days"),
    ),
    article("Pasal 9 ayat (1), (2), (5)", "Kerahasiaan, pencegahan, pegawai", ENCRYPTED, JOURNALLED),
    by_people(
        "Pasal 9 ayat (3)",
        "Pengecualian kerahasiaan, termasuk yang telah diketahui publik",
        "tidak ada operasi penerusan; pengecualian diputuskan pejabat",
    ),
    article("Pasal 9 ayat (4)", "Hanya untuk perjanjian", ADMITTED),
    article("Pasal 9 ayat (6)", "Kerahasiaan berlaku selamanya", rule("adapter.registry.standing:Standing.require")),
    article(
        "Pasal 9 ayat (7), (8), (10)",
        "Tanggung jawab penuh, pembebasan, kebocoran",
        operation("laporkanKegagalanPelindungan"),
        SIGNED,
        SEALED,
    ),
    article("Pasal 9 ayat (9)", "Keamanan dalam akses, pengiriman, pengolahan, penyimpanan", SIGNED, ENCRYPTED),
    article(
        "Pasal 10",
        "Keadaan kahar: 14 hari kalender, pernyataan, ditunda dan berlanjut",
        operation("sampaikanKeadaanKahar"),
        operation("tanggapiKeadaanKahar"),
        operation("akhiriKeadaanKahar"),
    ),
    by_people(
        "Pasal 11",
        "Perselisihan: musyawarah, lalu peraturan",
        "musyawarah adalah urusan orang; hasilnya dicatat sebagai hasil koordinasi",
    ),
    article(
        "Pasal 12 ayat (1) dan (2)",
        "Penambahan dan pengurangan dengan adendum",
        operation("ajukanAdendum"),
        operation("setujuiAdendum"),
    ),
    article(
        "Pasal 12 ayat (3)",
        "Data di luar Lampiran I diminta dengan surat",
        operation("ajukanPermintaanDataTambahan"),
        command("agreement grant"),
    ),
    by_people(
        "Pasal 13",
        "Perjanjian ditandatangani secara elektronik",
        "penandatanganan naskah perjanjian; nomornya tercatat",
    ),
)
