"""The form of a power of attorney as PDF, or a refusal that names field and reason. Needs no registry."""

from dataclasses import dataclass
from datetime import date, datetime

from qianming.core.china_time import china_day
from qianming.core.problems import Problem
from qianming.documents import letter as forms
from qianming.documents.letter import Letter, Unprintable
from qianming.policy.loader import policy_on
from qianming.services.refusals import Invalid, RefusalCode

__all__ = ["DraftLetter", "Letter", "composed"]


@dataclass(frozen=True, slots=True)
class DraftLetter:
    """What somebody typed. `valid_from` is today when it is left out.

    Where an account is known, the grantee is its holder unless another is typed, and the names are all known.
    """

    grantor: str
    valid_until: date
    grantor_code: str = ""
    grantee: str = ""
    grantee_code: str = ""
    names: tuple[str, ...] = ()
    valid_from: date | None = None

    def as_typed(self, today: date) -> Letter:
        """The letter with nothing added but the first day."""
        return Letter(
            grantor=self.grantor.strip(),
            grantor_code=self.grantor_code.strip(),
            grantee=self.grantee.strip(),
            grantee_code=self.grantee_code.strip(),
            names=tuple(dict.fromkeys(name.strip() for name in self.names)),
            valid_from=self.valid_from or today,
            valid_until=self.valid_until,
        )


def composed(letter: Letter, now: datetime) -> bytes:
    """The PDF; raises `Invalid` with every wrong field, characters that cannot be printed included."""
    today = china_day(now)
    wrong = forms.problems(letter, today, policy_on(today))
    if wrong:
        raise Invalid(*wrong)
    try:
        return forms.make(letter)
    except Unprintable as lack:
        place = f"{lack.field} {lack.characters}"
        raise Invalid(Problem(RefusalCode.CHARACTER_UNPRINTABLE, place)) from lack
