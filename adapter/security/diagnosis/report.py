"""A diagnosis as text for a person and as plain values for a program; both in the words that partners know."""

from adapter.security.diagnosis.values import Cause, Diagnosis, ReferenceCheck, Step, short

_VERDICTS = {"LULUS": "lulus", "GAGAL": "GAGAL", "TIDAK_DIPERIKSA": "tidak diperiksa"}
_PROOF = {True: "terbukti", False: "mungkin"}
_WIDTH = max(map(len, _VERDICTS.values()))
_INDENT = " " * 5


def as_text(diagnosis: Diagnosis) -> str:
    """Several lines: the verdict, the steps with what was found, the references, the causes."""
    verdict = "DITERIMA" if diagnosis.accepted else f"DITOLAK: layanan menjawab {diagnosis.fault}"
    lines = [f"{verdict} (dinilai pada {diagnosis.now.isoformat(timespec='seconds')})", ""]
    for step in diagnosis.steps:
        lines += _step(step)
        if step.number == _WITH_REFERENCES:
            lines += [line for reference in diagnosis.references for line in _reference(reference)]
    if diagnosis.causes:
        lines += ["", "Sebab"]
        lines += [line for cause in diagnosis.causes for line in _cause(cause)]
    return "\n".join(map(_printable, lines)) + "\n"


_WITH_REFERENCES = 6


def _step(step: Step) -> list[str]:
    head = f"({step.number}) {_VERDICTS[step.verdict]:{_WIDTH}}  {step.title}"
    return [head, *(f"{_INDENT}{finding}" for finding in step.findings)]


def _reference(reference: ReferenceCheck) -> list[str]:
    verdict = "cocok" if reference.fits else "TIDAK COCOK"
    head = f"{_INDENT}{short(reference.part)} #{short(reference.id)}: {verdict} ({reference.algorithm.upper()})"
    digests = [f"{_INDENT}  dikirim  {reference.sent[:100]}", f"{_INDENT}  dihitung {reference.computed}"]
    return [head] if reference.fits else [head, *digests]


def _cause(cause: Cause) -> list[str]:
    return [
        f"  {cause.code} [{_PROOF[cause.proven]}]",
        f"{_INDENT}{cause.sentence}",
        f"{_INDENT}Tindakan: {cause.action}",
    ]


def _printable(line: str) -> str:
    # A value of the message must not move the reader's cursor.
    return "".join(letter if letter.isprintable() else "\N{REPLACEMENT CHARACTER}" for letter in line)


def as_values(diagnosis: Diagnosis) -> dict[str, object]:
    """The same as dictionaries, lists, texts, numbers and Booleans; without the canonical bytes."""
    return {
        "diterima": diagnosis.accepted,
        "galat": diagnosis.fault,
        "dinilaiPada": diagnosis.now.isoformat(timespec="seconds"),
        "langkah": [
            {"nomor": step.number, "nama": step.title, "hasil": step.verdict, "temuan": list(step.findings)}
            for step in diagnosis.steps
        ],
        "rujukan": [
            {
                "id": one.id,
                "bagian": one.part,
                "algoritme": one.algorithm,
                "digestPengirim": one.sent,
                "digestKami": one.computed,
                "cocok": one.fits,
            }
            for one in diagnosis.references
        ],
        "sebab": [
            {
                "kode": one.code,
                "langkah": one.step,
                "terbukti": one.proven,
                "keterangan": one.sentence,
                "tindakan": one.action,
            }
            for one in diagnosis.causes
        ],
    }
