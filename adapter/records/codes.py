"""Code lists that the records themselves rest on (domain: 3.2), and the rule of who counts as ASN."""

CPNS, PNS, PPPK, PENSIONER = "CPNS", "PNS", "PPPK", "PENSIUN_PNS"
KINDS = (CPNS, PNS, PPPK, PENSIONER)

RANKS = {
    "I/a": "Juru Muda",
    "I/b": "Juru Muda Tingkat I",
    "I/c": "Juru",
    "I/d": "Juru Tingkat I",
    "II/a": "Pengatur Muda",
    "II/b": "Pengatur Muda Tingkat I",
    "II/c": "Pengatur",
    "II/d": "Pengatur Tingkat I",
    "III/a": "Penata Muda",
    "III/b": "Penata Muda Tingkat I",
    "III/c": "Penata",
    "III/d": "Penata Tingkat I",
    "IV/a": "Pembina",
    "IV/b": "Pembina Tingkat I",
    "IV/c": "Pembina Utama Muda",
    "IV/d": "Pembina Utama Madya",
    "IV/e": "Pembina Utama",
}
"""Golongan ruang of a PNS, lowest first, with its pangkat."""

PPPK_GRADES = [
    "I",
    "II",
    "III",
    "IV",
    "V",
    "VI",
    "VII",
    "VIII",
    "IX",
    "X",
    "XI",
    "XII",
    "XIII",
    "XIV",
    "XV",
    "XVI",
    "XVII",
]
"""Golongan of a PPPK, lowest first (Perpres 98/2020); no pangkat belongs to it."""

LEGAL_POSITIONS = {
    "01": "Aktif",
    "02": "CLTN",
    "03": "Tugas Belajar",
    "04": "Pemberhentian Sementara",
    "05": "Penerima Uang Tunggu",
    "06": "Prajurit Wajib",
    "07": "Pejabat Negara",
    "08": "Kepala Desa",
    "09": "Proses Banding BAPEK",
    "11": "Pegawai Titipan",
    "12": "Pengungsi",
    "13": "Perpanjangan CLTN",
    "14": "PNS yang dinyatakan hilang",
    "15": "Kena hukuman disiplin",
    "16": "Pemindahan dalam rangka penurunan jabatan",
    "20": "Masa Persiapan Pensiun",
    "66": "Diberhentikan",
    "67": "Punah",
    "69": "Tidak memenuhi syarat pengadaan",
    "70": "Pembatalan NIP",
    "71": "PPPK Aktif",
    "77": "Pemberhentian tanpa hak pensiun",
    "88": "Pemberhentian dengan hak pensiun",
    "98": "Mencapai BUP",
    "99": "Pensiun",
}
"""Kedudukan hukum by SAPK code. Other systems number them differently: code and name always go together."""

ASN_POSITIONS = frozenset(
    ["01", "02", "03", "04", "05", "06", "07", "08", "09", "11", "12", "13", "14", "15", "16", "20", "71"]
)
"""Who counts as ASN (assumption of ours, domain: 3.2); 71 is an active PPPK."""

PENSION_POSITIONS = frozenset({"88", "98", "99"})

POST_KINDS = {"1": "STRUKTURAL", "2": "FUNGSIONAL", "4": "PELAKSANA"}
"""Jenis jabatan by SIASN's id."""

PROVINCES = {
    "11": "Aceh",
    "12": "Sumatera Utara",
    "13": "Sumatera Barat",
    "14": "Riau",
    "15": "Jambi",
    "16": "Sumatera Selatan",
    "17": "Bengkulu",
    "18": "Lampung",
    "19": "Kepulauan Bangka Belitung",
    "21": "Kepulauan Riau",
    "31": "DKI Jakarta",
    "32": "Jawa Barat",
    "33": "Jawa Tengah",
    "34": "DI Yogyakarta",
    "35": "Jawa Timur",
    "36": "Banten",
    "51": "Bali",
    "52": "Nusa Tenggara Barat",
    "53": "Nusa Tenggara Timur",
    "61": "Kalimantan Barat",
    "62": "Kalimantan Tengah",
    "63": "Kalimantan Selatan",
    "64": "Kalimantan Timur",
    "65": "Kalimantan Utara",
    "71": "Sulawesi Utara",
    "72": "Sulawesi Tengah",
    "73": "Sulawesi Selatan",
    "74": "Sulawesi Tenggara",
    "75": "Gorontalo",
    "76": "Sulawesi Barat",
    "81": "Maluku",
    "82": "Maluku Utara",
    "91": "Papua",
    "92": "Papua Barat",
    "93": "Papua Selatan",
    "94": "Papua Tengah",
    "95": "Papua Pegunungan",
    "96": "Papua Barat Daya",
}
"""The Ministry of Home Affairs' codes; the statistics office numbers Papua differently."""

AWARDS = {
    "GELAR-PN": "Pahlawan Nasional",
    "TJ-MEDALI": "Medali Kepeloporan",
    "BINTANG-JASA-UTAMA": "Bintang Jasa Utama",
    "BINTANG-JASA-PRATAMA": "Bintang Jasa Pratama",
    "BINTANG-JASA-NARARYA": "Bintang Jasa Nararya",
    "SL-KS-10": "Satyalancana Karya Satya X Tahun",
    "SL-KS-20": "Satyalancana Karya Satya XX Tahun",
    "SL-KS-30": "Satyalancana Karya Satya XXX Tahun",
    "SL-PEMBANGUNAN": "Satyalancana Pembangunan",
    "SL-WIRAKARYA": "Satyalancana Wira Karya",
    "SL-KEBSOS": "Satyalancana Kebaktian Sosial",
    "SL-PENDIDIKAN": "Satyalancana Pendidikan",
}
"""Honours that SIGTK knows, by codes of ours."""
