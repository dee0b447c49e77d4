"""Log lines on standard error: one readable line per event, with everything personal or secret masked.

The mask works on the finished line, tracebacks included, because a value can reach a log by many ways. It
knows shapes, not meanings: phone numbers, identity numbers, and the values of names that carry secrets.
"""

import logging
import re
import sys
from datetime import datetime
from typing import TextIO

from qianming.core.china_time import CHINA

_SECRET_NAMES = (
    r"access_?key_?secret|secret_?access_?key|secret(?:_?key)?|password|security_?token|bearer_?token"
    r"|x-acs-security-token|x-acs-bearer-token|authorization|certify_?code|template_?param(?:_?json)?"
    r"|phone_?numbers?|phone_?no|sessionid|csrftoken"
)
_NAMED = re.compile(
    rf"(?P<name>['\"]?\b(?:{_SECRET_NAMES})\b['\"]?\s*(?:=|:|%3D)\s*)"
    r"(?:\{[^}]*\}|\"[^\"]*\"|'[^']*'|(?:ACS3-[\w-]+\s+)?[^\s&,;'\")}\]]+)",
    re.IGNORECASE,
)
# Only what looks like the value of one: the word itself is the name of this service's main object.
_REQUEST_SIGNATURE = re.compile(
    r"(\bsignature['\"]?\s*(?:=|:|%3D)\s*['\"]?)[A-Za-z0-9+/=%_-]{16,}", re.IGNORECASE
)
# The address of a calendar is its secret.
_CALENDAR = re.compile(r"(/calendar/)[^/\s.'\"]+")
_IDENTITY_NUMBER = re.compile(r"(?<![0-9A-Za-z])([1-9]\d{5})(?:19|20)\d{2}\d{4}\d{3}[0-9Xx](?![0-9A-Za-z])")
_PHONE = re.compile(r"(?<![0-9])((?:(?:\+|00)?86[- ]?)?1[3-9]\d)\d{4}(\d{4})(?![0-9])")


def masked(line: str) -> str:
    """The line without secrets, phone numbers and identity numbers; what is left shows that one was there."""
    line = _NAMED.sub(lambda found: f"{found['name']}***", line)
    line = _REQUEST_SIGNATURE.sub(r"\1***", line)
    line = _CALENDAR.sub(r"\1***", line)
    line = _IDENTITY_NUMBER.sub(r"\1************", line)
    return _PHONE.sub(r"\1****\2", line)


class LineFormatter(logging.Formatter):
    """`2026-01-02T10:00:00.000+08:00 WARNING qianming.gateway.committer text key=value`, masked."""

    def format(self, record: logging.LogRecord) -> str:
        at = datetime.fromtimestamp(record.created, CHINA).isoformat(timespec="milliseconds")
        line = f"{at} {record.levelname:<7} {record.name} {record.getMessage()}"
        if record.exc_info:
            line = f"{line}\n{self.formatException(record.exc_info)}"
        if record.stack_info:
            line = f"{line}\n{record.stack_info}"
        return masked(line)


def set_up(level: str = "INFO", stream: TextIO | None = None) -> None:
    """Send every log line of the process to standard error; uvicorn's and Django's own handlers go."""
    handler = logging.StreamHandler(stream or sys.stderr)
    handler.setFormatter(LineFormatter())
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level)
    for name in ("django", "django.server", "uvicorn", "uvicorn.error"):
        logger = logging.getLogger(name)
        logger.handlers.clear()
        logger.propagate = True
    # Requests carry personal data in their query: no access log, here or anywhere.
    access = logging.getLogger("uvicorn.access")
    access.handlers.clear()
    access.propagate = False
    logging.getLogger("uvicorn.error").setLevel("WARNING")
    # They log addresses of callbacks, which may hold tokens.
    for name in ("httpx", "httpcore"):
        logging.getLogger(name).setLevel("WARNING")
    # Every 4xx of the console would be a line of its own otherwise, paths with personal data included.
    logging.getLogger("django.request").setLevel("ERROR")
