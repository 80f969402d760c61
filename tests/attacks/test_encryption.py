"""An encrypted Body, tampered with or made wrongly: one answer for all of it (hazards, case 22)."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from functools import cache
from pathlib import Path

import pytest
import requests
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from adapter.agreements.kerja_sama.status.messages import CekStatusPerjanjian, CekStatusPerjanjianJawaban
from adapter.clock import WIB
from adapter.records.vault import Vault
from adapter.security import KeyDecrypter, decrypt, open_envelope, sign, wrap
from adapter.security import names as n
from adapter.security.decrypt import decrypt_body
from clients.bpjs import BpjsClient
from clients.errors import AnswerRejected, RequestRefused
from tests.attacks.conftest import Door
from tests.support import forge
from tests.support.broken_seals import MISPLACED, UNDECIPHERABLE, Attack
from tests.support.databases import sqlite_copy
from tests.support.forge import Message
from tests.support.sealing import Seal
from tests.support.world import World, make_world


class Counting:
    """BKN's or a partner's decrypter, and how often its key and AES were used."""

    def __init__(self, decrypter: KeyDecrypter) -> None:
        self._decrypter = decrypter
        self.certificate = decrypter.certificate
        self.used: list[str] = []

    def unwrap(self, wrapped: bytes) -> bytes | None:
        self.used.append(f"RSA of {len(wrapped)} bytes")
        return self._decrypter.unwrap(wrapped)


@pytest.fixture(scope="module")
def world(sqlite_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    """A BKN whose agreement with BPJS wants messages encrypted, and the one with SIGTK does not."""
    with sqlite_copy(sqlite_file, tmp_path_factory.mktemp("encrypting")) as engine:
        now = datetime(2026, 11, 20, 9, 0, tzinfo=WIB)
        world = make_world(engine, Vault(b"d" * 32, b"i" * 32), now, encrypted=("BPJS",))
        world.parts = replace(world.parts, decrypter=Counting(world.decrypter("server")))
        yield world


@pytest.fixture(params=[n.SOAP11, n.SOAP12], ids=["soap11", "soap12"])
def door(request: pytest.FixtureRequest, world: World) -> Door:
    return Door(world, request.param)


@pytest.fixture
def used(door: Door, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What BKN's private key and AES are used for."""
    counting = door.world.parts.decrypter
    counting.used.clear()

    class CountedAes:
        def __init__(self, key: bytes) -> None:
            self._aes = AESGCM(key)

        def decrypt(self, *args):
            counting.used.append("AES")
            return self._aes.decrypt(*args)

    monkeypatch.setattr(decrypt, "AESGCM", CountedAes)
    return counting.used


def seal_for(world: World, name: str) -> Seal:
    return Seal(world.identities[name].certificate)


def attacked(door: Door, attack: Attack) -> Message:
    return attack(door.request(addressing=True), seal_for(door.world, "server"), door.signer)


def told(answer: requests.Response) -> list[tuple[str, str | None]]:
    """All that a fault says, but for its own number."""
    body = Message(answer.content).body
    return [(str(element.tag), element.text) for element in body.iter() if not str(element.tag).endswith("idKorelasi")]


def written(door: Door) -> tuple[object, ...]:
    """What the journal keeps of the last call, but for its sizes and times."""
    entry = door.last_entry()
    return (entry.outcome, entry.signer, entry.agreement, entry.operation, entry.message_id, entry.request_sealed)


@cache
def refusal(door: Door) -> tuple[object, object]:
    """How one of them is refused: a clear text with a bit changed."""
    door.refuses(attacked(door, UNDECIPHERABLE["cipher-text-changed"]), "wsse:FailedCheck")
    answer = door.knock(attacked(door, UNDECIPHERABLE["cipher-text-changed"]))
    return told(answer), written(door)


def test_an_honest_request_is_accepted(door, used):
    door.accepts(seal_for(door.world, "server")(door.request(addressing=True)))
    assert used == ["RSA of 256 bytes", "AES"]


@pytest.mark.parametrize("attack", UNDECIPHERABLE)
def test_a_request_that_does_not_decrypt_is_one_of_many(door, used, attack):
    message = attacked(door, UNDECIPHERABLE[attack])
    answer = door.knock(message)
    assert forge.fault_code(answer) == "wsse:FailedCheck"
    # The same work: which step would have failed first cannot be told by the time either.
    assert used == (["RSA of 256 bytes", "AES"] if attack != "in-clear" else [])
    assert (told(answer), written(door)) == refusal(door)


@pytest.mark.parametrize("attack", MISPLACED)
def test_a_part_where_none_can_be_never_reaches_the_private_key(door, used, attack):
    door.refuses(attacked(door, MISPLACED[attack]), "wsse:FailedCheck", "wsse:InvalidSecurity")
    assert used == []


def test_a_stranger_never_reaches_the_private_key(door, used):
    request = forge.request(door.world.signer("STRANGER"), door.world.now, door.version)
    door.refuses(seal_for(door.world, "server")(request), "wsse:FailedAuthentication")
    unsigned = seal_for(door.world, "server")(door.request())
    unsigned.signature_value.text = door.request().signature_value.text
    door.refuses(unsigned, "wsse:FailedCheck")
    assert used == []


