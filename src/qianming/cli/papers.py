"""The file that `qualification submit` reads: the fields of SubmitSmsQualification, checked for their shape.

Decides which fields there are, which must be there, and of what kind each is. Whether a value is right is
decided by the services, which know the rules.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from qianming.cli.failures import Failure
from qianming.cli.language import say
from qianming.cli.reading import read_fields

# The fields of a person, in the order of `PersonFields`.
LEGAL_REPRESENTATIVE = (
    "LegalPersonName",
    "LegalPersonIDCardType",
    "LegalPersonIDCardNo",
    "LegalPersonIdCardEffTime",
    "LegalPersonIdCardFrontSide",
    "LegalPersonIdCardBackSide",
)
ADMINISTRATOR = (
    "AdminName",
    "AdminIDCardType",
    "AdminIDCardNo",
    "AdminIDCardExpDate",
    "AdminIDCardFrontFace",
    "AdminIDCardPic",
)
_REQUIRED = (
    "QualificationName",
    "CompanyName",
    "CompanyType",
    "OrganizationCode",
    "BussinessLicenseExpDate",
    *LEGAL_REPRESENTATIVE[:4],
    *ADMINISTRATOR,
    "AdminPhoneNo",
)
_OPTIONAL = (
    *LEGAL_REPRESENTATIVE[4:],
    "CertifyCode",
    "Remark",
    "Account",
)
_FLAGS = ("UseBySelf", "WhetherShare")
_LISTS: Mapping[str, tuple[str, ...]] = {
    "BusinessLicensePics": ("LicensePic", "Type"),
    "OtherFiles": ("LicensePic",),
}
_WORDS_OF_TRUTH = {"true": True, "false": False}


@dataclass(frozen=True, slots=True)
class Papers:
    """A file of the right shape: `texts` lacks what was not given, lists have one mapping a picture."""

    file: str
    texts: Mapping[str, str]
    flags: Mapping[str, bool]
    lists: Mapping[str, tuple[Mapping[str, str], ...]]

    def text(self, field: str) -> str:
        """A field's text, empty if it was not given."""
        return self.texts.get(field, "")

    def beside(self, named: Iterable[str | None]) -> dict[str, Path]:
        """What names a file beside the papers; any other value is taken for the key of an upload."""
        folder = Path.cwd() if self.file == "-" else Path(self.file).parent
        return {path: folder / path for path in named if path and (folder / path).is_file()}


class _Wrong(ValueError):
    """A value of the wrong kind; the message says which kind is right."""


# What an update cannot change.
_FIXED = ("QualificationName", "CompanyType", "OrganizationCode", "UseBySelf")


def read_papers(file: str, phone_code: str | None) -> Papers:
    """Read the file; every missing, unknown or misshapen field is told, not only the first."""
    fields = dict(read_fields(file))
    return _read(file, fields, phone_code, list(_missing(fields)))


def read_changes(file: str, phone_code: str | None) -> Papers:
    """Read a file of changes: what it leaves out stays, but for the phone number, which is proven anew."""
    fields = dict(read_fields(file))
    complaints = [
        say("FILE: the field {name} cannot be changed; submit new papers instead.", name=name)
        for name in _FIXED
        if name in fields
    ]
    if fields.get("AdminPhoneNo") is None:
        complaints.append(say("FILE: the field {name} is missing.", name="AdminPhoneNo"))
    return _read(file, fields, phone_code, complaints)


def _read(file: str, fields: dict[str, Any], phone_code: str | None, complaints: list[str]) -> Papers:
    if phone_code is not None:
        fields["CertifyCode"] = phone_code
    complaints = [*_unknown(fields), *complaints]
    names = (*_REQUIRED, *_OPTIONAL)
    texts = _converted(fields, names, _text, complaints)
    flags = _converted(fields, _FLAGS, _flag, complaints)
    lists: dict[str, tuple[Mapping[str, str], ...]] = {}
    for name, parts in _LISTS.items():
        lists.update(_converted(fields, (name,), partial(_pictures, parts), complaints))
    if complaints:
        raise Failure(*complaints)
    return Papers(file, texts, flags, lists)


def _unknown(fields: Mapping[str, Any]) -> Iterator[str]:
    from difflib import get_close_matches

    known = (*_REQUIRED, *_OPTIONAL, *_FLAGS, *_LISTS)
    for name in fields:
        if name not in known:
            near = get_close_matches(name, known, 1, 0.5)
            if near:
                yield say("FILE: there is no field {name}; did you mean {near}?", name=name, near=near[0])
            else:
                yield say(
                    "FILE: there is no field {name}; the fields are those of SubmitSmsQualification.",
                    name=name,
                )


def _missing(fields: Mapping[str, Any]) -> Iterator[str]:
    for name in (*_REQUIRED, "UseBySelf"):
        if fields.get(name) is None:
            yield say("FILE: the field {name} is missing.", name=name)


def _converted(
    fields: Mapping[str, Any], names: tuple[str, ...], convert: Callable[[Any], Any], complaints: list[str]
) -> dict[str, Any]:
    """The given fields among the names, converted; what cannot be is added to the complaints."""
    converted = {}
    for name in names:
        if fields.get(name) is not None:
            try:
                converted[name] = convert(fields[name])
            except _Wrong as wrong:
                complaints.append(say("FILE: the field {name} must be {kind}.", name=name, kind=wrong))
    return converted


def _text(given: Any) -> str:
    """A text; a whole number is taken too, because numbers of documents and phones are often typed so."""
    if isinstance(given, str):
        return given.strip()
    if isinstance(given, int) and not isinstance(given, bool):
        return str(given)
    raise _Wrong(say("a text"))


def _flag(given: Any) -> bool:
    if isinstance(given, bool):
        return given
    if isinstance(given, str) and given.lower() in _WORDS_OF_TRUTH:
        return _WORDS_OF_TRUTH[given.lower()]
    raise _Wrong(say("true or false"))


def _pictures(parts: tuple[str, ...], given: Any) -> tuple[Mapping[str, str], ...]:
    """A list of pictures, each with exactly its parts."""
    if not isinstance(given, list):
        raise _Wrong(say("a list of objects with {parts}", parts=", ".join(parts)))
    for picture in given:
        if not isinstance(picture, dict) or set(picture) != set(parts):
            raise _Wrong(say("a list of objects with {parts}", parts=", ".join(parts)))
    return tuple({part: _text(picture[part]) for part in parts} for picture in given)
