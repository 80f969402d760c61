from inspect import ismodule

from adapter import security


def test_what_is_public_is_exported():
    public = {name for name, value in vars(security).items() if not name.startswith("_") and not ismodule(value)}
    assert public == set(security.__all__)
