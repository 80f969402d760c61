"""`jembatan sync reconcile`: each exit status, and what is told."""

import pytest
import requests

from adapter.agreements.bpjs.mitra import CARDS
from clients import transport
from tests.cli.conftest import one_line
from tests.support.rows import HOLDERS, card
from tests.support.sites import bkn_syncs

CARD = "kartuPesertaPns"


@pytest.fixture
def equal(world, host):
    bkn_syncs(world, "BPJS")
    return host


def table(told):
    """By list: records here and there, and how many differ."""
    rows = [line.split("\t") for line in told.stdout.splitlines() if line.count("\t") > 3][1:]
    return {row[0]: [int(number) for number in row[1:6]] for row in rows}


def test_nothing_differs(equal, bkn):
    told = bkn("sync", "reconcile", "bpjs", CARD, CARD)
    assert (told.exit_code, told.stderr, table(told)) == (0, "", {CARD: [25, 25, 0, 0, 0]})


def test_all_lists_that_are_compared(equal, bkn):
    assert set(table(bkn("sync", "reconcile", "BPJS"))) == {CARD, "dataPejabatNegara", "dataPegawai"}


def test_what_differs_is_named_on_demand_and_repaired(equal, bkn):
    equal.offer(CARDS, [card(HOLDERS[0], "0009999999999"), card(HOLDERS[25])])
    told = bkn("sync", "reconcile", "BPJS", CARD)
    assert (told.exit_code, table(told)) == (4, {CARD: [25, 26, 0, 1, 1]})
    assert HOLDERS[0].nip not in told.stdout
    shown = bkn("sync", "reconcile", "BPJS", CARD, "--show")
    assert f"{CARD}\tdifferent\tnip {HOLDERS[0].nip}" in shown.stdout
    assert f"{CARD}\tonly there\tnot held here, their token 27" in shown.stdout
    repaired = bkn("sync", "reconcile", "BPJS", CARD, "--repair")
    assert (repaired.exit_code, table(repaired)) == (0, {CARD: [26, 26, 0, 0, 0]})
    assert f"{CARD}: 2 TERSIMPAN; 0 only the other party can send or take out" in repaired.stdout


def test_what_only_the_receiver_has_stays(equal, bkn):
    equal.offer(CARDS, [card(HOLDERS[0])], remove=True)
    told = bkn("sync", "reconcile", "BPJS", CARD, "--repair")
    assert (told.exit_code, table(told)) == (4, {CARD: [25, 24, 1, 0, 0]})
    assert f"{CARD}: nothing exchanged; 1 only the other party can send or take out" in told.stdout


def test_a_partner_compares_from_its_end(equal, bpjs):
    assert table(bpjs("sync", "reconcile", "BPJS", CARD)) == {CARD: [25, 25, 0, 0, 0]}


def test_a_list_that_is_not_compared(bkn, host):
    told = bkn("sync", "reconcile", "BPJS", CARD, "gaji")
    assert (told.exit_code, told.stdout) == (1, "")
    assert "BPJS compares no list 'gaji'; it compares dataPegawai, " in one_line(told)


def test_not_this_partners_agreement(bpjs):
    told = bpjs("sync", "reconcile", "SIGTK")
    assert (told.exit_code, told.stdout) == (1, "")
    assert "SIGTK: this is the end of BPJS" in one_line(told)


def test_a_partner_that_is_away(bkn):
    told = bkn("sync", "reconcile", "BPJS")
    assert (told.exit_code, told.stdout) == (3, "")
    one_line(told)


def test_an_address_that_is_not_known(bkn):
    del bkn.environ["JEMBATAN_PEER_URLS"]
    told = bkn("sync", "reconcile", "BPJS")
    assert told.exit_code == 1
    assert "set JEMBATAN_PEER_URLS=BPJS=https://" in one_line(told)


def test_what_was_compared_before_the_partner_went_away_is_told(equal, bkn):
    """It hangs up in the second list."""
    post = transport._session.get_adapter("http://bpjs.test")
    honest, asked = type(post).send, []

    def send(request, *args, **more):
        asked.append(b"dataPegawai" in bytes(request.body))
        if asked[-1]:
            raise requests.ConnectionError("cut")
        return honest(post, request, *args, **more)

    post.send = send
    told = bkn("sync", "reconcile", "BPJS", CARD, "dataPegawai")
    assert (told.exit_code, list(table(told))) == (3, [CARD])
    one_line(told)
