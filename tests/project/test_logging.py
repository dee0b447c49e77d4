"""Log lines: readable, and without anything personal or secret."""

import io
import logging
from collections.abc import Iterator

import pytest

from qianming.project.logging import masked, set_up

SECRETS = ("13900000001", "110105198001010016", "testAccessKeySecret0001abcdEFGH", "482913", "c2lnbmF0dXJl")


@pytest.mark.parametrize(
    ("line", "shown"),
    [
        ("sent to 13900000001", "sent to 139****0001"),
        ("sent to +8613900000001,8613900000001", "sent to +86139****0001,86139****0001"),
        ("number 110105198001010016 seen", "number 110105************ seen"),
        ("AccessKeySecret=testAccessKeySecret0001abcdEFGH x", "AccessKeySecret=*** x"),
        ('{"access_key_secret": "testAccessKeySecret0001abcdEFGH"}', '{"access_key_secret": ***}'),
        ("?Signature=c2lnbmF0dXJlc2lnbmF0dXJl%3D&Format=JSON", "?Signature=***&Format=JSON"),
        (
            f"Authorization: ACS3-HMAC-SHA256 Credential=a,SignedHeaders=b,Signature={'0123' * 8}",
            "Authorization: ***,SignedHeaders=b,Signature=***",
        ),
        ('TemplateParam={"code":"482913"}&SignName=a', "TemplateParam=***&SignName=a"),
        ("password='p w' next", "password=*** next"),
        ("PhoneNumbers=1%2C2&x=1", "PhoneNumbers=***&x=1"),
    ],
)
def test_it_masks_what_is_personal_or_secret(line: str, shown: str) -> None:
    assert masked(line) == shown


@pytest.mark.parametrize(
    "line",
    [
        "signature:12 frozen",
        "batch stored orders=12 position=1763829512123456",
        "event at 2026-11-20T12:00:00.000+08:00",
        "request_id=0A974B78-02BF-4C79-ADF3-90CFBA1B55B1",
    ],
)
def test_it_leaves_alone_what_is_neither(line: str) -> None:
    assert masked(line) == line


@pytest.fixture
def stream() -> Iterator[io.StringIO]:
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    stream = io.StringIO()
    set_up("INFO", stream)
    yield stream
    root.handlers[:] = handlers
    root.setLevel(level)


def test_a_line_has_time_level_and_place(stream: io.StringIO) -> None:
    logging.getLogger("qianming.test").warning("carrier answered late seconds=%d", 7)
    line = stream.getvalue()
    assert line.endswith(" WARNING qianming.test carrier answered late seconds=7\n")
    assert line[10] == "T"
    assert "+08:00 " in line


def test_arguments_and_tracebacks_are_masked(stream: io.StringIO) -> None:
    try:
        raise ValueError("no such number: 13900000001, secret=testAccessKeySecret0001abcdEFGH")
    except ValueError:
        logging.getLogger("qianming.test").exception("failed for %s", "110105198001010016")
    written = stream.getvalue()
    assert "ValueError" in written
    assert not any(secret in written for secret in SECRETS)


def test_requests_are_not_logged(stream: io.StringIO) -> None:
    logging.getLogger("uvicorn.access").info('GET /?PhoneNumbers=13900000001 "HTTP/1.1" 200')
    assert stream.getvalue() == ""
