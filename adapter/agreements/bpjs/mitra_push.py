"""What BKN pushes to LayananBpjsMitra: employees' records, applied as if BPJS Kesehatan had pulled them."""

from collections import Counter

from adapter.agreements.bpjs.push_messages import BarisPegawai, KirimDataPegawai, KirimDataPegawaiJawaban
from adapter.agreements.bpjs.receiving import take_changes
from adapter.agreements.operation import Call, Operation
from adapter.agreements.receiving import LEFT, NO_KEY, incoming


def _kirim_data_pegawai(call: Call, sent: KirimDataPegawai) -> KirimDataPegawaiJawaban:
    """Pasal 4 ayat (1) huruf a angka 2) and ayat (2) huruf a angka 2); Pasal 9 ayat (1) and (2)."""
    receipts = take_changes(incoming(call), sent.pegawai)
    for receipt in receipts:
        if receipt.subject is not None:
            call.touch(receipt.subject)
    counts = Counter(receipt.result in (LEFT, NO_KEY) for receipt in receipts)
    return KirimDataPegawaiJawaban(
        kepala=call.heading,
        jumlahDiterima=counts[False],
        jumlahDitolak=counts[True],
        baris=tuple(BarisPegawai(baris=number, hasil=row.result) for number, row in enumerate(receipts, 1)),
    )


OPERATIONS = (
    Operation(
        "kirimDataPegawai",
        KirimDataPegawai,
        KirimDataPegawaiJawaban,
        _kirim_data_pegawai,
        "BKN mengirim data PNS dan pensiunan PNS beserta keluarga, penuh atau menurut mutasi",
    ),
)
