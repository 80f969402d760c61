"""A line to a peer on which something goes wrong, and a peer that signs what is wrong itself."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import requests
from lxml import etree

from clients.sync.site import Site
from tests.support.forge import Message
from tests.support.world import World

Wrong = Callable[[requests.Response], requests.Response]


class BadLine:
    """Carries calls; what happens to one of the operation `about`, by its number from 0, stands in `wrong`."""

    about = b"ambilKartuPesertaPns"

    def __init__(
        self, world: World, wrong: dict[int, Wrong | Exception], before: Callable[[int], object] | None = None
    ):
        self._world, self._wrong, self._before = world, wrong, before
        self.calls = 0
        self.answers: list[requests.Response] = []

    def __call__(self, address: str, raw: bytes, headers: dict[str, str]) -> requests.Response:
        if self.about not in raw:
            return self._world.post(address, raw, headers)
        number, self.calls = self.calls, self.calls + 1
        if self._before is not None:
            self._before(number)
        wrong = self._wrong.get(number)
        if isinstance(wrong, Exception):
            raise wrong
        answer = self._world.post(address, raw, headers)
        self.answers.append(answer)
        return wrong(answer) if wrong is not None else answer

    def of(self, site: Site) -> Site:
        """The site, with this line."""
        connect = site.connect
        return replace(site, connect=lambda agreement: replace(connect(agreement), post=self))


def answered(content: bytes, content_type: str = "text/xml; charset=utf-8", status: int = 200) -> Wrong:
    """In place of the answer, this."""

    def wrong(_: requests.Response) -> requests.Response:
        answer = requests.Response()
        answer.status_code, answer._content = status, content
        answer.headers["Content-Type"] = content_type
        return answer

    return wrong


def changed(change: Callable[[Message], object]) -> Wrong:
    """The answer, changed on the way."""

    def wrong(answer: requests.Response) -> requests.Response:
        message = Message(answer.content)
        change(message)
        answer._content = message.raw
        return answer

    return wrong


def lying(world: World, name: str, lie: Callable[[etree._Element], object]) -> Wrong:
    """The answer as a peer would sign it whose program is wrong; `lie` is given the answer's element."""

    def change(message: Message) -> None:
        lie(message.body[0])
        message.sign_again(world.signer(name))

    return changed(change)


def put(**values: Any) -> Callable[[etree._Element], object]:
    """Put text into children of the answer by their names."""

    def lie(answer: etree._Element) -> None:
        for name, value in values.items():
            answer.find(f"{{*}}{name}").text = str(value)  # type: ignore[union-attr]

    return lie
