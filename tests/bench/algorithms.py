"""`scripts/bench --algorithms`: verifying and signing one ordinary message, per algorithm, beside the bare operation.

A round measures everything in turn, so that whatever slows the machine slows all of it; medians of the rounds.
"""

from collections import defaultdict
from collections.abc import Callable
from statistics import median
from time import perf_counter

import click

from adapter.clock import system_clock
from adapter.security import KeySigner, TrustedCertificates, parse_certificate, sign, verify, wrap
from adapter.security import names as n
from adapter.security.algorithms import SIGNATURES
from adapter.security.canonical import canonical, decode_base64
from tests.support import certificates, forge

_ALLOWED = 70 / 198
"""What verification may cost beyond the bare one, in RSA-2048 signatures: 70 us where one takes 198 us."""

_AT_A_TIME = 20
"""As a server under load does it: the next message finds the processor's caches warm."""

Row = dict[str, float]


def show_algorithms(rounds: int) -> None:
    """Measure every algorithm; print microseconds, and the bound on what verification adds."""
    click.echo(f"… {len(certificates.ALGORITHMS)} algorithms, {rounds} rounds each", err=True)
    heads = ("bare verify", "verify", "beyond", "bare sign", "sign", "beyond")
    click.echo(f"{'microseconds':20}" + "".join(f"{head:>12}" for head in heads))
    rows: dict[str, Row] = {}
    for kind, uri in certificates.ALGORITHMS:
        rows[uri] = row = _measure(certificates.signer(system_clock(), kind, uri), rounds)
        beyond = {name: row[name] - row[f"bare {name}"] for name in ("verify", "sign")}
        shown = (row["bare verify"], row["verify"], beyond["verify"], row["bare sign"], row["sign"], beyond["sign"])
        click.echo(f"{SIGNATURES[uri].name:20}" + "".join(f"{value:12.0f}" for value in shown))
    rsa = rows[n.RSA_SHA256]
    ratio = (rsa["verify"] - rsa["bare verify"]) / rsa["bare sign"]
    click.echo(f"verify beyond RSA verification: {ratio:.3f} RSA signatures; {_ALLOWED:.3f} are allowed")


def _measure(signer: KeySigner, rounds: int) -> Row:
    """Median microseconds of each."""
    now = system_clock()
    message = forge.request(signer, now)
    raw, data = message.raw, canonical(message.signed_info)
    value = decode_base64(message.signature_value.text)
    algorithm = SIGNATURES[signer.algorithm]
    trusted = TrustedCertificates((parse_certificate(signer.certificate),))
    public = trusted.certificates[0].key
    tasks: dict[str, Callable[[], object]] = {
        "bare verify": lambda: algorithm.verify(public, value, data),
        "verify": lambda: verify(raw, trusted.require, now),
        "bare sign": lambda: signer.sign(data),
    }
    times: dict[str, list[float]] = defaultdict(list)
    for _ in range(rounds):
        # To build the envelope is the work of whoever sends it.
        envelopes = [wrap(n.SOAP11, forge.question(now)) for _ in range(_AT_A_TIME)]
        for name, task in {**tasks, "sign": lambda left=envelopes: sign(left.pop(), signer, now)}.items():
            started = perf_counter()
            for _ in range(_AT_A_TIME):
                task()
            times[name].append((perf_counter() - started) / _AT_A_TIME)
    return {name: median(taken) * 1e6 for name, taken in times.items()}
