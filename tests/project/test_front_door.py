"""The front door over real HTTP: which face answers what, and how bodies arrive there."""

import json
import logging
import socket
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
import requests
from django.core.handlers.wsgi import WSGIHandler
from django.test import override_settings

from qianming.project.asgi import DJANGO_BODY_BYTES, RPC_BODY_BYTES, Dispatcher
from qianming.project.probes import Probes
from qianming.project.wsgi_bridge import WsgiBridge
from qianming.rpc.request import RpcAnswer, RpcRequest
from tests.project.serving import serving


class Rpc:
    """Answers what it was asked; the lane's stand-in too."""

    def __init__(self, face: str) -> None:
        self.face = face

    def takes(self, request: RpcRequest) -> bool:
        return (b"x-acs-action", b"SendSms") in request.headers

    def answer(self, request: RpcRequest) -> RpcAnswer:
        if request.path == "/broken":
            raise RuntimeError("as asked")
        said = {
            "face": self.face,
            "method": request.method,
            "path": request.path,
            "query": request.query.decode(),
            "body": len(request.body),
            "headers": [name.decode() for name, _ in request.headers],
        }
        body = json.dumps(said).encode()
        return RpcAnswer(200, body, ((b"content-length", str(len(body)).encode()),))


class Lane(Rpc):
    async def answer(self, request: RpcRequest) -> RpcAnswer:  # type: ignore[override]
        return super().answer(request)


PROBLEMS: dict[str, str] = {}


@pytest.fixture(scope="module")
def url() -> Iterator[str]:
    with ThreadPoolExecutor(4) as pool, override_settings(ROOT_URLCONF="tests.project.pages"):
        checks = {"journal": lambda: PROBLEMS.get("journal", ""), "jobs": lambda: ""}
        django = WsgiBridge(WSGIHandler(), pool)
        with serving(Dispatcher(Rpc("rpc"), pool, Lane("lane"), django, Probes(checks, pool))) as (
            host,
            port,
        ):
            yield f"http://{host}:{port}"


def asked(url: str, method: str = "GET", **more: Any) -> dict[str, Any]:
    answer = requests.request(method, url, timeout=10, allow_redirects=False, **more)
    assert answer.status_code == 200, answer.text
    document: dict[str, Any] = answer.json()
    return document


@pytest.mark.parametrize("path", ["/", "//", "/base/", "/consolation", "/filesystem", "/healthz/"])
@pytest.mark.parametrize("method", ["GET", "POST", "PUT"])
def test_everything_without_another_face_is_the_api(url: str, path: str, method: str) -> None:
    said = asked(url + path, method)
    assert (said["face"], said["path"], said["method"]) == ("rpc", path, method)


def test_sending_goes_to_the_lane(url: str) -> None:
    assert asked(f"{url}/", "POST", headers={"x-acs-action": "SendSms"})["face"] == "lane"
    assert asked(f"{url}/", "POST", headers={"x-acs-action": "GetSmsSign"})["face"] == "rpc"


def test_a_browser_at_the_door_is_sent_to_the_console(url: str) -> None:
    answer = requests.get(f"{url}/", headers={"accept": "text/html"}, timeout=10, allow_redirects=False)
    assert (answer.status_code, answer.headers["location"]) == (302, "/console/")


@pytest.mark.parametrize(
    ("query", "headers"),
    [
        ("?Action=GetSmsSign", {}),
        ("?Signature=x", {}),
        ("", {"authorization": "ACS3-HMAC-SHA256 Credential=a"}),
        ("", {"x-acs-action": "GetSmsSign"}),
    ],
)
def test_a_request_with_an_action_or_credentials_is_never_redirected(
    url: str, query: str, headers: dict[str, str]
) -> None:
    assert asked(f"{url}/{query}", headers={"accept": "text/html", **headers})["face"] == "rpc"


def test_a_chunked_body_arrives_whole_at_the_api(url: str) -> None:
    assert asked(f"{url}/", "POST", data=iter([b"ab", b"c" * 70_000]))["body"] == 70_002


def test_a_chunked_body_arrives_whole_at_django(url: str) -> None:
    said = asked(f"{url}/console/echo/a", "POST", data=iter([b"ab", b"cd"]))
    assert (said["body"], said["length"], said["chunked"]) == ("abcd", "4", False)


