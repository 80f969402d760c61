"""Files that a command writes: new ones only, for nobody else on this machine to read."""

import os
from pathlib import Path

from adapter.errors import OperatorError


def write_new(path: Path, content: bytes) -> None:
    """Write a file that is not there yet, with mode 0600. Raises OperatorError where it is there, OSError else."""
    try:
        opened = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        raise OperatorError(f"{path}: is there already; name another file") from None
    with os.fdopen(opened, "wb") as handle:
        handle.write(content)
