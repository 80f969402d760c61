"""The life of an agreement: an end is asked for and refused, both ways round; a keadaan kahar comes and goes."""

from datetime import timedelta

from adapter.agreements.kerja_sama.status.messages import CekStatusPerjanjianJawaban
from adapter.clock import system_clock, wib_date
from clients.demo.cast import Cast
from clients.demo.flow import Flow, refused, require
from clients.demo.stage import Stage
from clients.sigtk import SigtkClient

_REASON = ("--reason", "contoh untuk peragaan")


def flows(cast: Cast) -> list[Flow]:
    """LayananKerjaSama on extension, early end and keadaan kahar, played by SIGTK and BKN's operator."""
    client, stage = cast.sigtk, cast.stage
    return [
        Flow(client.agreement, "ajukanPerpanjangan", lambda: _extension(client), "asked for in time"),
        Flow(client.agreement, "ajukanPengakhiran", lambda: _too_near(client), "too near: the earliest day is told"),
        Flow(client.agreement, "ajukanPengakhiran", lambda: _end(client, stage), "BKN refuses: it stays in force"),
        Flow(client.agreement, "tanggapiPengakhiran", lambda: _answer(client, stage), "SIGTK refuses BKN's"),
        Flow(client.agreement, "sampaikanKeadaanKahar", lambda: _tell(client), "the exchange rests: KEADAAN_KAHAR"),
        Flow(client.agreement, "akhiriKeadaanKahar", lambda: _over(client), "the exchange goes on at once"),
        Flow(client.agreement, "tanggapiKeadaanKahar", lambda: _answer_kahar(client, stage), "to BKN's own"),
    ]


def _extension(client: SigtkClient) -> int:
    first = client.cekStatusPerjanjian().tanggalAkhir + timedelta(days=1)
    answer = client.ajukanPerpanjangan("CONTOH-S-1", first, first + timedelta(days=1095))
    require(answer.tepatWaktu, "it is said to be late")
    return 1


def _too_near(client: SigtkClient) -> int:
    answer = client.ajukanPengakhiran("CONTOH-S-2", wib_date(system_clock()))
    require(answer.hasil == "JANGKA_WAKTU_KURANG", f"{answer.hasil} without a notice")
    return 0


def _end(client: SigtkClient, stage: Stage) -> int:
    answer = client.ajukanPengakhiran("CONTOH-S-2", wib_date(system_clock()) + timedelta(days=90))
    stage.jembatan("agreement", "answer", "SIGTK", str(answer.nomorPengajuan), "TOLAK", *_REASON)
    return _in_force(client)


def _answer(client: SigtkClient, stage: Stage) -> int:
    day = wib_date(system_clock()) + timedelta(days=90)
    stage.jembatan("agreement", "propose-end", "SIGTK", "--letter", "CONTOH-B-1", "--on", day.isoformat(), *_REASON)
    (asked,) = [one for one in client.cekStatusPerjanjian().pengajuan if one.pengaju == "BKN"]
    client.tanggapiPengakhiran(asked.nomorPengajuan, "TOLAK", alasan="masih diperlukan")
    return _in_force(client)


def _in_force(client: SigtkClient) -> int:
    status: CekStatusPerjanjianJawaban = client.cekStatusPerjanjian()
    require(status.status == "BERLAKU", f"the status is {status.status}")
    return 1


def _tell(client: SigtkClient) -> int:
    told = client.sampaikanKeadaanKahar("BENCANA_ALAM", wib_date(system_clock()), menundaPertukaran=True)
    require(told.menunda, "it postpones nothing")
    refused(lambda: client.ambilReferensi("INSTANSI"), "KEADAAN_KAHAR")
    return 1


def _over(client: SigtkClient) -> int:
    (lasting,) = client.cekStatusPerjanjian().keadaanKahar
    client.akhiriKeadaanKahar(lasting.nomorKahar, wib_date(system_clock()))
    client.ambilReferensi("INSTANSI")
    return 1


def _answer_kahar(client: SigtkClient, stage: Stage) -> int:
    today = wib_date(system_clock()).isoformat()
    stage.jembatan("agreement", "kahar", "SIGTK", "KRISIS_MONETER", "--since", today, *_REASON)
    (lasting,) = client.cekStatusPerjanjian().keadaanKahar
    client.tanggapiKeadaanKahar(lasting.nomorKahar, "SETUJU")
    stage.jembatan("agreement", "kahar-end", "SIGTK", lasting.nomorKahar, *_REASON)
    require(client.cekStatusPerjanjian().keadaanKahar == (), "it has not ended")
    return 1
