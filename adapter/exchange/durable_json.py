"""How DBOS writes down arguments, results and errors: as JSON, and of an error nothing but what holds no data."""

import json
from datetime import datetime
from typing import Any

from dbos._serialization import Serializer  # it has no public name

from adapter.exchange.failures import DurableFailed


class Json(Serializer):
    """JSON, and of an error its code and safe text. A value that is no JSON is refused, and not logged."""

    def name(self) -> str:
        """What DBOS writes beside each value."""
        return "jembatan_json"

    def serialize(self, data: Any) -> str:  # noqa: ANN401 - DBOS's signature
        """The text of a value. Raises TypeError for one that is no JSON."""
        if isinstance(data, BaseException):
            told = (data.code, data.text) if isinstance(data, DurableFailed) else (type(data).__name__, "")
            data = {"$failed": told}
        return json.dumps(data, default=_instant, ensure_ascii=False, separators=(",", ":"))

    def deserialize(self, serialized_data: str) -> Any:  # noqa: ANN401 - DBOS's signature
        """The value of a text; an error as DurableFailed."""
        data = json.loads(serialized_data)
        return DurableFailed(*data["$failed"]) if isinstance(data, dict) and data.keys() == {"$failed"} else data


def _instant(value: object) -> str:
    if isinstance(value, datetime):
        return value.isoformat()  # the instant for which a schedule fires
    raise TypeError(f"{type(value).__name__} is no JSON value")
