"""What the test client gives back, read as a person would: the page, and what stands beside a field."""

import re
from html import unescape
from typing import Protocol


class Answer(Protocol):
    """What the test client gives back, redirects followed or not."""

    content: bytes


def told(answer: Answer, field: str) -> str:
    """What stands beside a field."""
    found = re.search(rf'id="id_{field}_error">(.*?)</div>', answer.content.decode(), re.DOTALL)
    return unescape(re.sub(r"<[^>]+>", " ", found[1])).strip() if found else ""


def page(answer: Answer) -> str:
    return answer.content.decode()
