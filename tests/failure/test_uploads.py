"""Uploads that nobody should send, to a service that others are using; nothing is kept of any of them."""

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
import requests

from tests.documents import samples
from tests.e2e.service import PNG, until
from tests.failure.conftest import SendingService
from tests.failure.test_hostile import address_of

PERMITS = [
    ("GetQualificationOssInfo", {"BizType": "dysms"}, "Data", "Expire"),
    ("GetOSSInfoForUploadFile", {"BizType": "fcMediaSms"}, "Model", "ExpireTime"),
    ("GetOSSInfoForUploadFile", {}, "Model", "ExpireTime"),
    ("GetSmsOcrOssInfo", {"TaskType": "ICP_DOMAIN"}, "Model", "ExpireTime"),
]
CALLS = 120


def permit_of(shared: SendingService, action: str, parameters: dict[str, str], part: str) -> dict[str, Any]:
    client = shared.client()
    try:
        status, answer = client.call(action, **parameters)
    finally:
        client.close()
    assert status == 200, answer
    found: dict[str, Any] = answer[part]
    return found


def form(shared: SendingService, name: str, permit: dict[str, Any] | None = None) -> dict[str, str]:
    permit = permit or permit_of(shared, *PERMITS[0][:3])
    return {
        "key": f"{permit['StartPath']}/{name}",
        "policy": permit["Policy"],
        "OSSAccessKeyId": permit["AccessKeyId"],
        "signature": permit["Signature"],
        "success_action_status": "200",
        "host": permit["Host"],
    }


def post(fields: dict[str, str], name: str, content: bytes) -> requests.Response:
    data = {key: value for key, value in fields.items() if key != "host"}
    return requests.post(fields["host"], data=data, files={"file": (name, content)}, timeout=60)


def kept(shared: SendingService) -> tuple[Any, ...]:
    """What there is of uploads: rows, events about them, files whole or unfinished."""
    folder = shared.service.data / "files"
    rows = shared.rows("SELECT count(*) FROM registry_material")[0][0]
    events = shared.rows("SELECT count(*) FROM registry_event WHERE kind = 'material.stored'")[0][0]
    return rows, events, sorted(str(path) for path in folder.rglob("*") if path.is_file())


@pytest.mark.parametrize(("action", "parameters", "part", "expiry"), PERMITS)
def test_each_permit_lets_one_file_in(
    shared: SendingService, action: str, parameters: dict[str, str], part: str, expiry: str
) -> None:
    permit = permit_of(shared, action, parameters, part)
    rows = kept(shared)[0]
    assert int(permit[expiry]) > time.time()
    fields = form(shared, "proof.png", permit)
    answer = post(fields, "proof.png", PNG)
    assert (answer.status_code, answer.json()["Key"]) == (200, fields["key"])
    assert kept(shared)[0] == rows + 1


@pytest.mark.parametrize("case", samples.hostile())
def test_a_hostile_file_is_refused_and_nothing_is_kept(shared: SendingService, case: str) -> None:
    name, content, code = samples.hostile()[case]
    fields = form(shared, name)
    before = kept(shared)
    started = time.monotonic()
    answer = post(fields, name, content)
    assert time.monotonic() - started < 10
    assert answer.json()["Code"] == code, answer.text
    assert 400 <= answer.status_code < 500
    assert answer.json()["Message"]
    assert kept(shared) == before


def test_an_upload_that_breaks_off_leaves_nothing(shared: SendingService) -> None:
    fields = form(shared, "a.png")
    before = kept(shared)
    for ending in (50, 500):
        request = requests.Request(
            "POST",
            fields["host"],
            data={key: value for key, value in fields.items() if key != "host"},
            files={"file": ("a.png", samples.picture("PNG", (800, 600)))},
        ).prepare()
        body = request.body
        assert isinstance(body, bytes)
        kind, length = request.headers["Content-Type"], len(body)
        assert isinstance(kind, str)
        head = f"Content-Type: {kind}\r\nContent-Length: {length}\r\n"
        with socket.create_connection(address_of(shared)) as connection:
            connection.sendall(f"POST /files/ HTTP/1.1\r\nHost: a\r\n{head}\r\n".encode() + body[:-ending])
    assert post(form(shared, "b.png"), "b.png", PNG).status_code == 200
    assert kept(shared)[0] == before[0] + 1
    assert shared.rows(f"SELECT count(*) FROM registry_material WHERE key = '{fields['key']}'") == [(0,)]


def test_a_store_that_cannot_be_written_to_is_said_and_nothing_is_kept(shared: SendingService) -> None:
    """Where the folder of the files should be there is none, as after a full or a lost disk."""
    folder = shared.service.data / "files"
    aside = folder.with_name("files.aside")
    fields = form(shared, "a.png")
    before = kept(shared)
    folder.rename(aside) if folder.exists() else aside.mkdir()
    folder.write_bytes(b"")
    try:
        answer = post(fields, "a.png", PNG)
    finally:
        folder.unlink()
        aside.rename(folder)
    assert (answer.status_code, answer.json()["Code"]) == (507, "FileNotStored")
    assert kept(shared) == before
    assert post(fields, "a.png", PNG).status_code == 200


@contextmanager
def attacked(shared: SendingService) -> Iterator[list[int]]:
    """Somebody sends hostile files, one after the other, as long as the block lasts; their statuses."""
    stop, statuses = threading.Event(), list[int]()
    files = [case for case in samples.hostile().values() if case[2].startswith(("FileToo", "FileB"))]
    fields = [form(shared, name) for name, _, _ in files]

    def attack() -> None:
        while not stop.is_set():
            for (name, content, _), form_fields in zip(files, fields, strict=True):
                statuses.append(post(form_fields, name, content).status_code)

    thread = threading.Thread(target=attack)
    thread.start()
    try:
        until("the attack", lambda: len(statuses) > 2)
        yield statuses
    finally:
        stop.set()
        thread.join()


def p99(shared: SendingService) -> float:
    """Of so many calls, one after the other, the time that all but the slowest hundredth stay under."""
    client, times = shared.client(), []
    try:
        for _ in range(CALLS):
            request = client.signed("QuerySmsSignList", PageIndex="1", PageSize="10")
            started = time.perf_counter()
            assert client.send(request)[0] == 200
            times.append(time.perf_counter() - started)
    finally:
        client.close()
    return sorted(times)[int(CALLS * 0.99) - 1]


def test_others_hardly_notice(shared: SendingService) -> None:
    """Under twice the usual time; three tries, because the machine has other work as well."""
    p99(shared)
    tries = []
    for _ in range(3):
        usual = p99(shared)
        with attacked(shared) as statuses:
            meanwhile = p99(shared)
        assert set(statuses) <= {400, 413, 503}
        tries.append((usual, meanwhile))
        if meanwhile < max(2 * usual, 0.02):
            return
    pytest.fail(f"calls took (usually, meanwhile): {tries}")
