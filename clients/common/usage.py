"""Who used which of one's own data."""

from collections.abc import Iterator
from datetime import date

from adapter.agreements.kerja_sama.usage import messages as m
from clients.caller import Caller


class Usage(Caller):
    """The operation on the log of use; answered at any time."""

    def ambilLogPemanfaatan(
        self,
        *,
        mulai: date | None = None,
        sampai: date | None = None,
        nomorIdentitas: str | None = None,
        nomorInsiden: str | None = None,
        kursor: str | None = None,
        ukuranHalaman: int | None = None,
    ) -> m.AmbilLogPemanfaatanJawaban:
        """One page of the accesses to your own data; of one person's only, with that person's number."""
        request = m.AmbilLogPemanfaatan(
            kepala=self.administration(),
            mulai=mulai,
            sampai=sampai,
            nomorIdentitas=nomorIdentitas,
            nomorInsiden=nomorInsiden,
            kursor=kursor,
            ukuranHalaman=ukuranHalaman,
        )
        return self.common(request, m.AmbilLogPemanfaatanJawaban)

    def usage(self, *, mulai: date | None = None, sampai: date | None = None) -> Iterator[m.BarisLogPemanfaatan]:
        """Every access, page by page."""
        cursor: str | None = None
        while True:
            page = self.ambilLogPemanfaatan(mulai=mulai, sampai=sampai, kursor=cursor)
            yield from page.baris
            cursor = page.kursorBerikutnya
            if cursor is None:
                return
