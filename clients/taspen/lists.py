"""Whole lists of participants, matched by BKN in the background."""

from collections.abc import Iterable, Iterator, Sequence

from adapter.agreements.list_fields import ROWS_PER_MESSAGE
from adapter.agreements.taspen import list_messages as messages
from adapter.agreements.taspen.list_messages import BarisPemadanan
from clients.caller import Caller
from clients.lists import Waiting, pages, rows_received, unsent_parts


class Lists(Caller):
    """The operations on lists."""

    def kirimDataPemadanan(
        self, nomorSesi: str, peserta: Sequence[BarisPemadanan], *, bagian: int = 1, terakhir: bool = True
    ) -> messages.KirimDataPemadananJawaban:
        """One part of a list; the same part sent again changes nothing."""
        request = messages.KirimDataPemadanan(
            kepala=self.kepala(), nomorSesi=nomorSesi, bagian=bagian, terakhir=terakhir, peserta=tuple(peserta)
        )
        return self.send(request, messages.KirimDataPemadananJawaban)

    def kirim_peserta(
        self, nomorSesi: str, peserta: Iterable[BarisPemadanan], *, size: int = ROWS_PER_MESSAGE
    ) -> Iterator[messages.KirimDataPemadananJawaban]:
        """A whole list, part by part; what BKN has already, from an earlier try with the same `size`, is not sent."""
        received = rows_received(lambda: self.ambilHasilPemadanan(nomorSesi))
        for part in unsent_parts(peserta, size, received):
            yield self.kirimDataPemadanan(nomorSesi, part.rows, bagian=part.number, terakhir=part.last)

    def ambilHasilPemadanan(self, nomorSesi: str, *, halaman: int | None = None) -> messages.AmbilHasilPemadananJawaban:
        """How far a list is, and one page of its results."""
        request = messages.AmbilHasilPemadanan(kepala=self.kepala(), nomorSesi=nomorSesi, halaman=halaman)
        return self.send(request, messages.AmbilHasilPemadananJawaban)

    def halaman_pemadanan(
        self, nomorSesi: str, *, first: int = 1, waiting: Waiting | None = None
    ) -> Iterator[messages.AmbilHasilPemadananJawaban]:
        """Every page of results; pages that BKN is still working on are waited for."""
        return pages(lambda number: self.ambilHasilPemadanan(nomorSesi, halaman=number), first, waiting)
