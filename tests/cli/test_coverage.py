"""jembatan agreement coverage: the table that the agreements are held against."""


def test_every_clause_is_carried(jembatan):
    result = jembatan("agreement", "coverage")
    assert (result.exit_code, result.stderr.splitlines()[:-1]) == (0, [])
    assert result.stderr.endswith(", 0 open\n")
    assert all(line.split("\t")[3] for line in result.stdout.splitlines())


def test_one_agreement_alone(jembatan):
    lines = jembatan("agreement", "coverage", "BPUM").stdout.splitlines()
    assert {line.split("\t")[0] for line in lines[1:]} == {"BPUM"}


def test_an_unknown_agreement(jembatan):
    result = jembatan("agreement", "coverage", "BPJZ")
    assert (result.exit_code, "known are" in result.stderr) == (1, True)
