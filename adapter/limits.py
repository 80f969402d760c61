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

MAX_ATTRIBUTES_EACH = 2
"""Times the elements that a message may have: of attributes and namespaces in all, as stacks that write xsi:type and
a namespace on every element need."""

MAX_NAMESPACES = 40
"""In scope on one element. Canonicalisation costs elements times namespaces."""

MAX_REFERENCES = 30
"""In one signature; ours have 3 or 4."""

MAX_PREFIX_LIST = 20
"""Prefixes in one InclusiveNamespaces: each costs a look-up for each element."""

MAX_URI = 2000
"""Characters of a URI in an addressing header; an answer repeats one of them."""

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

MAX_FILE_AGE = timedelta(days=31)
"""Of a signed message, or a list of them, that comes in a folder: a month's exchange, carried by hand, and its answer.
What makes a message of a folder count once is kept for ever (adapter.journal.filed)."""

MAX_FILE_LIST_BYTES = 16 * 1024 * 1024
"""A list of files: 90 000 of them, and a full exchange has 14 000."""

REPLAY_KEY_KEPT = timedelta(hours=24) + MAX_TIMESTAMP_LIFETIME + CLOCK_SKEW
"""From a message's Created on: a day at least from its arrival, and past the end of any Timestamp."""

REPLAY_KEYS_FORGOTTEN = 200
"""Rows that one deletion of old replay keys takes: 20 ms among a million. More than FORGET_EVERY, or they pile up."""

FORGET_EVERY = 100
"""Accepted messages of one signer, in one process, between two such deletions."""

STRANGERS_PER_MINUTE = 600
"""Refused messages that one process writes down one by one, for each signer that they name: ten short
commits a second, and 0.5 GB on a day of nothing but flood. A partner that tries in vain sends a few a minute."""

MIN_RSA_BITS = 2048
"""NIST SP 800-131A."""

MAX_PROBLEMS = 50
"""Contract problems told in one fault."""

PUSHED_EMPLOYEES = 500
"""Employees with families in one kirimDataPegawai: 27 000 elements, and 36 000 where all have the largest families. So
MAX_REQUEST_ELEMENTS stays as it is, which strangers may make us parse too; and PHP's C14N is quadratic at the host."""

PUSHED_CODES = 1000
"""Reference codes in one kirimReferensi: 6 000 elements."""

DEFAULT_PAGE = 500
"""Rows on a page where the request does not say."""

LIST_CHUNK_ROWS = 1000
"""Rows of a list that are worked on in one transaction, and stand on one page: 50 ms of work, 100 KB of answer."""

LIST_ATTEMPTS = 5
"""At a chunk that fails although the database answers; then it waits for an operator, and the others go on."""

MAX_HEADER_SECONDS = 20
"""To send a request's line and headers, and how long an idle connection is kept."""

MAX_BODY_SECONDS = 30
"""To send a body: 4 MiB at 1.2 Mbit/s. Half of the patience of a client."""

MAX_HEADER_BYTES = 64 * 1024
"""Of one request's line and headers; SOAP stacks send 0.5 KB. Each connection may make the server keep so much."""

MAX_CONNECTIONS = 512
"""Open to one process, the slow ones included. An idle one costs a file descriptor and a few KB."""

MAX_BODIES_BYTES = 128 * 1024 * 1024
"""Of all bodies that one process holds: being received, waiting for a thread, or being answered."""

MAX_TOKEN_SESSIONS = 8
"""Signatures that one process has a PKCS #11 token make at a time; a small token has some tens of sessions for all."""

TOKEN_WAIT = timedelta(seconds=10)
"""For one of them. A signature takes milliseconds; behind a token that hangs, calls must end."""

SEAL_INTERVAL = timedelta(seconds=5)
"""Between two rounds of sealing: so long, and as long as the calls under way take, an entry is without a seal."""

MAX_SEAL_ENTRIES = 1000
"""Under one seal: its list of digests is then 40 KB."""

SEAL_PATIENCE = timedelta(seconds=30)
"""How long a round of sealing waits for the calls that it found under way; calls take milliseconds."""

WRONG_TRIES_A_DAY = 10
"""Confirmations that one partner may ask wrongly about one NIP or NIK in a day (WIB): a registrant's slips of the hand
are two or three, and thirty thousand birth dates take eight years."""

ONE_DECOY_IN = 1000
"""Of the numbers that nobody has, so many are withheld as if they were a restricted person's: about as many in each
thousand as are restricted among those whom we know. Where that share is another, set it so."""

WRONG_TRIES_FORGOTTEN = 2500
"""Counters of earlier days that one call deletes: more than the 2 000 that it can add."""

MASS_VERIFICATION_ROWS = 1000
"""Registrants in one verifikasiPesertaMassal: 0.4 MB, and about a second. More is a pemadanan."""

PEOPLE_A_DAY = 5_000_000
"""About whom one partner may ask in a day (WIB), where its terms have no other number: BPUM's busiest day has 3.6
million. It bounds what a stolen key can learn."""

QUOTA_SHARDS = 16
"""Counters for one partner and day. A call holds its counter until it commits; with one, a partner's calls would wait
for each other."""

RANGES_A_CALL = 256
"""Ranges of a list that one ambilSidik asks about: at most 0.4 MB of answer."""

DIGESTS_A_CALL = 2000
"""Digests that one call makes where some are missing or stale: it holds the database for under half a second."""

DIGESTS_READ_A_CALL = 250_000
"""After so many digests a call answers no further range; the first one it always answers. Half a second on SQLite."""
