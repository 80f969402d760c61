"""What an agreement lets come as a file: requests that bring data, never one that asks for them."""

import pytest

from adapter.registry.catalogue import load_agreements

CATALOGUE = load_agreements()
BY_FILE = [one for one in CATALOGUE.agreements if one.by_file is not None]


@pytest.mark.parametrize("agreement", BY_FILE, ids=lambda one: one.code)
def test_every_operation_brings_data_and_is_the_agreements_own(agreement):
    own = [one for one in CATALOGUE.everything if one.agreement == agreement]
    operations = {operation.name: operation for service in own for operation in service.operations}
    assert agreement.by_file.operations <= operations.keys()
    for name in agreement.by_file.operations:
        assert operations[name].gives is None
        assert agreement.right_to(name) is not None


def test_only_where_the_text_names_another_way():
    assert {one.code: one.by_file.source.partition(":")[0] for one in BY_FILE} == {
        "BPJS": "Pasal 3 ayat (1)[2]",
        "BPUM": "Pasal 5",
    }
