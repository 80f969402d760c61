"""Reports of differing data, and the session in which they are made."""

from adapter.agreements.bpjs.difference_messages import LaporanPerbedaan, PerbedaanData
from adapter.records.population import SyntheticPerson, nth_person
from clients.bpjs import BpjsClient

HOLDERS = [person for person in map(nth_person, range(60)) if person.kind == "PNS" and not person.restricted]


def differing(person: SyntheticPerson, element: str, value: str, **changes) -> LaporanPerbedaan:
    return LaporanPerbedaan(**{"nip": person.nip, "namaElemen": element, "nilaiBpjs": value, **changes})


def report(client: BpjsClient, *rows: LaporanPerbedaan) -> list[str]:
    return [row.hasil for row in client.laporkanPerbedaanData(rows).baris]


def cases(client: BpjsClient, **how) -> dict[str, PerbedaanData]:
    return {case.namaElemen: case for case in client.ambilPerbedaanData(**how).perbedaan}
