"""Answers of a confirmation service in the journal, as they would be after calls: rows that were compared."""

from datetime import datetime
from uuid import uuid4

from sqlalchemy.orm import Session

from adapter.journal import journal
from adapter.records.vault import Vault

WORDS = {"equal": "sesuai", "unequal": "tidak sesuai", "unknown": "data tidak ditemukan"}


def answered(  # noqa: PLR0913 - a call has so many sides
    session: Session,
    vault: Vault,
    at: datetime,
    *words: str,
    agreement: str = "TASPEN",
    operation: str = "ambilHasilPemadanan",
    service: str = "LayananTaspen",
    people: tuple[bytes, ...] = (),
    outcome: str = "BERHASIL",
    first: int = 1,
) -> int:
    """One call of `operation` whose rows ended with these words, participants numbered from `first` on."""
    rows = "".join(
        f"<hasil><nomorPeserta>P-{number}</nomorPeserta><keterangan>{word}</keterangan>"
        f"<rincian><elemen nama='nik'><keterangan>tidak sesuai</keterangan></elemen></rincian></hasil>"
        for number, word in enumerate(words, first)
    )
    exchange = journal.Exchange(
        correlation_id=str(uuid4()), received_at=at, service=service, operation=operation, agreement=agreement,
        outcome=outcome, request=b"<minta/>", answer=f"<j xmlns='urn:uji'>{rows}</j>".encode(), verified=True,
        signer=b"s" * 32, user="petugas-mitra", purpose="PENDAFTARAN_KEPESERTAAN", result_number=f"H-{first}",
    )  # fmt: skip
    return journal.write(session, vault, exchange, people)
