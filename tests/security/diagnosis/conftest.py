"""A message is shown, and what it is told is read."""

import pytest

from adapter.security.diagnosis import diagnose


@pytest.fixture
def told(trusted, now):
    """The diagnosis of a message, which must be refused; every code of its causes."""

    def tell(message, **changes):
        raw = message if isinstance(message, bytes) else message.raw
        given = {"trust": trusted.require, "find": trusted.find, "now": now, **changes}
        diagnosis = diagnose(raw, **given)
        assert not diagnosis.accepted
        assert any(step.verdict == "GAGAL" for step in diagnosis.steps) or diagnosis.causes[0].code == "TIDAK_DIKENALI"
        return [cause.code for cause in diagnosis.causes]

    return tell


@pytest.fixture
def proven(trusted, now):
    """The one cause of a message's refusal, with its step; it must be proven."""

    def prove(message, **changes):
        raw = message if isinstance(message, bytes) else message.raw
        given = {"trust": trusted.require, "find": trusted.find, "now": now, **changes}
        diagnosis = diagnose(raw, **given)
        assert not diagnosis.accepted
        (cause,) = diagnosis.causes
        assert cause.proven, cause
        assert [step.number for step in diagnosis.steps if step.verdict == "GAGAL"] == [cause.step]
        return cause.code

    return prove
