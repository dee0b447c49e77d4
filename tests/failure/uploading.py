"""Uploading to a running service as the vendor's clients do, and as nobody should."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import requests

from tests.documents import samples
from tests.e2e.service import until
from tests.failure.conftest import SendingService

PERMITS = [
    ("GetQualificationOssInfo", {"BizType": "dysms"}, "Data", "Expire"),
    ("GetOSSInfoForUploadFile", {"BizType": "fcMediaSms"}, "Model", "ExpireTime"),
    ("GetOSSInfoForUploadFile", {}, "Model", "ExpireTime"),
    ("GetSmsOcrOssInfo", {"TaskType": "ICP_DOMAIN"}, "Model", "ExpireTime"),
]


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
