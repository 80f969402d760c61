"""What of an agreement's text is carried out by what in this program: the table behind `jembatan agreement coverage`.

Each agreement's folder has an `articles.py` with ARTICLES, one line for each clause that asks for something. A clause
that only people can carry out says why.
"""

from dataclasses import dataclass
from enum import Enum


class Kind(Enum):
    """What carries a clause."""

    OPERATION = "operation"
    ELEMENTS = "element list"
    PURPOSE = "purpose"
    DUTY = "duty"
    RULE = "rule"
    COMMAND = "command"


@dataclass(frozen=True, slots=True)
class Carrier:
    """One thing that carries a clause; a rule is named as module:name, a command as it is typed."""

    kind: Kind
    name: str


@dataclass(frozen=True, slots=True)
class Article:
    """One clause, what it says in a line, and what carries it out; `by_people` says why no machine can."""

    clause: str
    says: str
    carriers: tuple[Carrier, ...]
    by_people: str = ""


def article(clause: str, says: str, *carriers: Carrier) -> Article:
    """A clause that this program carries out."""
    return Article(clause, says, carriers)


def by_people(clause: str, says: str, reason: str) -> Article:
    """A clause that only people carry out, and why."""
    return Article(clause, says, (), reason)


def operation(name: str) -> Carrier:
    """An operation of one of the agreement's services, or of LayananKerjaSama."""
    return Carrier(Kind.OPERATION, name)


def elements(name: str) -> Carrier:
    """An element list of the agreement."""
    return Carrier(Kind.ELEMENTS, name)


def purpose(code: str) -> Carrier:
    """A purpose of the agreement: any other kodeTujuan is refused."""
    return Carrier(Kind.PURPOSE, code)


def duty(code: str) -> Carrier:
    """A duty in the calendar."""
    return Carrier(Kind.DUTY, code)


def rule(name: str) -> Carrier:
    """A function or class of this program, as module:name."""
    return Carrier(Kind.RULE, name)


def command(name: str) -> Carrier:
    """A command of `jembatan`, without that word."""
    return Carrier(Kind.COMMAND, name)


SIGNED = rule("adapter.security.verify:verify_envelope")
"""Every message is signed, and binds whoever signed it."""
JOURNALLED = rule("adapter.journal.journal:write")
"""Every exchange, and everybody whose data it touched, is written down before it is answered."""
SEALED = rule("adapter.journal.seals:make")
"""What was written down cannot be changed unnoticed."""
ENCRYPTED = rule("adapter.records.vault:Vault")
"""What identifies a person is encrypted where it is stored."""
ADMITTED = rule("adapter.registry.admission:admit")
"""Only the named partner, in force, for a purpose that the agreement names."""
EFFECTIVE = rule("adapter.registry.elements:restrict")
"""Only effective elements leave."""
IN_FORCE = rule("adapter.registry.standing:standing_on")
"""In force today, or not."""
RESTRICTED_SUBJECT = rule("adapter.records.storing:Writer.restrict")
"""Processing that a person has had stopped."""
