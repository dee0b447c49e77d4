"""Which extension codes a message may go out with."""

import pytest

from qianming.core.message_codes import SendRefusal
from qianming.core.sending.extension import extension_refusal, is_extension


@pytest.mark.parametrize(
    ("text", "is_one"),
    [
        ("0", True),
        ("123456789012", True),
        ("1234567890123", False),
        ("", False),
        ("12a", False),
        (" 1", False),
        ("１２", False),
    ],
)
def test_a_code_is_one_to_twelve_digits(text: str, is_one: bool) -> None:
    assert is_extension(text) is is_one


@pytest.mark.parametrize(
    ("wanted", "tied_to", "refused"),
    [
        ("", None, None),
        ("", 8, None),
        ("01", None, None),
        ("01", 7, None),
        ("01", 8, SendRefusal.EXTENSION_TAKEN),
        ("x", None, SendRefusal.EXTENSION_INVALID),
        ("x", 7, SendRefusal.EXTENSION_INVALID),
    ],
)
def test_a_code_is_free_or_the_signatures_own(
    wanted: str, tied_to: int | None, refused: SendRefusal | None
) -> None:
    assert extension_refusal(wanted, tied_to, 7) is refused
