"""Between the shared structures on the wire and the values of adapter.records, both ways."""

from adapter.agreements.structures import (
    Alamat,
    AnggotaKeluarga,
    Instansi,
    LokasiKerja,
    MasaKerja,
    PangkatGolonganRuang,
)
from adapter.records.codes import RANKS
from adapter.records.officials import Agency
from adapter.records.record import Address, FamilyMember, Job


def alamat(address: Address | None) -> Alamat | None:
    """An address for the wire."""
    if address is None:
        return None
    return Alamat(
        alamat=address.street,
        rt=address.rt,
        rw=address.rw,
        kelurahanDesa=address.village,
        kecamatan=address.district,
        kodeKabupatenKota=address.regency,
        kodeProvinsi=address.province,
        kodePos=address.postcode,
    )


def address_from(sent: Alamat | None) -> Address | None:
    """An address from the wire."""
    if sent is None:
        return None
    return Address(
        street=sent.alamat,
        rt=sent.rt,
        rw=sent.rw,
        village=sent.kelurahanDesa,
        district=sent.kecamatan,
        regency=sent.kodeKabupatenKota,
        province=sent.kodeProvinsi,
        postcode=sent.kodePos,
    )


def anggota_keluarga(member: FamilyMember) -> AnggotaKeluarga:
    """A family member for the wire."""
    life = None if member.deceased is None else ("MENINGGAL" if member.deceased else "HIDUP")
    return AnggotaKeluarga(
        hubunganKeluarga=member.relation,
        nama=member.name,
        nik=member.nik,
        tempatLahir=member.birthplace,
        tanggalLahir=member.born,
        jenisKelamin=member.gender,
        statusHidup=life,
        urutanAnak=member.child,
    )


def member_from(sent: AnggotaKeluarga) -> FamilyMember:
    """A family member from the wire."""
    return FamilyMember(
        relation=sent.hubunganKeluarga,
        name=sent.nama,
        nik=sent.nik,
        birthplace=sent.tempatLahir,
        born=sent.tanggalLahir,
        gender=sent.jenisKelamin,
        deceased=None if sent.statusHidup is None else sent.statusHidup == "MENINGGAL",
        child=sent.urutanAnak,
    )


def instansi(code: str | None, names: dict[str, str]) -> Instansi | None:
    """An agency for the wire; where its name is not in the reference codes, its code must do."""
    return None if code is None else Instansi(kodeInstansi=code, namaInstansi=names.get(code, code))


def agency_from(sent: Instansi | None) -> Agency | None:
    """An agency from the wire."""
    return None if sent is None else Agency(code=sent.kodeInstansi, name=sent.namaInstansi)


def pangkat(job: Job) -> PangkatGolonganRuang | None:
    """A PNS's rank and grade; a PPPK has neither."""
    rank = RANKS.get(job.grade or "")
    return None if rank is None or job.grade is None else PangkatGolonganRuang(pangkat=rank, golonganRuang=job.grade)


def masa_kerja_golongan(job: Job) -> MasaKerja | None:
    """The length of service that counts for the grade."""
    return None if job.grade_years is None else MasaKerja(tahun=job.grade_years, bulan=job.grade_months or 0)


def lokasi(job: Job) -> LokasiKerja | None:
    """Where somebody works."""
    return None if job.location is None else LokasiKerja(kodeKabupatenKota=job.location_code, nama=job.location)
