"""Whether two names are one person's (domain: 3.3; the rule is our assumption).

Word by word, and never by the likeness of the whole: "MUHAMMAD RIZKI" and "MUHAMMAD RIZAL" are 94 % alike,
and two people. The notes are for our own log; they never leave.
"""

from dataclasses import dataclass

from adapter.matching.distance import within_one
from adapter.matching.normal import Tokens, normal

DIGIT = "OCR"
"""A digit stands in the name: it was read by a machine, and wrongly."""
ORDER, INITIAL, ONE_LETTER, CUT_OFF = "ORDER", "INITIAL", "ONE_LETTER", "CUT_OFF"
"""By which leniency the names agree."""


@dataclass(frozen=True, slots=True)
class NameRule:
    """What may be switched in the rule, with our defaults.

    `one_letter`: one word with one slip of the hand agrees, where key and birth date do. `cut_off`: a name agrees
    with its own beginning; off, because no record of BKN's is known to be cut off.
    """

    one_letter: bool = True
    one_letter_from: int = 6
    """Letters that both words must have: in shorter ones a letter is a different name (DEWI, DEDI)."""
    cut_off: bool = False
    cut_off_from: int = 45
    """Characters that agree before the end; columns of 50 are usual."""
    source: str = "asumsi: perjanjian tidak menyebut cara membandingkan nama"


@dataclass(frozen=True, slots=True)
class NameResult:
    """Whether the names agree, and what was seen on the way."""

    agrees: bool
    notes: tuple[str, ...] = ()


NAME_RULE = NameRule()
_SAME, _OTHER = NameResult(agrees=True), NameResult(agrees=False)
_UNREADABLE = NameResult(agrees=False, notes=(DIGIT,))


def same_name(stored: str, sent: str, *, sure: bool, rule: NameRule = NAME_RULE) -> NameResult:
    """Compare two names as they are written; `sure`: the key and the birth date agree."""
    if stored == sent and stored.isascii() and stored.replace(" ", "").isalpha():
        return _SAME
    return same_tokens(normal(stored), normal(sent), sure=sure, rule=rule)


def same_tokens(stored: Tokens, sent: Tokens, *, sure: bool, rule: NameRule = NAME_RULE) -> NameResult:
    """Compare two names that are normalised already."""
    if _has_digit(stored) or _has_digit(sent):
        return _UNREADABLE
    if stored == sent:
        return _SAME if stored else _OTHER
    if rule.cut_off and _is_beginning(stored, sent, rule.cut_off_from):
        return NameResult(agrees=True, notes=(CUT_OFF,))
    # A one-word name is no prefix of a longer one, and a word left out is another name.
    if len(stored) != len(sent):
        return _OTHER
    return _by_word(stored, sent, sure=sure, rule=rule)


def _by_word(stored: Tokens, sent: Tokens, *, sure: bool, rule: NameRule) -> NameResult:
    ours, theirs = list(stored), []
    for word in sent:
        if word in ours:
            ours.remove(word)
        else:
            theirs.append(word)
    if not ours:
        return NameResult(agrees=True, notes=(ORDER,))
    if len(ours) > 1:
        return _OTHER
    shorter, longer = sorted((ours[0], theirs[0]), key=len)
    # A letter alone is a name only beside a word that agrees, or beside key and birth date: there are but 26 to try.
    if len(shorter) == 1 and longer.startswith(shorter) and (sure or len(sent) > 1):
        return NameResult(agrees=True, notes=(INITIAL,))
    slip = rule.one_letter and sure and len(shorter) >= rule.one_letter_from and within_one(shorter, longer)
    return NameResult(agrees=True, notes=(ONE_LETTER,)) if slip else _OTHER


def _has_digit(tokens: Tokens) -> bool:
    # Most words are nothing but letters, which is seen at once.
    return not all(map(str.isalpha, tokens)) and any(letter.isdigit() for word in tokens for letter in word)


def _is_beginning(stored: Tokens, sent: Tokens, least: int) -> bool:
    shorter, longer = sorted((" ".join(stored), " ".join(sent)), key=len)
    return len(shorter) >= least and longer.startswith(shorter)
