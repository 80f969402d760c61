"""What of the agreement with Kemensetneg on SIGTK this program carries out, clause by clause."""

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
        "Pasal 1 angka 1-4; Pasal 2; Pasal 3",
        "Integrasi SIGTK dan SIASN untuk verifikasi usulan GTK bagi ASN; nomorUsulan wajib",
        purpose("VERIFIKASI_USULAN_GTK"),
        operation("ambilDataAsn"),
    ),
    article(
        "Pasal 4 ayat (1) huruf a; Pasal 5 ayat (2) huruf a",
        "Akses terbatas atas web service SIASN",
        ADMITTED,
        EFFECTIVE,
    ),
    article(
        "Pasal 4 ayat (1) huruf b; Pasal 5 ayat (2) huruf b",
        "Data ASN menurut Pedoman",
        operation("ambilDataAsn"),
        elements("dataAsn"),
    ),
    article(
        "Pasal 4 ayat (1) huruf c; Pasal 5 ayat (2) huruf c",
        "Data referensi",
        operation("ambilReferensi"),
        operation("kirimReferensi"),
    ),
    article(
        "Pasal 4 ayat (1) huruf d; Pasal 5 ayat (2) huruf d",
        "Kendala, perbaikan, dan perubahan data pada API SIASN diberitahukan",
        operation("ambilPemberitahuan"),
        operation("konfirmasiPenerimaan"),
        command("notice send"),
    ),
    by_people(
        "Pasal 4 ayat (1) huruf e; Pasal 5 ayat (2) huruf e",
        "Bimbingan dan pendampingan penyediaan data",
        "pendampingan orang; klien rujukan, peladen uji, dan diagnosis pesan tersedia",
    ),
    article(
        "Pasal 4 ayat (1) huruf f; Pasal 5 ayat (2) huruf f",
        "Narahubung BKN untuk kendala",
        operation("ambilNarahubung"),
    ),
    article(
        "Pasal 4 ayat (2) huruf a; Pasal 5 ayat (1) huruf a",
        "Akses terbatas atas web service SIGTK",
        operation("ambilPenganugerahan"),
    ),
    article(
        "Pasal 4 ayat (2) huruf b; Pasal 5 ayat (1) huruf b",
        "Hasil usulan yang sudah disahkan dengan Keputusan Presiden",
        operation("kirimPenganugerahan"),
        operation("ambilPenganugerahan"),
        elements("penganugerahan"),
    ),
    article(
        "Pasal 4 ayat (2) huruf c; Pasal 5 ayat (1) huruf c",
        "Kendala, perbaikan, dan perubahan API SIGTK diberitahukan",
        operation("sampaikanPemberitahuan"),
    ),
    by_people("Pasal 4 ayat (2) huruf d; Pasal 5 ayat (1) huruf d", "Bimbingan kepada BKN", "pendampingan orang"),
    article(
        "Pasal 4 ayat (2) huruf e; Pasal 5 ayat (1) huruf e",
        "Narahubung SIGTK",
        operation("ambilNarahubung"),
        operation("perbaruiNarahubung"),
    ),
    article(
        "Pasal 4 ayat (2) huruf f; Pasal 5 ayat (2) huruf g",
        "Masing-masing memantau dan mengevaluasi",
        operation("ambilLogPemanfaatan"),
        operation("sampaikanLaporanEvaluasi"),
    ),
    by_people(
        "Pasal 6 ayat (1) dan (2)", "Anggaran masing-masing", "anggaran; pemakaian terhitung pada laporan pemanfaatan"
    ),
    article("Pasal 7 ayat (1)", "Berlaku 3 tahun", IN_FORCE, operation("cekStatusPerjanjian")),
    article(
        "Pasal 7 ayat (2) dan (3)",
        "Perpanjangan tertulis, diminta 30 hari kalender sebelumnya",
        operation("ajukanPerpanjangan"),
        command("agreement extend"),
    ),
    article(
        "Pasal 8 ayat (1) dan (2)",
        "Pengakhiran dengan pemberitahuan tertulis 30 hari kalender",
        operation("ajukanPengakhiran"),
        operation("tanggapiPengakhiran"),
    ),
    article(
        "Pasal 8 ayat (3) dan (4)",
        "Berakhir atau batal karena peraturan atau kebijakan, tanpa putusan pengadilan",
        command("agreement void"),
        IN_FORCE,
    ),
    by_people("Pasal 9", "Anti penyuapan", "pernyataan dan perilaku orang"),
    by_people("Pasal 10", "Kekayaan intelektual tetap pada pemiliknya", "hak, bukan perbuatan perangkat lunak"),
    article("Pasal 11 ayat (1), (2), (5)", "Kerahasiaan, pencegahan, pegawai", ENCRYPTED, JOURNALLED),
    by_people(
        "Pasal 11 ayat (3)", "Pengecualian kerahasiaan", "tidak ada operasi penerusan; pengecualian diputuskan pejabat"
    ),
    article("Pasal 11 ayat (4)", "Semua data yang dipertukarkan hanya untuk perjanjian", ADMITTED),
    article("Pasal 11 ayat (6)", "Kerahasiaan berlaku terus", rule("adapter.registry.standing:Standing.require")),
    article(
        "Pasal 11 ayat (7)-(10)",
        "Tanggung jawab, pembebasan, keamanan, kebocoran",
        operation("laporkanKegagalanPelindungan"),
        operation("konfirmasiPemusnahan"),
        SIGNED,
        SEALED,
    ),
    article(
        "Pasal 12 ayat (1) dan (2)",
        "Keadaan kahar tidak membatalkan; daftar peristiwa tertutup",
        operation("sampaikanKeadaanKahar"),
    ),
    article(
        "Pasal 12 ayat (3)",
        "Diberitahukan dalam 7 hari kalender",
        operation("sampaikanKeadaanKahar"),
        operation("tanggapiKeadaanKahar"),
    ),
    article(
        "Pasal 12 ayat (4)-(6)",
        "Lebih dari 30 hari berturut-turut dapat diusulkan berakhir",
        operation("ajukanPengakhiran"),
        operation("akhiriKeadaanKahar"),
    ),
    article(
        "Pasal 13",
        "Pemantauan dan evaluasi paling sedikit 3 kali dalam 3 tahun",
        duty("PEMANTAUAN_EVALUASI"),
        operation("ambilKalenderKewajiban"),
    ),
    by_people(
        "Pasal 14",
        "Perselisihan: musyawarah",
        "musyawarah adalah urusan orang; hasilnya dicatat sebagai hasil koordinasi",
    ),
    article(
        "Pasal 15",
        "Perubahan dengan adendum, berlaku pada tanggal yang ditetapkan bersama",
        operation("ajukanAdendum"),
        operation("setujuiAdendum"),
    ),
    article("Pasal 16", "Narahubung", operation("ambilNarahubung"), operation("perbaruiNarahubung")),
)
