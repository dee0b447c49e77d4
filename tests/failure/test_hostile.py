"""Bytes, sizes and numbers that nobody should send, and starts that must not succeed."""

import socket
import subprocess
import sys

import pytest
import requests

from tests.e2e.service import until
from tests.failure.conftest import PHONE, SendingService
from tests.project.serving import exchange

CLIENT_HELLO = bytes.fromhex("16030100c8010000c40303") + b"\x00" * 40


def address_of(shared: SendingService) -> tuple[str, int]:
    host, _, port = shared.service.endpoint.partition(":")
    return host, int(port)


def started_beside(shared: SendingService, *options: str) -> subprocess.CompletedProcess[str]:
    """Start another service with the same data."""
    return subprocess.run(
        [sys.executable, "-m", "qianming", "serve", *options],
        env=shared.service.environment,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def test_it_outlives_a_hostile_afternoon(shared: SendingService) -> None:
    address = address_of(shared)
    assert exchange(address, b"\x00\xff" * 500).startswith(b"HTTP/1.1 400")
    assert exchange(address, CLIENT_HELLO) == b""
    assert b'"Code"' in exchange(address, b"GET / HTTP/1.1\r\nhost: a\r\nconnection: close\r\n\r\n")
    huge = requests.post(shared.service.url, data=b"x" * 20_000_000, timeout=60)
    assert (huge.status_code, huge.json()["Code"]) == (413, "RequestBodyTooLarge")
    large = requests.post(f"{shared.service.url}files/", data=b"x" * 20_000_000, timeout=60)
    assert (large.status_code, large.json()["Code"]) == (413, "RequestBodyTooLarge")
    assert shared.send()[1]["Code"] == "OK"
    log = shared.log()
    assert log.count("HTTPS client on the plain port") == 1
    assert PHONE not in log
    assert shared.secret not in log.replace(printed_demo(log), "")


def printed_demo(log: str) -> str:
    """The block that `make run` prints on purpose."""
    rule = "─" * 78
    return rule + log.split(rule)[1] + rule


def test_a_thousand_numbers_are_accepted_and_one_more_is_not(shared: SendingService) -> None:
    numbers = [f"139{number:08d}" for number in range(1001)]
    status, accepted = shared.send(",".join(numbers[:1000]))
    assert (status, accepted["Code"]) == (200, "OK")
    assert len(shared.details(numbers[999], accepted["BizId"])) == 1
    refused = shared.send(",".join(numbers))
    assert (refused[0], refused[1]["Code"]) == (200, "isv.MOBILE_COUNT_OVER_LIMIT")
    count = f"SELECT count(*) FROM registry_message WHERE biz_id = '{accepted['BizId']}'"
    until("a record for each", lambda: shared.rows(count) == [(1000,)])


def test_many_thousand_numbers_are_refused_by_the_slow_way(shared: SendingService) -> None:
    client = shared.client()
    request = client.signed("SendSms", **shared.message(",".join(["13900000001"] * 20_000)))
    assert client.send(request)[1]["Code"] == "isv.MOBILE_COUNT_OVER_LIMIT"
    assert client.send(request)[1]["Code"] == "SignatureNonceUsed"
    client.close()


@pytest.mark.only_on("sqlite")
def test_a_second_service_on_the_same_data_is_refused(shared: SendingService) -> None:
    process = shared.service.process
    assert process is not None
    second = started_beside(shared, "--port", "0")
    assert second.returncode == 2
    assert second.stderr.count("\n") == 1
    assert f"is already served by process {process.pid}" in second.stderr
    assert shared.send()[1]["Code"] == "OK"


def test_a_port_that_is_taken_is_refused_in_one_line(shared: SendingService) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        refused = started_beside(shared, "--port", port)
    assert refused.returncode == 2
    assert refused.stderr.count("\n") == 1
    assert f"cannot listen on 127.0.0.1:{port}" in refused.stderr


@pytest.mark.only_on("sqlite")
def test_several_processes_on_the_embedded_database_are_refused(shared: SendingService) -> None:
    refused = started_beside(shared, "--port", "0", "--workers", "2")
    assert refused.returncode in (2, 64)
    assert "QIANMING_DATABASE_URL" in refused.stderr
