"""The files route: form uploads under a permit, links, and refusals in JSON."""

import json
from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client as Browser

from qianming.registry.models import Account, Event, Material
from qianming.services import materials
from tests.documents.samples import GIF, JPEG, PDF
from tests.rpc.client import Client
from tests.services import making
from tests.services.making import PNG

FILES = "/files/"
MEBIBYTE = 1024 * 1024


@pytest.fixture
def browser() -> Browser:
    """Checks for forged requests are on: a program has no token to show."""
    return Browser(enforce_csrf_checks=True, raise_request_exception=False)


def form(
    client: Client, name: str = "picture.png", content: bytes = PNG, **changes: object
) -> dict[str, object]:
    """The fields of an upload with nothing wrong, the file last."""
    data = client.ok("GetQualificationOssInfo", BizType="dysms")["Data"]
    fields: dict[str, object] = {
        "key": f"{data['StartPath']}/{name}",
        "policy": data["Policy"],
        "OSSAccessKeyId": data["AccessKeyId"],
        "signature": data["Signature"],
        "success_action_status": "200",
        **changes,
    }
    fields["file"] = changes.get("file", SimpleUploadedFile(name, content))
    return {key: value for key, value in fields.items() if value is not None}


@pytest.mark.parametrize(
    ("name", "content", "kind"),
    [
        ("a.png", PNG, "image/png"),
        ("a.jpg", JPEG, "image/jpeg"),
        ("a.JPEG", JPEG, "image/jpeg"),
        ("a.gif", GIF, "image/gif"),
        ("a.pdf", PDF, "application/pdf"),
    ],
)
def test_a_file_is_stored_under_its_key(
    client: Client, browser: Browser, account: Account, name: str, content: bytes, kind: str
) -> None:
    fields = form(client, name, content)
    answer = browser.post(FILES, fields)
    assert answer.status_code == 200
    assert json.loads(answer.content)["Key"] == fields["key"]
    row = Material.objects.get()
    assert (row.account_id, row.key, row.media_type, row.size) == (
        account.pk,
        fields["key"],
        kind,
        len(content),
    )
    assert materials.read(row) == content


@pytest.mark.parametrize(
    ("wish", "status"), [("200", 200), ("201", 201), ("204", 204), (None, 204), ("500", 204)]
)
def test_the_status_of_success_is_the_clients_choice(
    client: Client, browser: Browser, wish: str | None, status: int
) -> None:
    answer = browser.post(FILES, form(client, success_action_status=wish))
    assert answer.status_code == status


def test_five_mebibytes_are_let_in(client: Client, browser: Browser) -> None:
    whole = PNG + bytes(5 * MEBIBYTE - len(PNG))
    assert browser.post(FILES, form(client, content=whole)).status_code == 200
    assert Material.objects.get().size == 5 * MEBIBYTE


REFUSED = [
    ({"content": PNG + bytes(5 * MEBIBYTE)}, 413, "FileTooLarge"),
    ({"content": bytes(11 * MEBIBYTE)}, 413, "FileTooLarge"),
    ({"content": b""}, 400, "FileEmpty"),
    ({"content": b"<html></html>"}, 400, "FileTypeInvalid"),
    ({"content": JPEG}, 400, "FileTypeInvalid"),
    ({"name": "a.exe"}, 400, "FileTypeInvalid"),
    ({"name": "图.png"}, 400, "FileNameInvalid"),
    ({"name": "../a.png"}, 400, "FileNameInvalid"),
    ({"name": "a b.png"}, 400, "FileNameInvalid"),
    ({"signature": "wrong"}, 403, "PermitInvalid"),
    ({"policy": "e30="}, 403, "PermitInvalid"),
    ({"OSSAccessKeyId": "other"}, 403, "PermitInvalid"),
    ({"key": "1/0000000000000000/a.png"}, 403, "PermitInvalid"),
    ({"key": "a.png"}, 403, "PermitInvalid"),
    ({"key": ""}, 400, "InvalidArgument"),
    ({"policy": None}, 400, "InvalidArgument"),
    ({"signature": None}, 400, "InvalidArgument"),
    ({"OSSAccessKeyId": None}, 400, "InvalidArgument"),
    ({"file": None}, 400, "InvalidArgument"),
    ({"file": "no file at all"}, 400, "InvalidArgument"),
]


@pytest.mark.parametrize(("changes", "status", "code"), REFUSED)
def test_what_it_refuses_is_not_stored(
    client: Client, browser: Browser, changes: dict[str, object], status: int, code: str
) -> None:
    fields = form(client, **changes)  # type: ignore[arg-type]
    before = making.row_counts()
    answer = browser.post(FILES, fields)
    told = json.loads(answer.content)
    assert (answer.status_code, told["Code"]) == (status, code), told
    assert answer.headers["content-type"] == "application/json"
    assert answer.headers["x-acs-request-id"] == told["RequestId"]
    assert making.row_counts() == before


