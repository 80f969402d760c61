"""How far apart two words are, as far as it matters: not at all, by one slip of the hand, or by more."""


def within_one(one: str, other: str) -> bool:
    """Whether the Damerau-Levenshtein distance is at most 1: one letter more, less or other, or two swapped."""
    if len(one) > len(other):
        one, other = other, one
    if len(other) - len(one) > 1:
        return False
    start = _agreeing(one, other)
    if len(one) < len(other):
        return one[start:] == other[start + 1 :]
    if one[start + 1 :] == other[start + 1 :]:
        return True
    swapped = one[start : start + 2][::-1]
    return swapped == other[start : start + 2] and one[start + 2 :] == other[start + 2 :]


def _agreeing(one: str, other: str) -> int:
    """How many letters agree from the beginning on."""
    for position, (letter, another) in enumerate(zip(one, other, strict=False)):
        if letter != another:
            return position
    return len(one)