def test_a_partner_whose_agreement_does_not_ask_for_it(door):
    """In clear it is answered, in clear; encrypted it is refused like everything else that was not agreed."""
    signer, now = door.world.signer("SIGTK"), door.world.now
    body = forge.question(now)
    for name, value in (("kodeMitra", "SIGTK"), ("versiElemen", "SIGTK-1")):
        next(body.iter(f"{{*}}{name}")).text = value
    next(body.iter("{*}nomorPerjanjian")).text = door.world.catalogue.agreement("SIGTK").bkn.number
    message = Message(sign(wrap(door.version, body), signer, now).raw)
    door.refuses(seal_for(door.world, "server")(message), "wsse:FailedCheck")
    answer = door.knock(message)
    assert (forge.fault_code(answer), Message(answer.content).body[0].tag[-8:]) == ("", "Response")


def test_a_number_of_nobodys_agreement_does_not_let_clear_text_through(door):
    clear = door.request()
    next(clear.body.iter("{*}nomorPerjanjian")).text = "1/2/3"
    door.refuses(clear.sign_again(door.signer), "wsse:FailedCheck")


def test_a_replayed_request_that_was_encrypted_anew(door):
    clear, seal = door.request(), seal_for(door.world, "server")
    door.accepts(seal(clear))
    door.refuses(seal(clear, key=b"o" * 32), "wsse:InvalidSecurity")


def test_an_attacker_who_knows_everything_but_the_keys(door):
    """A captured request under a key of his own tells him only that what he put in is not what was signed."""
    captured = door.request()
    door.accepts(seal_for(door.world, "server")(captured))
    door.refuses(seal_for(door.world, "server")(captured, b"<a/>"), "wsse:FailedCheck")


class Line:
    """BPJS's client, and somebody on its line to BKN; `decrypter` is BPJS's own."""

    def __init__(self, door: Door) -> None:
        self.door, self.world = door, door.world
        self.decrypter = Counting(self.world.decrypter("BPJS"))
        self.change = lambda answer: answer
        self.heard: list[bytes] = []
        terms = {"agreement": self.world.catalogue.agreement("BPJS")}
        connection = self.world.connection(
            "BPJS", post=self.post, soap12=door.version == n.SOAP12, decrypter=self.decrypter
        )
        self.client = type("BpjsClient", (BpjsClient,), terms)(connection)

    def post(self, address: str, raw: bytes, headers: dict[str, str]) -> requests.Response:
        answer = self.world.post(address, raw, headers)
        answer._content = self.change(answer.content)
        self.heard = [raw, answer.content]
        return answer

    def attack(self, attack: Attack) -> None:
        def changed(answer: bytes) -> bytes:
            clear = Message(decrypt_body(open_envelope(answer, 10**7, 10**6), self.decrypter))
            self.decrypter.used.clear()
            return attack(clear, seal_for(self.world, "BPJS"), self.world.signer("server")).raw

        self.change = changed


@cache
def line_of(door: Door) -> Line:
    return Line(door)  # reading the contracts takes longer than a hundred calls


@pytest.fixture
def line(door: Door) -> Line:
    found = line_of(Door(door.world, door.version))
    found.change = lambda answer: answer
    return found


def test_an_honest_answer_is_read_and_both_were_encrypted(line):
    assert line.client.cekStatusPerjanjian().nomorBkn == "41/K/KS/X/2016"
    for raw in line.heard:
        assert b"41/K" not in raw
        assert [child.tag for child in Message(raw).body] == [n.ENCRYPTED_DATA]


@pytest.mark.parametrize("attack", UNDECIPHERABLE)
def test_an_answer_that_does_not_decrypt_is_one_of_many(line, attack):
    line.attack(UNDECIPHERABLE[attack])
    with pytest.raises(AnswerRejected) as rejected:
        line.client.cekStatusPerjanjian()
    assert str(rejected.value).endswith(str(decrypt.undecipherable()))
    assert line.decrypter.used == (["RSA of 256 bytes"] if attack != "in-clear" else [])


@pytest.mark.parametrize("attack", MISPLACED)
def test_an_answer_with_a_part_where_none_can_be(line, attack):
    line.attack(MISPLACED[attack])
    with pytest.raises(AnswerRejected, match=r"FailedCheck|InvalidSecurity"):
        line.client.cekStatusPerjanjian()


def test_an_answer_for_another_partner(line):
    """Re-encrypted by whoever could read it, were it sent to SIGTK: the client reads nothing of it."""
    line.attack(lambda clear, _seal, _signer: seal_for(line.world, "SIGTK")(clear))
    with pytest.raises(AnswerRejected, match="not encrypted as agreed"):
        line.client.cekStatusPerjanjian()


def test_a_fault_comes_in_clear_and_is_believed_if_bkn_has_signed_it(line):
    with pytest.raises(RequestRefused, match="TUJUAN_TIDAK_SAH"):
        line.client.send(*wrong_purpose(line.client), service="LayananKerjaSama")
    assert b"TUJUAN_TIDAK_SAH" in line.heard[1]
    line.change = lambda answer: answer.replace(b"TUJUAN_TIDAK_SAH", b"GALAT_SISTEM")
    with pytest.raises(AnswerRejected):
        line.client.send(*wrong_purpose(line.client), service="LayananKerjaSama")


def wrong_purpose(client: BpjsClient):
    return CekStatusPerjanjian(kepala=client.kepala(purpose="X")), CekStatusPerjanjianJawaban
