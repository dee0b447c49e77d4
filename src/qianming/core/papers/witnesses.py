"""How far independent readings of one field agree: print, QR code, and what the applicant typed.

Says how they stand to each other and nothing more: a reviewer decides. A difference by look-alike characters
is told apart, because machines take such characters for each other.
"""

from collections.abc import Collection

from qianming.core.names.lookalike import keys
from qianming.core.readings import Agreement


def agreement(values: Collection[str]) -> Agreement:
    """The agreement of what the witnesses say; an empty value is a witness that saw nothing.

    Brackets and letters of either width are the same, and so are capital and small letters.
    """
    told = [keys("".join(value.split())) for value in values if value.strip()]
    if len(told) < 2:
        return Agreement.ALONE if told else Agreement.NOT_SEEN
    if len({one.spelling for one in told}) == 1:
        return Agreement.STRONG
    return Agreement.LOOKALIKE if len({one.shape for one in told}) == 1 else Agreement.DIFFERS
