"""Uploads that nobody should send, to a service that others are using; nothing is kept of any of them."""

import socket
import time
from typing import Any

import pytest
import requests

from tests.documents import samples
from tests.e2e.service import PNG
from tests.failure.conftest import SendingService
from tests.failure.test_hostile import address_of
from tests.failure.uploading import PERMITS, attacked, form, permit_of, post

CALLS = 120


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
    answer = post(fields, name, content)
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


def test_others_are_served_meanwhile(shared: SendingService) -> None:
    """How long their calls take is measured in `bench/uploads.py`."""
    client = shared.client()
    with attacked(shared) as statuses:
        told = {client.call("QuerySmsSignList", PageIndex="1", PageSize="10")[0] for _ in range(CALLS)}
    client.close()
    assert told == {200}
    assert set(statuses) <= {400, 413, 503}
