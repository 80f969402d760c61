"""What both parties hold of a list, by digests."""

from collections.abc import Sequence

from adapter.agreements.kerja_sama.reconciliation import messages as m
from clients.caller import Caller


class Reconciliation(Caller):
    """The operation on digests; answered while the agreement is in force."""

    def ambilSidik(
        self, namaDaftar: str, rentang: Sequence[m.RentangPosisi] = (), *, garam: str | None = None
    ) -> m.AmbilSidikJawaban:
        """What these ranges of a list hold at the other party; without ranges only whether its digests are ready.

        `garam` goes from BKN to a partner only.
        """
        request = m.AmbilSidik(kepala=self.administration(), namaDaftar=namaDaftar, garam=garam, rentang=tuple(rentang))
        return self.common(request, m.AmbilSidikJawaban)
