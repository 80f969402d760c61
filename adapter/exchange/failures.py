"""How durable work fails: what is kept of an error, in tables that may hold nothing personal."""

from collections.abc import Iterator
from contextlib import contextmanager

from adapter.errors import JembatanError, OperatorError, StoreUnavailable


class DurableFailed(JembatanError):
    """A workflow or a step has failed: `code` names the error's type, `text` quotes no data."""

    def __init__(self, code: str, text: str) -> None:
        """Keep both; the text alone is what is shown."""
        super().__init__(text)
        self.code, self.text = code, text


@contextmanager
def safe_errors() -> Iterator[None]:
    """Turn whatever is raised into DurableFailed. The text of an OperatorError is taken for safe, as it is shown."""
    try:
        yield
    except DurableFailed:
        raise
    except (OperatorError, StoreUnavailable) as error:
        raise DurableFailed(type(error).__name__, str(error)) from error
    except Exception as error:
        # Whatever else is raised may quote what it stumbled over.
        raise DurableFailed(type(error).__name__, f"{type(error).__name__} at {_where(error)}") from error


def _where(error: BaseException) -> str:
    frame = error.__traceback__
    while frame is not None and frame.tb_next is not None:
        frame = frame.tb_next
    return f"{frame.tb_frame.f_code.co_filename.rpartition('/')[2]}:{frame.tb_lineno}" if frame else "unknown"
