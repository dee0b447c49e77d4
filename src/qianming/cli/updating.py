"""The work behind `qualification update`: the phone code, the pictures, the changes."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from typing import TypeVar

from qianming.cli.finding import found_qualification
from qianming.cli.papers import ADMINISTRATOR, LEGAL_REPRESENTATIVE, Papers
from qianming.cli.printing import today
from qianming.cli.submitting import send_phone_code, uploaded
from qianming.core.papers.qualification import qualification_problems
from qianming.policy.loader import policy_on
from qianming.registry.models import Qualification
from qianming.services import clock
from qianming.services.actors import operator
from qianming.services.qualification_updates import PersonChanges, UpdateQualification, update, updated
from qianming.services.qualifications import LicenceFields
from qianming.services.refusals import Invalid

MadeT = TypeVar("MadeT")


def update_papers(row: Qualification, papers: Papers) -> Qualification | None:
    """Update; None when a phone code had to be sent first, which is told on standard error."""
    actor = operator(row.account_id)
    if not papers.text("CertifyCode"):
        send_phone_code(actor, papers.text("AdminPhoneNo"))
        return None
    command = _command(row, papers)
    local = papers.beside(_paths(command))
    if local:
        _refuse_early(row, command)
        command = _renamed(command, {path: uploaded(actor, file) for path, file in local.items()})
    update(actor, command, clock.now())
    return found_qualification(row.pk)


def _command(row: Qualification, papers: Papers) -> UpdateQualification:
    given, lists = papers.texts.get, papers.lists
    return UpdateQualification(
        qualification_id=row.pk,
        order_id=row.work_order_id,
        administrator_phone=papers.text("AdminPhoneNo"),
        phone_code=papers.text("CertifyCode"),
        company_name=given("CompanyName"),
        licence_period=given("BussinessLicenseExpDate"),
        legal_representative=PersonChanges(*map(given, LEGAL_REPRESENTATIVE)),
        administrator=PersonChanges(*map(given, ADMINISTRATOR)),
        licences=_each(lists, "BusinessLicensePics", _licence),
        other_keys=_each(lists, "OtherFiles", _key),
        share=papers.flags.get("WhetherShare"),
        remark=given("Remark"),
    )


def _licence(given: Mapping[str, str]) -> LicenceFields:
    return LicenceFields(_key(given), given["Type"])


def _key(given: Mapping[str, str]) -> str:
    return given["LicensePic"]


def _each(
    lists: Mapping[str, tuple[Mapping[str, str], ...]], name: str, made: Callable[[Mapping[str, str]], MadeT]
) -> tuple[MadeT, ...] | None:
    return tuple(made(one) for one in lists[name]) if name in lists else None


def _paths(command: UpdateQualification) -> Iterator[str | None]:
    for person in (command.legal_representative, command.administrator):
        yield from (person.front_key, person.back_key)
    yield from (licence.key for licence in command.licences or ())
    yield from command.other_keys or ()


def _refuse_early(row: Qualification, command: UpdateQualification) -> None:
    """What the update would be refused for anyway: nothing is uploaded for it."""
    day = today()
    problems = qualification_problems(updated(row, command), day, policy_on(day))
    if problems:
        raise Invalid(*problems)


def _renamed(command: UpdateQualification, keys: Mapping[str, str]) -> UpdateQualification:
    def key(path: str) -> str:
        return keys.get(path, path)

    def person(changes: PersonChanges) -> PersonChanges:
        front, back = changes.front_key, changes.back_key
        return replace(
            changes,
            front_key=None if front is None else key(front),
            back_key=None if back is None else key(back),
        )

    licences, others = command.licences, command.other_keys
    return replace(
        command,
        legal_representative=person(command.legal_representative),
        administrator=person(command.administrator),
        licences=None if licences is None else tuple(replace(one, key=key(one.key)) for one in licences),
        other_keys=None if others is None else tuple(map(key, others)),
    )
