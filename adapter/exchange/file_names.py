"""The names of files in an exchange folder. They sort in the order of making, and tell nothing of any person."""

import re
from dataclasses import dataclass

from adapter.agreements.terms import Side

REQUEST, ANSWER, LIST = ".permintaan.xml", ".jawaban.xml", ".daftar.xml"
_UUID = "[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}"
_NAME = re.compile(rf"([A-Z0-9_]{{1,40}})-([A-Za-z]{{1,64}})-([0-9]{{6,9}})-({_UUID})")


@dataclass(frozen=True, slots=True)
class FileName:
    """What the name of a request's file, and of its answer's, says; it proves nothing."""

    agreement: str
    operation: str
    number: int
    message_id: str

    @property
    def stem(self) -> str:
        """What request and answer have in common."""
        return f"{self.agreement}-{self.operation}-{self.number:06d}-{self.message_id}"

    @property
    def request(self) -> str:
        """The request's file."""
        return self.stem + REQUEST

    @property
    def answer(self) -> str:
        """The answer's file."""
        return self.stem + ANSWER


def parse(name: str) -> FileName | None:
    """What a file's name says; None where it is no request's and no answer's."""
    for suffix in (REQUEST, ANSWER):
        if name.endswith(suffix) and (found := _NAME.fullmatch(name.removesuffix(suffix))):
            agreement, operation, number, message_id = found.groups()
            return FileName(agreement, operation, int(number), message_id)
    return None


def list_name(agreement: str, sender: Side) -> str:
    """The list of the files that one party has put there."""
    return f"{agreement}-dari-{sender.value}{LIST}"
