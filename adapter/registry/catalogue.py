"""The agreements and services that the folders of adapter.agreements hold. A new agreement is a new folder."""

import importlib
import importlib.util
import pkgutil
from dataclasses import dataclass, replace
from functools import cached_property
from types import ModuleType
from typing import TYPE_CHECKING

import adapter.agreements
from adapter.agreements.operation import Service
from adapter.agreements.terms import BKN, Agreement, Side
from adapter.errors import OperatorError

if TYPE_CHECKING:
    from adapter.agreements.comparing import Compared
    from adapter.exchange.kinds import ListKind


@dataclass(frozen=True)
class Catalogue:
    """All services, in the order of their names, and the agreements that they belong to, as `host` sees them."""

    everything: tuple[Service, ...]
    host: Side = Side.BKN

    @cached_property
    def services(self) -> tuple[Service, ...]:
        """What the host serves."""
        return tuple(service for service in self.everything if service.host is self.host and service.operations)

    @cached_property
    def partner_services(self) -> tuple[Service, ...]:
        """What partners host, and BKN calls."""
        return tuple(service for service in self.everything if service.host is Side.PARTNER)

    @cached_property
    def exchanged(self) -> tuple[str, ...]:
        """The codes of the agreements under which both parties have a host, in their order."""
        return tuple(sorted({service.agreement.code for service in self.partner_services if service.agreement}))

    @cached_property
    def agreements(self) -> tuple[Agreement, ...]:
        """The agreements, in the order of their codes."""
        found = {service.agreement.code: service.agreement for service in self.everything if service.agreement}
        return tuple(found[code] for code in sorted(found))

    @property
    def host_name(self) -> str:
        """Who answers here, as the other party calls it."""
        return BKN if self.host is Side.BKN else self.agreements[0].partner.name

    @cached_property
    def lists(self) -> "tuple[ListKind, ...]":
        """Every kind of whole list."""
        return tuple(kind for service in self.everything for kind in service.lists)

    @cached_property
    def encrypts(self) -> bool:
        """Whether any agreement wants its messages encrypted."""
        return any(agreement.encrypt_body for agreement in self.agreements)

    def at_partner(self, code: str) -> "Catalogue":
        """What a process serves that plays the partner of the agreement `code`. Raises OperatorError.

        It knows this agreement alone, so it can serve and admit nothing else; what belongs to no agreement is there
        on both sides.
        """
        own = self.agreement(code)
        found = [service for service in self.everything if service.agreement and service.agreement.code == own.code]
        shared = [replace(service, host=Side.PARTNER) for service in self.everything if service.agreement is None]
        return Catalogue((*found, *shared), Side.PARTNER)

    def service(self, name: str) -> Service | None:
        """The service of that name, or None."""
        return next((service for service in self.everything if service.name == name), None)

    def agreement(self, code: str) -> Agreement:
        """The agreement with that code. Raises OperatorError, naming the codes that there are."""
        for agreement in self.agreements:
            if agreement.code == code:
                return agreement
        known = ", ".join(agreement.code for agreement in self.agreements)
        raise OperatorError(f"agreement {code!r} is not known; known are {known}")

    def compared_under(self, agreement: Agreement) -> "tuple[Compared, ...]":
        """The lists that the two parties of this agreement compare."""
        own = (one for one in self.everything if one.agreement is not None and one.agreement.code == agreement.code)
        return tuple(compared for service in own for compared in service.compared)

    def numbered(self, number: str) -> Agreement | None:
        """The agreement that carries this number of either party, or None."""
        return next((agreement for agreement in self.agreements if agreement.has_number(number)), None)


def load_agreements() -> Catalogue:
    """Every service found in a folder of adapter.agreements. Raises ValueError where two claim one name."""
    services = sorted(_services(), key=lambda service: service.name)
    _refuse_twins("service", [service.name for service in services])
    _refuse_twins("namespace", [service.namespace for service in services])
    for service in services:
        _refuse_twins(f"operation of {service.name}", [operation.name for operation in service.operations])
    return Catalogue(tuple(services))


def load_hosted(partner: str | None) -> Catalogue:
    """Every agreement as BKN sees it, or, with a code, one agreement as its partner does. Raises OperatorError."""
    catalogue = load_agreements()
    return catalogue if partner is None else catalogue.at_partner(partner)


def folder_of(agreement: Agreement) -> str:
    """The package that holds what was signed. Raises ValueError for an agreement that no folder has."""
    for folder in pkgutil.iter_modules(adapter.agreements.__path__, "adapter.agreements."):
        if folder.ispkg:
            service = importlib.import_module(f"{folder.name}.service").SERVICE
            if service.agreement is not None and service.agreement.code == agreement.code:
                return folder.name
    raise ValueError(f"no folder holds {agreement.code}")


def _services() -> list[Service]:
    folders = pkgutil.iter_modules(adapter.agreements.__path__, "adapter.agreements.")
    modules = [module for folder in folders if folder.ispkg for module in _modules(folder.name)]
    return [service for module in modules for service in (module.SERVICE,) if isinstance(service, Service)]


def _modules(folder: str) -> list[ModuleType]:
    """What BKN hosts for the agreement, and what its partner hosts, where it does."""
    own = importlib.import_module(f"{folder}.service")
    partners = importlib.util.find_spec(f"{folder}.mitra")
    return [own] if partners is None else [own, importlib.import_module(f"{folder}.mitra")]


def _refuse_twins(kind: str, names: list[str]) -> None:
    twins = sorted({name for name in names if names.count(name) > 1})
    if twins:
        raise ValueError(f"{kind} declared twice: {', '.join(twins)}")
