"""A name as it is compared: upper case, without degrees and titles, one spelling for what is written in several.

The steps and lists are our assumption, made from how Indonesian names stand in records (domain: 3.3). Idempotent:
a normalised name, its tokens joined by spaces, normalises to itself.
"""

import re
import unicodedata

Tokens = tuple[str, ...]

_APOSTROPHES = "'`\u00b4\u02b9\u02bb\u02bc\u02bd\u02bf\u02be\u02c8\u2018\u2019\u201a\u201b\u2032\u2035"
_HYPHENS = "-\u00ad\u2010\u2011\u2012\u2013\u2014\u2015\u2212"
_MARKS = str.maketrans({".": " ", **dict.fromkeys(_APOSTROPHES + _HYPHENS)})

TITLES = frozenset(["PROF", "DR", "DRG", "IR", "DRS", "DRA", "H", "HJ", "KH", "TGK", "R", "RR", "RADEN", "NS", "APT"])
"""Stripped where they lead: academic, religious and noble ones."""

SYNONYMS = {
    **dict.fromkeys(["MUH", "MOH", "MHD", "MOCH", "MUHAMAD", "MOHAMMAD", "MUCHAMMAD"], "MUHAMMAD"),
    "ABD": "ABDUL",
}
LEADING_SYNONYMS = {"M": "MUHAMMAD", "ST": "SITI", "T": "TEUKU"}
"""Only as the first word: elsewhere they are initials."""

_OLD = re.compile("OE|[DTNS]J|^CH(?=.)")
_DJ = re.compile("D+J")
# What DJ has become is a J that stays one: DJOKO is JOKO, while the second J of TJAHJONO is a Y.
# Meanwhile it is a character that no XML carries.
_KEPT_J = "\uffff"
_TJ, _NJ, _SJ = (re.compile(f"{letter}[J{_KEPT_J}]") for letter in "TNS")
_LEADING_CH = re.compile("^CH(?=.)")


def normal(text: str) -> Tokens:
    """The words of a name as they are compared; () where it has none."""
    words = _clean(text).split()
    first = 0
    while first < len(words) - 1 and words[first] in TITLES:
        first += 1
    words = words[first:]
    if words:
        words[0] = LEADING_SYNONYMS.get(words[0], words[0])
    return tuple(_spelled(word) for word in words)


def _clean(text: str) -> str:
    # Before NFKC too: it makes a space and a combining accent of an acute accent that stands for an apostrophe.
    text = text.translate(_MARKS)
    if not text.isascii():
        # Upper case may undo the composition ("\u0390"), so that it is composed once more.
        text = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).upper()).translate(_MARKS)
    text = text.upper()
    before, _, _ = text.partition(",")
    return before if before.strip() else text.replace(",", " ")


def _spelled(word: str) -> str:
    """`word` in the spelling of 1972, synonyms resolved; MOEHAMAD is both."""
    word = SYNONYMS.get(word, word)
    if _OLD.search(word):
        word = _respelled(word)
        word = SYNONYMS.get(word, word)
    return word


def _respelled(word: str) -> str:
    """Old spelling turned new; one rule after the other, so that PANDJAITAN and PANJAITAN become one."""
    word = _DJ.sub(_KEPT_J, word.replace("OE", "U"))
    word = _SJ.sub("SY", _NJ.sub("NY", _TJ.sub("C", word)))
    return _LEADING_CH.sub("KH", word).replace("J", "Y").replace(_KEPT_J, "J")
