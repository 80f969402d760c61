"""What of the agreement with Kemenkop UKM on BPUM this program carries out, clause by clause."""

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
    operation,
    purpose,
    rule,
)

ARTICLES = (
    article(
        "Pasal 1; Pasal 2",
        "Sinkronisasi, verifikasi, validasi calon penerima dan penerima BPUM",
        purpose("VERIFIKASI_BPUM"),
        ADMITTED,
    ),
    article(
        "Pasal 3 ayat (1) huruf a; Pasal 4 ayat (1) huruf b",
        "Hasil diterima dan dapat dikoordinasikan kembali",
        operation("ambilHasilVerifikasi"),
        operation("koordinasikanHasil"),
    ),
    article(
        "Pasal 3 ayat (1) huruf b; Pasal 4 ayat (2) huruf b",
        "Konfirmasi 'ASN' atau 'data tidak ditemukan', dengan nama instansi",
        operation("ambilHasilVerifikasi"),
        rule("adapter.matching.decision:confirm"),
    ),
    article(
        "Pasal 3 ayat (1) huruf c; Pasal 4 ayat (2) huruf c", "Akses terbatas melalui web service", ADMITTED, EFFECTIVE
    ),
    by_people(
        "Pasal 3 ayat (1) huruf d; Pasal 4 ayat (2) huruf d",
        "Bimbingan dan pendampingan teknis",
        "pendampingan orang; klien rujukan, peladen uji, dan diagnosis pesan tersedia",
    ),
    article(
        "Pasal 3 ayat (1) huruf e",
        "Hasil dapat menjadi dokumen dasar penetapan: bertanda tangan, bernomor",
        operation("ambilHasilVerifikasi"),
        SIGNED,
    ),
    article(
        "Pasal 3 ayat (2) huruf a; Pasal 4 ayat (1) huruf a",
        "Usulan: NIK, nama lengkap, tanggal/bulan/tahun lahir",
        operation("kirimUsulanPenerima"),
    ),
    article(
        "Pasal 3 ayat (2) huruf b",
        "Eliminasi NIK yang terkonfirmasi ASN",
        operation("laporkanEliminasi"),
        duty("ELIMINASI_NIK"),
    ),
    article(
        "Pasal 3 ayat (2) huruf c; Pasal 4 ayat (2) huruf e",
        "Kerahasiaan selama dan sesudah berlaku",
        ENCRYPTED,
        rule("adapter.registry.standing:Standing.require"),
        operation("konfirmasiPemusnahan"),
    ),
    article(
        "Pasal 3 ayat (2) huruf d; Pasal 4 ayat (1) huruf c",
        "Data balikan atas data yang diakses",
        operation("kirimDataBalikan"),
        duty("DATA_BALIKAN"),
        operation("ambilLogPemanfaatan"),
    ),
    article(
        "Pasal 3 ayat (2) huruf e; Pasal 4 ayat (2) huruf f",
        "Pelaksanaan teknis paling lambat 1 bulan",
        duty("PELAKSANAAN_TEKNIS"),
    ),
    article(
        "Pasal 4 ayat (2) huruf a",
        "BKN memverifikasi dan memvalidasi terhadap data ASN",
        operation("kirimUsulanPenerima"),
        rule("adapter.matching.decision:confirm"),
    ),
    article(
        "Pasal 5", "Secara elektronik melalui web service ataupun metode lain", operation("kirimUsulanPenerima"), SIGNED
    ),
    by_people("Pasal 6", "Anggaran masing-masing", "anggaran; pemakaian terhitung pada laporan pemanfaatan"),
    article("Pasal 7 ayat (1)", "Sampai dengan 31 Desember 2024", IN_FORCE, operation("cekStatusPerjanjian")),
    article(
        "Pasal 7 ayat (2)",
        "Pengakhiran atau perpanjangan dengan kesepakatan, 1 bulan sebelumnya",
        operation("ajukanPerpanjangan"),
        operation("ajukanPengakhiran"),
        operation("tanggapiPengakhiran"),
    ),
    article("Pasal 7 ayat (3)", "Batal karena peraturan atau kebijakan", command("agreement void"), IN_FORCE),
    article(
        "Pasal 8",
        "Pemantauan dan evaluasi paling sedikit satu kali setahun",
        duty("PEMANTAUAN_EVALUASI"),
        operation("sampaikanLaporanEvaluasi"),
        operation("ambilKalenderKewajiban"),
    ),
    article(
        "Pasal 9",
        "Narahubung",
        operation("ambilNarahubung"),
        operation("perbaruiNarahubung"),
        operation("sampaikanPemberitahuan"),
    ),
    article("Pasal 10 ayat (1), (2), (5)", "Kerahasiaan, pencegahan, pegawai", ENCRYPTED, JOURNALLED),
    by_people(
        "Pasal 10 ayat (3)",
        "Pengecualian kerahasiaan, termasuk yang telah diketahui publik",
        "tidak ada operasi penerusan; pengecualian diputuskan pejabat",
    ),
    article("Pasal 10 ayat (4)", "Hanya untuk perjanjian", ADMITTED),
    article(
        "Pasal 10 ayat (6)-(10)",
        "Berlaku terus; tanggung jawab; keamanan; kebocoran",
        operation("laporkanKegagalanPelindungan"),
        SIGNED,
        SEALED,
    ),
    article(
        "Pasal 11",
        "Keadaan kahar: 14 hari kalender, pernyataan, ditunda dan berlanjut",
        operation("sampaikanKeadaanKahar"),
        operation("tanggapiKeadaanKahar"),
        operation("akhiriKeadaanKahar"),
    ),
    by_people(
        "Pasal 12",
        "Perselisihan: musyawarah, lalu peraturan",
        "musyawarah adalah urusan orang; hasilnya dicatat sebagai hasil koordinasi",
    ),
    article(
        "Pasal 13 ayat (1)",
        "BKN dapat mengakhiri bila kewajiban Pasal 3 ayat (2) tidak dijalankan",
        command("agreement suspend"),
        command("agreement propose-end"),
        duty("ELIMINASI_NIK"),
        duty("DATA_BALIKAN"),
    ),
    article(
        "Pasal 13 ayat (2)",
        "Penambahan atau pengurangan dengan adendum",
        operation("ajukanAdendum"),
        operation("setujuiAdendum"),
    ),
    article(
        "Pasal 13 ayat (3)",
        "Petunjuk Teknis yang disepakati",
        operation("ambilDaftarElemen"),
        operation("setujuiAdendum"),
    ),
)
