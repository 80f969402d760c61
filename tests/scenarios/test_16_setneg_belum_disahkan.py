"""16. SETNEG belum disahkan.

Given usulan belum disahkan melalui Keputusan Presiden, When dikirim, Then ditolak `KEPPRES_TIDAK_ADA`.
"""

import pytest

from adapter.agreements.sigtk.messages import KirimPenganugerahan
from adapter.records.models import Award
from adapter.security import sign
from tests.clients.test_sigtk import honour
from tests.support.world import ADDRESS, World


@pytest.mark.parametrize("missing", [["nomorKeppres"], ["tanggalKeppres"], ["nomorKeppres", "tanggalKeppres"]])
def test_usulan_belum_disahkan_ditolak(world: World, missing: list[str]):
    # The reference client does not even send it: what another stack would send is made by hand.
    sigtk = world.sigtk()
    request = KirimPenganugerahan(kepala=sigtk.kepala(), penganugerahan=(honour(),))
    port = sigtk._ports["LayananSigtk"]
    message = port.envelope(request)
    for name in missing:
        (element,) = message.xpath(f"//*[local-name() = '{name}']")
        element.getparent().remove(element)
    signed = sign(message, world.signer("SIGTK"), world.now)
    answer = world.post(f"{ADDRESS}/layanan/LayananSigtk", signed.raw, {"Content-Type": "text/xml"})
    assert b"<pks:kodeGalat>KEPPRES_TIDAK_ADA</pks:kodeGalat>" in answer.content
    for name in missing:
        assert f"/kirimPenganugerahan/penganugerahan[1]/{name}".encode() in answer.content
    with world.store() as session:
        assert session.query(Award).count() == 0
