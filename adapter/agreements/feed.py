"""Operations by which one party pulls what the other offers, each declared by its messages and the rows of its answer.

What is one for all of them stands here: a request has `sejakToken` and `ukuranHalaman`, an answer its rows,
`tokenBerikutnya`, `jumlahTersisa` and `adaLagi`, a row its token and the record.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from typing import Any, Generic, TypeVar

from adapter.agreements.offering import Pulled, pull
from adapter.agreements.operation import Call, Offer, Operation

Answer = TypeVar("Answer")

_FIELDS = {"idMutasi": "change_id", "tokenUrut": "token", "jenisPerubahan": "change", "berubahPada": "changed_at"}
"""What a row may have beside the record, and which part of the state pulled goes there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed(Generic[Answer]):
    """One such operation. `records` says in which field of `row` a record of each offer goes.

    `rows` is the answer's field with the rows. `every_state`: what has been replaced comes too, each in its turn; else
    only what stands.
    """

    name: str
    request: type
    answer: type[Answer]
    row: type
    records: Mapping[str, Offer]
    doc: str
    rows: str = "perubahan"
    every_state: bool = False

    @property
    def offers(self) -> tuple[Offer, ...]:
        """The lists whose records it brings."""
        return tuple(self.records.values())

    @property
    def operation(self) -> Operation:
        """As the service declares it; it gives the last list's elements."""
        return Operation(self.name, self.request, self.answer, self._carry_out, self.doc, gives=self.offers[-1].listed)

    def rows_of(self, page: Answer) -> tuple[Any, ...]:
        """The rows of a page, in the order of their tokens."""
        found: tuple[Any, ...] = getattr(page, self.rows)
        return found

    def _carry_out(self, call: Call, asked: Any) -> Answer:  # noqa: ANN401 - a request of any feed
        path = f"/{self.name}/sejakToken"
        page = pull(call, self.offers, path, asked.sejakToken, asked.ukuranHalaman, every_state=self.every_state)
        answer: Callable[..., Answer] = self.answer
        return answer(
            kepala=call.heading,
            **{self.rows: tuple(self._row(state) for state in page.rows)},
            tokenBerikutnya=page.reached,
            jumlahTersisa=page.total,
            adaLagi=page.more,
            tokenTerakhir=page.newest,
        )

    def _row(self, state: Pulled) -> Any:  # noqa: ANN401 - a row of any feed
        names = {field.name for field in fields(self.row)}
        parts = {name: getattr(state, part) for name, part in _FIELDS.items() if name in names}
        return self.row(**parts, **{name: state.record for name, one in self.records.items() if one is state.offer})
