"""`qianming inbox`: what the simulated phones received."""

import pytest

from qianming.registry.models import InboxMessage
from tests.cli.conftest import Command
from tests.services.making import PHONE, an_account, an_applicant, phone_code

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("stopped_clock")]

JSON = ("--format", "json")
OTHER = "13900000002"


@pytest.fixture
def codes() -> dict[str, str]:
    """A phone code on each of two phones."""
    actor = an_applicant(an_account())
    return {phone: phone_code(actor, phone) for phone in (PHONE, OTHER)}


def test_the_inbox_is_the_contracts(command: Command, codes: dict[str, str]) -> None:
    done = command("inbox", *JSON)
    assert [text["phone"] for text in done.data] == [OTHER, PHONE]
    newest = done.data[0]
    assert list(newest) == ["phone", "text", "sent_at", "signature", "kind"]
    assert codes[OTHER] in newest["text"]
    assert newest["text"].startswith(f"【{newest['signature']}】")
    assert (newest["sent_at"], newest["kind"]) == ("2026-06-10T10:00:00+08:00", "phone_code")
    assert codes[PHONE] in command("inbox").out


@pytest.mark.parametrize("written", [PHONE, f"+86{PHONE}", f"0086{PHONE}", f"86{PHONE}"])
def test_one_phones_texts(command: Command, codes: dict[str, str], written: str) -> None:
    (text,) = command("inbox", "--phone", written, *JSON).data
    assert text["phone"] == PHONE


def test_clearing_shows_the_texts_a_last_time(command: Command, codes: dict[str, str]) -> None:
    assert len(command("inbox", "--phone", PHONE, "--clear", *JSON).data) == 1
    assert [text["phone"] for text in command("inbox", "--clear", *JSON).data] == [OTHER]
    assert command("inbox", *JSON).data == []
    assert InboxMessage.objects.count() == 0