def test_django_is_told_what_was_asked(url: str) -> None:
    said = asked(f"{url}/console/echo/签名?a=%E4%BA%91&b=1")
    assert (said["name"], said["query"], said["method"]) == ("签名", "a=%E4%BA%91&b=1", "GET")
    assert said["host"] == url.removeprefix("http://")
    assert said["secure"] is False


def test_a_header_with_an_underscore_passes_for_no_other(url: str) -> None:
    assert asked(f"{url}/console/echo/a", headers={"x_real": "forged"})["underscored"] is None


def test_cookies_go_both_ways(url: str) -> None:
    said = asked(f"{url}/console/echo/a", headers={"cookie": "one=1; two=2"})
    assert said["cookies"] == {"one": "1", "two": "2"}
    answer = requests.get(f"{url}/console/cookies", timeout=10)
    assert answer.cookies.get_dict() == {"one": "1", "two": "2"}


def test_a_large_upload_passes_through_the_disk(url: str) -> None:
    content = b"x" * 5_000_000
    said = asked(f"{url}/files/upload", "POST", files={"file": ("a.png", content)})
    assert said == {"name": "a.png", "size": 5_000_000}


def test_an_answer_may_be_streamed(url: str) -> None:
    assert requests.get(f"{url}/console/stream", timeout=10).content == b"012"


def test_a_page_that_breaks_breaks_nothing_else(url: str, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.CRITICAL):
        assert requests.get(f"{url}/console/broken", timeout=10).status_code == 500
    assert asked(f"{url}/console/echo/a")["name"] == "a"


def test_an_unforeseen_failure_of_the_api_is_json(url: str, caplog: pytest.LogCaptureFixture) -> None:
    answer = requests.post(f"{url}/broken?PhoneNumbers=13900000001", timeout=10)
    assert (answer.status_code, answer.json()["Code"]) == (500, "InternalError")
    assert "13900000001" not in caplog.text


@pytest.mark.parametrize(("path", "limit"), [("/", RPC_BODY_BYTES), ("/files/upload", DJANGO_BODY_BYTES)])
def test_a_body_that_is_too_large_is_refused_in_json(url: str, path: str, limit: int) -> None:
    answer = requests.post(url + path, data=b"x" * (limit + 1), timeout=30)
    assert (answer.status_code, answer.json()["Code"]) == (413, "RequestBodyTooLarge")
    assert answer.headers["connection"] == "close"
    endless = (b"x" * 100_000 for _ in range(limit // 100_000 + 2))
    assert requests.post(url + path, data=endless, timeout=30).status_code == 413


def test_a_busy_service_says_so_in_json(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("qianming.project.asgi.RPC_WAITING", 0)
    answer = requests.post(f"{url}/", data={"Action": "GetSmsSign", "Format": "XML"}, timeout=10)
    assert (answer.status_code, answer.json()["Code"]) == (503, "ServiceUnavailable")


def test_a_client_that_leaves_in_the_middle_harms_nobody(url: str) -> None:
    host, _, port = url.removeprefix("http://").partition(":")
    with socket.create_connection((host, int(port)), timeout=5) as leaving:
        leaving.sendall(b"POST / HTTP/1.1\r\nhost: a\r\ncontent-length: 100\r\n\r\nabc")
    assert asked(f"{url}/")["face"] == "rpc"


def test_it_says_that_it_is_alive(url: str) -> None:
    assert asked(f"{url}/healthz") == {"status": "ok"}


def test_it_says_whether_it_is_ready_and_if_not_why(url: str) -> None:
    assert asked(f"{url}/readyz") == {"ready": True, "problems": {}}
    PROBLEMS["journal"] = "disk full"
    try:
        answer = requests.get(f"{url}/readyz", timeout=10)
    finally:
        PROBLEMS.clear()
    assert answer.status_code == 503
    assert answer.json() == {"ready": False, "problems": {"journal": "disk full"}}


def test_it_gives_numbers_to_prometheus(url: str) -> None:
    answer = requests.get(f"{url}/metrics", timeout=10)
    assert answer.headers["content-type"].startswith("text/plain")
    assert "python_info" in answer.text