def test_a_permit_ends(client: Client, browser: Browser) -> None:
    fields = form(client)
    client.clock.moment += timedelta(hours=1)
    answer = browser.post(FILES, fields)
    assert (answer.status_code, json.loads(answer.content)["Code"]) == (403, "PermitExpired")


def test_a_key_is_written_once(client: Client, browser: Browser) -> None:
    fields = form(client)
    assert browser.post(FILES, fields).status_code == 200
    assert browser.post(FILES, {**fields, "file": SimpleUploadedFile("a.png", PNG)}).status_code == 200
    answer = browser.post(FILES, {**fields, "file": SimpleUploadedFile("a.png", PNG + b"x")})
    assert (answer.status_code, json.loads(answer.content)["Code"]) == (409, "FileAlreadyExists")
    assert Material.objects.count() == 1


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (b"not a form", "multipart/form-data; boundary=x"),
        (b"not a form", "multipart/form-data"),
        (b"key=a", "application/x-www-form-urlencoded"),
        (b"{}", "application/json"),
        (b"", "text/plain"),
    ],
)
def test_a_body_that_is_no_form_is_refused_in_json(
    browser: Browser, db: None, body: bytes, kind: str
) -> None:
    answer = browser.post(FILES, body, content_type=kind)
    assert answer.status_code == 400
    assert json.loads(answer.content)["Code"] in ("MalformedPOSTRequest", "InvalidArgument")


def test_other_methods_are_refused_in_json(browser: Browser, db: None) -> None:
    for answer in (browser.get(FILES), browser.put(FILES), browser.delete(f"{FILES}1/a/b.png")):
        assert (answer.status_code, json.loads(answer.content)["Code"]) == (405, "MethodNotAllowed")


def shown_url(client: Client) -> str:
    """The address of an uploaded file, as an answer gives it, without the host."""
    from qianming.rpc.actions import Call
    from qianming.rpc.authentication import signed_caller
    from qianming.rpc.keys import RegistryKeys
    from qianming.rpc.links import file_urls
    from qianming.rpc.request import read

    caller = signed_caller(read(_a_request(client)), RegistryKeys(), client.clock.now())
    key = making.upload(caller.actor, now=client.clock.now())
    parts = urlsplit(file_urls(Call(caller, client.clock.now(), "http://h"), [key])[key])
    assert parse_qs(parts.query)["Expires"]
    return f"{parts.path}?{parts.query}"


def _a_request(client: Client):  # type: ignore[no-untyped-def]
    from tests.rpc.client import v3_request

    return v3_request("GetSmsSign", client.clock.now())


def test_a_link_shows_the_file_for_a_while(client: Client, browser: Browser) -> None:
    url = shown_url(client)
    answer = browser.get(url)
    assert (answer.status_code, answer.content) == (200, PNG)
    assert answer.headers["content-type"] == "image/png"
    assert answer.headers["cache-control"] == "private, no-store"
    assert "sandbox" in answer.headers["content-security-policy"]
    assert answer.headers["content-disposition"] == 'attachment; filename="picture.png"'
    assert answer.headers["x-content-type-options"] == "nosniff"
    client.clock.moment += timedelta(hours=2)
    answer = browser.get(url)
    assert (answer.status_code, json.loads(answer.content)["Code"]) == (403, "PermitExpired")


def test_looking_at_a_file_is_told_by_the_history(client: Client, browser: Browser) -> None:
    url = shown_url(client)
    browser.get(url)
    event = Event.objects.get(kind="material.viewed")
    assert (event.subject, event.actor) == (f"material:{Material.objects.get().pk}", "system:download-link")


def test_a_changed_link_shows_nothing(client: Client, browser: Browser) -> None:
    url = shown_url(client)
    path, _, query = url.partition("?")
    expires = parse_qs(query)["Expires"][0]
    for changed in (
        path,
        url.replace("picture", "other"),
        url.replace(f"Expires={expires}", f"Expires={int(expires) + 1}"),
        url.replace(f"Expires={expires}", "Expires=never"),
        url.replace(f"Expires={expires}", f"Expires={'9' * 20}"),
        url.replace(f"Expires={expires}", f"Expires={'9' * 11}"),
        url.replace(f"Expires={expires}", "Expires=٣"),
        url.replace("Signature=", "Signature=A"),
    ):
        answer = browser.get(changed)
        assert (answer.status_code, json.loads(answer.content)["Code"]) == (403, "PermitInvalid"), changed


def test_a_link_to_nothing_says_so(client: Client, browser: Browser) -> None:
    url = shown_url(client)
    Material.objects.all().delete()
    answer = browser.get(url)
    assert (answer.status_code, json.loads(answer.content)["Code"]) == (404, "NoSuchKey")


def test_a_fault_is_answered_in_json(
    client: Client, browser: Browser, caplog: pytest.LogCaptureFixture
) -> None:
    url = shown_url(client)
    Material.objects.update(digest="ab" * 32)
    answer = browser.get(url)
    assert (answer.status_code, json.loads(answer.content)["Code"]) == (500, "InternalError")
    assert "FileNotFoundError" in caplog.text
