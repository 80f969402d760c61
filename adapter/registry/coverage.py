"""Which clause of which agreement is carried out by what: the articles, and whether what they name is there."""

import importlib
import importlib.util
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from adapter.agreements.articles import Article, Carrier, Kind
from adapter.agreements.terms import Agreement
from adapter.registry.catalogue import Catalogue, folder_of

HasCommand = Callable[[str], bool]
"""Whether `jembatan` has this command; who draws up the table knows, not this module."""


@dataclass(frozen=True, slots=True)
class Covered:
    """A clause of an agreement; `missing` are the carriers that it names and that are not there."""

    agreement: Agreement
    article: Article
    missing: tuple[Carrier, ...]

    @property
    def holds(self) -> bool:
        """Whether something carries the clause, and all of it is there; or why only people can is said."""
        return not self.missing and bool(self.article.carriers or self.article.by_people)


def coverage(catalogue: Catalogue, has_command: HasCommand) -> Iterator[Covered]:
    """Every clause of every agreement, in the order of its text."""
    for agreement in catalogue.agreements:
        for article in articles_of(agreement):
            yield covered(catalogue, agreement, article, has_command)


def covered(catalogue: Catalogue, agreement: Agreement, article: Article, has_command: HasCommand) -> Covered:
    """One clause, held against what is there."""
    missing = tuple(one for one in article.carriers if not _is_there(catalogue, agreement, one, has_command))
    return Covered(agreement, article, missing)


def articles_of(agreement: Agreement) -> tuple[Article, ...]:
    """The clauses in the agreement's folder; () where nobody has written them down."""
    name = f"{folder_of(agreement)}.articles"
    if importlib.util.find_spec(name) is None:
        return ()
    articles: tuple[Article, ...] = importlib.import_module(name).ARTICLES
    return articles


def _is_there(catalogue: Catalogue, agreement: Agreement, carrier: Carrier, has_command: HasCommand) -> bool:
    match carrier.kind:
        case Kind.OPERATION:
            return agreement.right_to(carrier.name) is not None and _offered(catalogue, agreement, carrier.name)
        case Kind.ELEMENTS:
            return any(listed.name == carrier.name for listed in agreement.element_lists)
        case Kind.PURPOSE:
            return any(purpose.code == carrier.name for purpose in agreement.purposes)
        case Kind.DUTY:
            return any(duty.code == carrier.name for duty in agreement.duties)
        case Kind.COMMAND:
            return has_command(carrier.name)
        case Kind.RULE:
            return _found(carrier.name)


def _offered(catalogue: Catalogue, agreement: Agreement, operation: str) -> bool:
    offered = (service for service in catalogue.everything if service.agreement in (None, agreement))
    return any(service.operation(operation) is not None for service in offered)


def _found(name: str) -> bool:
    module, _, path = name.partition(":")
    try:
        found: object = importlib.import_module(module)
        for part in path.split("."):
            found = getattr(found, part)
    except (ImportError, AttributeError):
        return False
    return True
