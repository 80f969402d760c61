"""The words of which the invented population is made. Invented, or of an office, never of a person."""

from adapter.records.codes import PROVINCES
from adapter.records.references import Code

MALE_NAMES = (
    "Alvaran", "Banuraja", "Cakrayuda", "Dharmawira", "Elangsa", "Fajrikan", "Gentarasa", "Harivan", "Indrapati",
    "Jagatara", "Kalimasa", "Lodrawan", "Mahawira", "Nalendra'i", "Ombaksena", "Prabatara", "Raksabumi", "Surapati'al",
    "Tirtabaya", "Umbaran", "Wanagiri", "Yudakarsa", "Zamruda", "Arkabima", "Bayusena",
)  # fmt: skip
FEMALE_NAMES = (
    "Arunikasi", "Bulansari", "Cempakarani", "Dewandari", "Embunita", "Fajarini", "Gemintangi", "Hariwulan",
    "Indahsari", "Jelitarum", "Kenangasih", "Langitasi", "Melatiwangi", "Nilamsuri", "Ombakrini", "Pelangita",
    "Ratnamala", "Senjawati", "Tirtarini", "Umbulsari", "Wanasari", "Yudaresmi", "Zamrudini", "Asmarasih",
)  # fmt: skip
FAMILY_NAMES = (
    "Antabaya", "Bumiraksa", "Candigara", "Dukuhsari", "Embaltara", "Gunungjati'a", "Hulubanyu", "Ingasmoro",
    "Jatirasa", "Kalibening", "Lembahsari", "Mandalagiri", "Nusabakti", "Padangrasa", "Rimbajaya", "Samodra'i",
    "Telagawarna", "Ujungtanah", "Watugede", "Wiragumilang",
)  # fmt: skip
BACK_DEGREES = (None, None, None, "S.Pd.", "S.E.", "S.H.", "S.Kom.", "S.Kep., Ns.", "A.Md.Keb.", "S.Sos., M.Si.")
STREETS = ("Jalan Contoh Raya", "Jalan Melati Contoh", "Gang Buatan", "Jalan Percobaan", "Jalan Uji Coba Barat")
UNITS = (
    "Bagian Umum",
    "Bagian Kepegawaian",
    "Bidang Data dan Informasi",
    "Dinas Pendidikan",
    "Dinas Kesehatan",
    "Sekretariat",
    "Sekolah Dasar Contoh 01",
    "Sekolah Menengah Contoh 02",
    "Pusat Kesehatan Masyarakat Contoh",
)
POSTS = {
    "STRUKTURAL": ("Kepala Bagian Umum", "Kepala Bidang Data dan Informasi", "Sekretaris Dinas"),
    "FUNGSIONAL": (
        "Guru Ahli Pertama",
        "Guru Ahli Muda",
        "Perawat Terampil",
        "Bidan Mahir",
        "Pranata Komputer Ahli Pertama",
        "Analis Kepegawaian Ahli Muda",
    ),
    "PELAKSANA": ("Pengadministrasi Umum", "Pengelola Data", "Bendahara"),
}
REGENCIES = ("01", "02", "03", "71")


def regency_name(code: str) -> str:
    """An invented name for a regency (01-69) or city (71-99) of a real province."""
    kind = "Kota" if code[2:] >= "71" else "Kabupaten"
    return f"{kind} Contoh {int(code[2:])}, {PROVINCES[code[:2]]}"


AGENCIES = (
    *(Code(f"K{number:02}", f"Kementerian Contoh {number}") for number in range(1, 13)),
    *(Code(f"P{code}", f"Pemerintah Provinsi {name}") for code, name in PROVINCES.items()),
    *(Code(f"D{code}{end}", f"Pemerintah {regency_name(code + end)}") for code in PROVINCES for end in REGENCIES),
)
"""Codes of ours: an agency's code in SIASN is a UUID."""
