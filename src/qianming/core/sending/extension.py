"""Extension codes: the digits that a message's sender number ends with, and whose they are.

Decides whether a message may go out with a code. How codes are tied to signatures is the registry's matter.
"""

import re

from qianming.core.message_codes import SendRefusal

# The carriers' access number and its extensions have 20 digits together; the first eight are theirs.
_DIGITS = re.compile(r"[0-9]{1,12}", re.ASCII)


def is_extension(text: str) -> bool:
    """Whether a text is an extension code: one to twelve digits."""
    return _DIGITS.fullmatch(text) is not None


def extension_refusal(wanted: str, tied_to: int | None, signature_id: int) -> SendRefusal | None:
    """Why a message of a signature may not go out with a code, or None.

    `tied_to` is the signature that the code is tied to, if any: another one's code would make carriers see
    one code with several signatures.
    """
    if not wanted:
        return None
    if not is_extension(wanted):
        return SendRefusal.EXTENSION_INVALID
    return None if tied_to in (None, signature_id) else SendRefusal.EXTENSION_TAKEN
