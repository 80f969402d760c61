"""From the agreements' declarations to spyne's models: what the contracts are published from.

A message class of adapter.agreements is the only place where its fields are written down; spyne's model of
it is made here, once per service. No message goes through a model: adapter.agreements.wire writes and reads them.
"""

from typing import Any

from spyne.model import ComplexModel
from spyne.model.primitive import Boolean, Date, DateTime, Integer32, Integer64, Unicode

from adapter.agreements.fields import Member, members
from adapter.agreements.types import SimpleType

_LARGEST_32_BIT = 2**31 - 1


class ModelMaker:
    """Makes spyne models for the messages of one service; each class once."""

    def __init__(self, namespace: str) -> None:
        """`namespace` is the service's; shared classes keep their own."""
        self.namespace = namespace
        self._models: dict[type, type[ComplexModel]] = {}

    def complex(self, message: type) -> type[ComplexModel]:
        """The spyne model of a message class, named t + its name."""
        if message not in self._models:
            namespace = getattr(message, "NAMESPACE", self.namespace)
            info = [(member.name, self._model(member)) for member in members(message)]
            self._models[message] = ComplexModel.produce(namespace, f"t{message.__name__}", info)
        return self._models[message]

    def _model(self, member: Member) -> Any:  # noqa: ANN401 - spyne has no types
        occurs = {"min_occurs": member.least, "max_occurs": member.most, "nillable": False}
        if isinstance(member.type, SimpleType):
            return self._simple(member.type, **occurs)
        return self.complex(member.type).customize(**occurs)

    def _simple(self, simple: SimpleType, **options: Any) -> Any:  # noqa: ANN401 - spyne has no types
        base, facets = _primitive(simple)
        model = base.customize(**facets, **options)
        if not facets:
            return model
        named = {"__namespace__": simple.namespace or self.namespace, "__type_name__": simple.name}
        return type(simple.name, (model,), named)


def _primitive(simple: SimpleType) -> tuple[Any, dict[str, Any]]:
    """Spyne's primitive for a base type, and the facets that restrict it."""
    bounds = {"ge": simple.minimum, "le": simple.maximum}
    lengths = {"pattern": simple.pattern, "min_len": simple.min_length or None, "max_len": simple.max_length}
    facets: dict[str, Any]
    match simple.base:
        case "date":
            return Date, {}
        case "boolean":
            return Boolean, {}
        case "dateTime":
            base, facets = DateTime, {"pattern": simple.pattern}
        case "integer":
            wide = simple.maximum is not None and simple.maximum > _LARGEST_32_BIT
            base, facets = (Integer64 if wide else Integer32), bounds
        case _:
            base, facets = Unicode, {**lengths, "values": simple.values or None}
    return base, {name: value for name, value in facets.items() if value is not None}
