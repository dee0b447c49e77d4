"""The work behind `qualification submit`: whose papers, the phone code, the pictures, the submission."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from qianming.cli.failures import Failure, note
from qianming.cli.finding import found_account, found_qualification
from qianming.cli.language import say
from qianming.cli.papers import ADMINISTRATOR, LEGAL_REPRESENTATIVE, Papers
from qianming.cli.printing import today
from qianming.cli.reading import read_bytes
from qianming.core.papers.qualification import qualification_problems
from qianming.core.problems import Problem
from qianming.policy.loader import policy_on
from qianming.registry.models import Account, Qualification
from qianming.services import clock, materials, phone_codes, qualifications
from qianming.services.actors import Actor, operator
from qianming.services.qualifications import LicenceFields, PersonFields, SubmitQualification
from qianming.services.refusals import Invalid, RefusalCode


def submit_papers(papers: Papers, account_name: str | None) -> Qualification | None:
    """Submit; None when a phone code had to be sent first, which is told on standard error."""
    account = _account_of(papers, account_name)
    actor = operator(account.pk)
    if not papers.text("CertifyCode"):
        send_phone_code(actor, papers.text("AdminPhoneNo"))
        return None
    command = _with_uploads(actor, papers, _command(papers))
    stored = qualifications.submit(actor, command, clock.now())
    return found_qualification(stored.qualification_id)


def _account_of(papers: Papers, named: str | None) -> Account:
    """The account of the option, else of the file, else the only one there is."""
    name = named or papers.text("Account")
    if name:
        return found_account(name)
    accounts = list(Account.objects.order_by("pk")[:2])
    if len(accounts) != 1:
        raise Failure(
            say("--account is missing: whose papers are these? Say it here or in the field Account.")
        )
    return accounts[0]


def send_phone_code(actor: Actor, phone: str) -> None:
    """Have a code sent, and say how to go on with it."""
    phone_codes.request(actor, phone, clock.now())
    note(
        say(
            "A code was sent to {phone}; run the command again with --phone-code. It is valid for five "
            "minutes (on simulated phones: `qianming inbox --phone {phone}`).",
            phone=phone,
        )
    )


def _command(papers: Papers) -> SubmitQualification:
    text = papers.text
    return SubmitQualification(
        name=text("QualificationName"),
        company_name=text("CompanyName"),
        company_type=text("CompanyType"),
        credit_code=text("OrganizationCode"),
        licence_period=text("BussinessLicenseExpDate"),
        legal_representative=PersonFields(*map(text, LEGAL_REPRESENTATIVE)),
        administrator=PersonFields(*map(text, ADMINISTRATOR)),
        administrator_phone=text("AdminPhoneNo"),
        phone_code=text("CertifyCode"),
        own_use=papers.flags["UseBySelf"],
        share=papers.flags.get("WhetherShare", False),
        licences=tuple(
            LicenceFields(picture["LicensePic"], picture["Type"])
            for picture in papers.lists.get("BusinessLicensePics", ())
        ),
        other_keys=tuple(picture["LicensePic"] for picture in papers.lists.get("OtherFiles", ())),
        remark=text("Remark"),
    )


def _with_uploads(actor: Actor, papers: Papers, command: SubmitQualification) -> SubmitQualification:
    """The command with every local picture uploaded and named by its key.

    Nothing is uploaded for papers that would be refused.
    """
    local = papers.beside(_paths(command))
    if not local:
        return command
    _refuse_early(actor, command)
    return _renamed(command, {path: uploaded(actor, file) for path, file in local.items()})


def _paths(command: SubmitQualification) -> Iterator[str]:
    for person in (command.legal_representative, command.administrator):
        yield from (person.front_key, person.back_key)
    yield from (licence.key for licence in command.licences)
    yield from command.other_keys


def _refuse_early(actor: Actor, command: SubmitQualification) -> None:
    """What the submission would be refused for anyway."""
    day = today()
    problems = list(qualification_problems(command, day, policy_on(day)))
    if not phone_codes.is_valid(actor, command.administrator_phone, command.phone_code, clock.now()):
        problems.append(Problem(RefusalCode.PHONE_CODE_WRONG, "phone_code"))
    if problems:
        raise Invalid(*problems)


def uploaded(actor: Actor, path: Path) -> str:
    """Keep a file of the machine as a material, as an upload would; its key."""
    permit = materials.issue_permit(actor, clock.now())
    key = f"{permit.start_path}/{path.name}"
    content = read_bytes(path)
    upload = materials.StoreMaterial(permit.access_key_id, permit.policy, permit.signature, key, content)
    return materials.store(upload, clock.now()).key


def _renamed(command: SubmitQualification, keys: dict[str, str]) -> SubmitQualification:
    def person(fields: PersonFields) -> PersonFields:
        front, back = keys.get(fields.front_key, fields.front_key), keys.get(fields.back_key, fields.back_key)
        return replace(fields, front_key=front, back_key=back)

    return replace(
        command,
        legal_representative=person(command.legal_representative),
        administrator=person(command.administrator),
        licences=tuple(
            replace(licence, key=keys.get(licence.key, licence.key)) for licence in command.licences
        ),
        other_keys=tuple(keys.get(key, key) for key in command.other_keys),
    )
