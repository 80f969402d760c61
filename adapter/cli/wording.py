"""Words given on the command line that a contract will carry to a partner."""

from adapter.errors import OperatorError


def require_words(option: str, text: str, most: int) -> None:
    """Refuse what an answer could not carry: blank, too long, or with letters that XML or a line has not."""
    # As a token has it; a no-break space is a space to a reader, and none to the schema.
    if text != " ".join(text.split()) or not text.isprintable() or not 1 <= len(text) <= most:
        raise OperatorError(f"{option}: 1 to {most} characters on one line, single spaces between words")
