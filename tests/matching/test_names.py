"""The name rule: the pairs of the domain book by their numbers, and what holds of all names."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapter.matching.names import (
    CUT_OFF,
    DIGIT,
    INITIAL,
    ONE_LETTER,
    ORDER,
    NameRule,
    same_name,
    same_tokens,
)
from adapter.matching.normal import normal

LONG = "RADITYAPRATAMA KUSUMAWARDHANA SASTRAATMADJA WIRYAKUSUMANINGRAT PUTRA"

# (number, BKN's record, what is submitted, whether it agrees with key and birth date agreeing, and our own note)
PAIRS = [
    (1, "SUKARNO", "Soekarno", True, ()),
    (2, "MUHAMMAD RIZKI", "M. Rizki", True, ()),
    (3, "MUHAMMAD RIZKI", "M. Rizal", False, ()),
    (4, "NURUL JANNAH", "NURUL JANNAH, S.Pd., M.M.", True, ()),
    (5, "Hj. IDA SULISTYA, S.Sos., M.A.P.", "IDA SULISTYA", True, ()),
    (6, "MA'RUF AMIN", "MARUF AMIN", True, ()),
    (6, "MA'RUF AMIN", "MA`RUF AMIN", True, ()),
    (6, "MA'RUF AMIN", "MA\u2019RUF AMIN", True, ()),
    (7, "SUHARTO", "SUHARTO SUHARTO", False, ()),
    (8, "SITI AISYAH", "ST. AISYAH", True, ()),
    (9, "SITI AISYAH", "SITI AISIYAH", True, (ONE_LETTER,)),
    (10, "I GUSTI NGURAH RAI", "NGURAH RAI", False, ()),
    (11, "BUDI SANTOSO", "SANTOSO BUDI", True, (ORDER,)),
    (12, "JOHANES P. SITUMORANG", "JOHANES PARLINDUNGAN SITUMORANG", True, (INITIAL,)),
    (13, "DJOKO TJAHJONO", "JOKO CAHYONO", True, ()),
    (14, "AHMAD", "AHMAD FAUZI", False, ()),
    (15, "ABDUL MUIS", "ABD MUIS", True, ()),
    (16, "SRI RAHAYU", "SR1 RAHAYU", False, (DIGIT,)),
    (17, "R. SUTRISNO", "SUTRISNO", True, ()),
    (18, "RATNA", "RATNA", True, ()),
    (19, LONG[:50], LONG, False, ()),
    (20, "TEUKU UMAR", "T. UMAR", True, ()),
]
WORDS = st.sampled_from(
    ["RIZKI", "RIZAL", "AISYAH", "AISIYAH", "SOEKARNO", "SUKARNO", "TJAHJONO", "CAHYONO", "FAUZI", "PARLINDUNGAN", "P"]
)
NAMES = st.lists(WORDS, min_size=1, max_size=4).map(" ".join)
ANYTHING = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\uffff"), max_size=30)


@pytest.mark.parametrize(("number", "stored", "sent", "agrees", "notes"), PAIRS)
def test_pairs(number: int, stored: str, sent: str, agrees: bool, notes: tuple[str, ...]) -> None:  # noqa: FBT001 - the table's own columns
    result = same_name(stored, sent, sure=True)
    assert (result.agrees, result.notes) == (agrees, notes)


@pytest.mark.parametrize(("number", "stored", "sent", "agrees", "notes"), PAIRS)
def test_without_birth_date_only_the_slip_counts(
    number: int,
    stored: str,
    sent: str,
    agrees: bool,  # noqa: FBT001 - the table's own column
    notes: tuple[str, ...],
) -> None:
    assert same_name(stored, sent, sure=False).agrees == (agrees and number != 9)


def test_a_letter_alone_is_nobodys_name_without_birth_date() -> None:
    assert same_name("SUHARTO", "S.", sure=True).agrees
    assert not same_name("SUHARTO", "S.", sure=False).agrees
    assert not same_name("S.", "SUHARTO", sure=False).agrees


def test_pair_19_with_its_option() -> None:
    rule = NameRule(cut_off=True)
    result = same_name(LONG[:50], LONG, sure=False, rule=rule)
    assert (result.agrees, result.notes) == (True, (CUT_OFF,))
    assert not same_name(LONG[:40], LONG, sure=False, rule=rule).agrees
    assert not same_name(LONG[:50], LONG.replace("KUSUMA", "KESUMA"), sure=False, rule=rule).agrees


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("PANDJAITAN", "PANJAITAN"), ("JOESOEF", "YUSUF"), ("CHAIRUL ANWAR", "KHAIRUL ANWAR"),
        ("MOEHAMAD NJOTO", "MUHAMMAD NYOTO"), ("SJAHRIR", "SYAHRIR"), ("SOEDJONO", "SUJONO"),
        ("H. MUH. JUSUF", "MUHAMMAD JUSUF"), ("NUR-AINI", "NURAINI"), ("Prof. Dr. H. RADEN", "RADEN"),
    ],
)  # fmt: skip
def test_old_and_new_writing_are_one(old: str, new: str) -> None:
    assert normal(old) == normal(new)


def test_last_word_is_never_taken_for_a_title() -> None:
    assert normal("H. R.") == ("R",)
    assert not same_name("RADEN", "HJ", sure=True).agrees


def test_one_letter_is_no_slip_in_short_words_or_twice() -> None:
    assert not same_name("DEWI RAHAYU", "DEDI RAHAYU", sure=True).agrees
    assert not same_name("AISYAH SUTRISNO", "AISIYAH SUTRISNA", sure=True).agrees
    assert not same_name("SITI AISYAH", "SITI AISIYAH", sure=True, rule=NameRule(one_letter=False)).agrees


def test_digit_in_a_degree_is_none_in_the_name() -> None:
    assert same_name("NURUL JANNAH", "NURUL JANNAH, S.Pd.1", sure=True).agrees


@pytest.mark.parametrize("nameless", ["", "...", "'", ","])
def test_no_name_agrees_with_nothing(nameless: str) -> None:
    assert not same_name(nameless, nameless, sure=True).agrees


@given(ANYTHING)
def test_normalising_twice_changes_nothing(text: str) -> None:
    assert normal(" ".join(normal(text))) == normal(text)


@given(NAMES, NAMES, st.booleans())
def test_symmetric(one: str, other: str, sure: bool) -> None:  # noqa: FBT001 - hypothesis gives it so
    assert same_name(one, other, sure=sure) == same_name(other, one, sure=sure)


@given(ANYTHING.filter(normal))
def test_name_agrees_with_itself_unless_it_has_a_digit(name: str) -> None:
    has_digit = any(letter.isdigit() for word in normal(name) for letter in word)
    result = same_name(name, name, sure=False)
    assert (result.agrees, result.notes) == ((False, (DIGIT,)) if has_digit else (True, ()))


@given(st.lists(WORDS, min_size=1, max_size=4), st.randoms())
def test_order_of_words_does_not_matter(words: list[str], random: object) -> None:
    shuffled = list(words)
    random.shuffle(shuffled)  # type: ignore[attr-defined] # hypothesis' own Random
    assert same_tokens(normal(" ".join(words)), normal(" ".join(shuffled)), sure=False).agrees


@given(st.lists(WORDS, min_size=3, max_size=8, unique=True))
def test_one_other_word_is_another_name_however_long_the_rest(words: list[str]) -> None:
    """There is no threshold on the likeness of the whole."""
    name, other = " ".join([*words, "BUDIMAN"]), " ".join([*words, "SETIAWAN"])
    assert not same_name(name, other, sure=True).agrees


@given(NAMES)
def test_shortcut_for_equal_text_decides_as_the_long_way(name: str) -> None:
    assert same_name(name, name, sure=False) == same_tokens(normal(name), normal(name), sure=False)
