"""A partner's signer of each kind, and whoever trusts it."""

from datetime import datetime

import pytest

from adapter.security import KeySigner, Trust, TrustedCertificates
from tests.support import certificates


@pytest.fixture(params=["rsa", "ec"])
def signer(request: pytest.FixtureRequest, now: datetime) -> KeySigner:
    return certificates.signer(now, request.param)


@pytest.fixture
def rsa(now: datetime) -> KeySigner:
    return certificates.signer(now, "rsa")


@pytest.fixture
def trusted(now: datetime) -> TrustedCertificates:
    """The good certificates only."""
    return TrustedCertificates.of(
        certificates.good(now, kind).certificate for kind in ("rsa", "ec", "ec384", "ed25519")
    )


@pytest.fixture
def trust(trusted: TrustedCertificates) -> Trust:
    """Believes the good certificates only."""
    return trusted.require
