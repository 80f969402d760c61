"""Records of our own store as they are now, found by their keys: what is sent once more must not be an older state."""

from collections.abc import Collection

from adapter.agreements.comparing import Store
from adapter.agreements.operation import Call
from adapter.records.offered import Place
from clients.sync.push import Push
from clients.sync.site import Site


def own_store(site: Site, leg: Push) -> Store | None:
    """Where the list that we push stands, if its records can be found by their keys there."""
    lists = site.catalogue.compared_under(site.catalogue.agreement(leg.agreement.code))
    return next((one.store_at(site.own) for one in lists if one.listed.name == leg.name), None)


def rows_now(call: Call, leg: Push, store: Store, keys: Collection[bytes]) -> dict[bytes, object | None]:
    """The row of each record as it would be pushed now; None for one that is gone.

    Nothing for a record that is to be left as it stands at the other party.
    """
    found = store.read(call, Place(leg.agreement.code, leg.name), keys)
    return {key: leg.as_row(one.record) if one is not None else None for key, one in found.items()}
