"""A partner's signer of each kind, and whoever trusts it."""

from datetime import datetime

import pytest

from adapter.security import Certificate, FailedAuthentication, KeySigner, Trust, key_signer
from adapter.security.keys import thumbprint
from tests.support import certificates


def signer_of(now: datetime, algorithm: str) -> KeySigner:
    identity = certificates.good(now, algorithm)
    return key_signer(identity.key, identity.certificate)


@pytest.fixture(params=["rsa", "ec"])
def signer(request: pytest.FixtureRequest, now: datetime) -> KeySigner:
    return signer_of(now, request.param)


@pytest.fixture
def rsa(now: datetime) -> KeySigner:
    return signer_of(now, "rsa")


@pytest.fixture
def trust(now: datetime) -> Trust:
    """Believes the good certificates only."""
    known = {thumbprint(certificates.good(now, algorithm).certificate) for algorithm in ("rsa", "ec")}

    def believe(certificate: Certificate) -> None:
        if certificate.thumbprint not in known:
            raise FailedAuthentication("unknown")

    return believe
