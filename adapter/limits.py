"""Every limit, with its unit and its reason. Tests and messages take the numbers from here."""

from datetime import timedelta

MAX_REQUEST_BYTES = 4 * 1024 * 1024
"""A request of 1 000 cards is 0.3 MB and of 500 officials with families 1.2 MB; PHP's C14N is quadratic beyond."""

MAX_ANSWER_BYTES = 16 * 1024 * 1024
"""What a client reads of an answer: a page of 1 000 employees with families is 2.5 MB."""

MAX_XML_DEPTH = 32
"""The deepest honest message (family inside an official inside a batch) has 9 levels, with WS-Security 12."""

MAX_REQUEST_ELEMENTS = 50_000
"""A full batch of officials with families has 30 000; mature stacks stop at 50 000 children."""

MAX_ANSWER_ELEMENTS = 250_000
"""A page of 1 000 employees with families has 100 000."""

MAX_ATTRIBUTES = 50
"""On one element; the busiest honest one has 4."""

MAX_NAMESPACES = 40
"""In scope on one element. Canonicalisation costs elements times namespaces."""

MAX_REFERENCES = 30
"""In one signature; ours have 3 or 4."""

MAX_PREFIX_LIST = 20
"""Prefixes in one InclusiveNamespaces: each costs a look-up for each element."""

MAX_CERTIFICATE_BYTES = 16 * 1024
"""DER; an honest one has 1 to 3 KB. Parsed certificates are kept, and anybody can send one."""

MAX_SIGNATURE_TEXT = 4096
"""Characters of base64; RSA of 16384 bits has 2 732. An answer repeats them, and the journal keeps answers."""

MAX_TIMESTAMP_LIFETIME = timedelta(minutes=10)
"""Between Created and Expires. WSS4J sends 5 minutes."""

TIMESTAMP_LIFETIME = timedelta(minutes=5)
"""What we send ourselves."""

CLOCK_SKEW = timedelta(minutes=1)
"""How far a partner's clock may be ahead of ours; WSS4J's default."""

MIN_RSA_BITS = 2048
"""NIST SP 800-131A."""

MAX_PROBLEMS = 50
"""Contract problems told in one fault."""

DEFAULT_PAGE = 500
"""Rows on a page where the request does not say."""

SEAL_INTERVAL = timedelta(seconds=5)
"""Between two rounds of sealing: so long, and as long as the calls under way take, an entry is without a seal."""

MAX_SEAL_ENTRIES = 1000
"""Under one seal: its list of digests is then 40 KB."""

SEAL_PATIENCE = timedelta(seconds=30)
"""How long a round of sealing waits for the calls that it found under way; calls take milliseconds."""
