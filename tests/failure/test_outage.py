"""When the store fails the lane says so, acknowledges nothing, and goes on when it is back."""

import resource
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
import requests

from tests import databases
from tests.clock import today
from tests.e2e.service import until
from tests.failure.conftest import SendingService, sending_service
from tests.failure.test_kill import Sender


def refusal(sending: SendingService, action: str) -> tuple[int, str]:
    """Status and code of a call."""
    client = sending.client()
    parameters = sending.message() if action == "SendSms" else {"PageSize": "10"}
    status, answer = client.call(action, **parameters)
    client.close()
    assert "BizId" not in answer
    return status, answer["Code"]


def readiness(sending: SendingService) -> tuple[int, dict[str, str]]:
    answer = requests.get(f"{sending.service.url}readyz", timeout=10)
    return answer.status_code, answer.json()["problems"]


@pytest.mark.only_on("sqlite")
def test_a_full_disk_stops_acknowledging_and_nothing_else(sending: SendingService) -> None:
    before = sending.send()[1]["BizId"]
    process = sending.service.process
    assert process is not None
    unlimited = resource.prlimit(process.pid, resource.RLIMIT_FSIZE)
    resource.prlimit(process.pid, resource.RLIMIT_FSIZE, (0, unlimited[1]))
    assert [refusal(sending, "SendSms") for _ in range(3)] == [(503, "ServiceUnavailable")] * 3
    assert refusal(sending, "QuerySmsSignList") == (503, "ServiceUnavailable")
    assert readiness(sending)[0] == 503
    assert "journal" in readiness(sending)[1]
    assert requests.get(f"{sending.service.url}healthz", timeout=10).status_code == 200
    resource.prlimit(process.pid, resource.RLIMIT_FSIZE, unlimited)
    status, answer = sending.send()
    assert (status, answer["Code"]) == (200, "OK")
    until("readiness", lambda: readiness(sending) == (200, {}))
    sending.wait_until_recorded({before, answer["BizId"]})
    assert len(sending.recorded()) == 2


@pytest.fixture
def outage(tmp_path: Path) -> Iterator[tuple[SendingService, databases.Cluster]]:
    """A service on a PostgreSQL server of its own, which nobody else misses."""
    with (
        databases.running_cluster() as cluster,
        databases.fresh_postgresql(cluster.folder, "outage") as url,
        sending_service(tmp_path, url) as made,
    ):
        made.prepare()
        yield made, cluster


@pytest.mark.only_on("postgresql")
def test_a_database_that_goes_away_and_comes_back(
    outage: tuple[SendingService, databases.Cluster],
) -> None:
    sending, cluster = outage
    before = sending.send()[1]["BizId"]
    cluster.stop()
    assert [refusal(sending, "SendSms") for _ in range(3)] == [(503, "ServiceUnavailable")] * 3
    assert refusal(sending, "QuerySmsSignList") == (503, "ServiceUnavailable")
    assert readiness(sending)[0] == 503
    cluster.start()
    after = until("the lane", lambda: sending.send()[1].get("BizId"))
    until("readiness", lambda: readiness(sending) == (200, {}))
    sending.wait_until_recorded({before, after})


def test_a_graceful_stop_loses_nothing_and_ends_well(sending: SendingService) -> None:
    senders = [Sender(f"1390000{number:04d}") for number in range(3)]
    ending = threading.Event()
    threads = [threading.Thread(target=one.run, args=(sending.client(), sending, ending)) for one in senders]
    for thread in threads:
        thread.start()
    until("some messages", lambda: sum(len(one.acknowledged) for one in senders) > 20)
    process = sending.service.process
    assert process is not None
    process.terminate()
    assert process.wait(30) == 0
    assert not (sending.service.data / "ready.json").exists()
    ending.set()
    for thread in threads:
        thread.join()
    acknowledged = {biz_id for one in senders for biz_id in one.acknowledged}
    assert all(one.refused == [] for one in senders)
    sending.service.start()
    sending.wait_until_recorded(acknowledged)
    assert len(sending.recorded()) - len(acknowledged) <= len(senders)


def test_what_was_acknowledged_is_seen_at_once(sending: SendingService) -> None:
    client = sending.client()
    asked = {
        "PhoneNumber": "13900000001",
        "SendDate": f"{today():%Y%m%d}",
        "PageSize": "50",
        "CurrentPage": "1",
    }
    for number in range(1, 31):
        _, sent = client.call("SendSms", **sending.message(out_id=f"order-{number}"))
        _, found = client.call("QuerySendDetails", BizId=sent["BizId"], **asked)
        details = found["SmsSendDetailDTOs"]["SmsSendDetailDTO"]
        assert [detail["OutId"] for detail in details] == [f"order-{number}"]
        assert client.call("QuerySendDetails", **asked)[1]["TotalCount"] == str(number)
    client.close()
