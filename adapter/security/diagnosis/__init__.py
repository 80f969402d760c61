"""Why a message is accepted or not, told to the partner's developer who made it (`jembatan periksa-pesan`).

`diagnose` is a pure function over bytes: it knows no service, no storage and no clock, and decides nothing. Texts that
partners read are in Indonesian.
"""

from adapter.security.diagnosis.diagnose import diagnose
from adapter.security.diagnosis.report import as_text, as_values
from adapter.security.diagnosis.values import SIGNED_INFO, Cause, Diagnosis, ReferenceCheck, Step

__all__ = ["SIGNED_INFO", "Cause", "Diagnosis", "ReferenceCheck", "Step", "as_text", "as_values", "diagnose"]
