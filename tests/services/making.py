"""What tests of the services start from: accounts, actors and papers, made through the services."""

import base64
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zlib import crc32

from django.apps import apps

from qianming.core.codes import AccountType, Carrier
from qianming.core.papers.identity import resident_id_check_character
from qianming.core.papers.records import PowerFields
from qianming.core.permissions import Role
from qianming.core.rejections import RejectionReason
from qianming.registry.models import (
    Account,
    CarrierFiling,
    PowerOfAttorney,
    Qualification,
    Signature,
    Trademark,
)
from qianming.registry.phones import letter_name_hash
from qianming.registry.queries import signature as signature_named
from qianming.services import applications, inbox, materials, phone_codes, policies, qualifications, reviews
from qianming.services.accounts import CreateAccount, create_account
from qianming.services.actors import Actor, key_actor, operator, user_actor
from qianming.services.applications import SubmitApplication, SubmittedApplication
from qianming.services.qualifications import (
    LicenceFields,
    PersonFields,
    SubmitQualification,
    SubmittedQualification,
)

# A working day, inside the review hours: 10 June 2026, 10:00 in China.
NOW = datetime(2026, 6, 10, 2, 0, tzinfo=UTC)
TODAY = date(2026, 6, 10)
SECOND, MINUTE = timedelta(seconds=1), timedelta(minutes=1)

COMPANY = "杭州云帆样例科技有限公司"
# A name whose end the rules cannot judge: it goes to a reviewer.
DOUBTFUL = "杭州云帆样例科"
LONG_COMPANY = "杭州云帆样例信息技术服务有限公司"
CREDIT_CODE = "91330100MA2B0AAA1K"
OTHER_CREDIT_CODE = "91330100MA2B0BBB2L"
PHONE = "13800000001"
OPERATOR = operator()
REVIEWER = user_actor(1, Role.REVIEWER, None)
# The smallest PNG that decodes: one transparent pixel.
PNG = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg=="
)
PERIOD = "2020-01-01~2035-01-01"


def id_number(sequence: int = 1) -> str:
    """A resident identity number that is well formed and nobody's."""
    seventeen = f"110101199001{sequence % 28 + 1:02d}{sequence:03d}"
    return seventeen + resident_id_check_character(seventeen)


def administrators_number(name: str) -> str:
    """The administrator of the usual papers, or another one for papers of another name."""
    return id_number(2 if name == "主体资质" else crc32(name.encode()) % 900 + 10)


def an_account(
    name: str = "applicant", kind: AccountType = AccountType.ENTERPRISE, verified_name: str = COMPANY
) -> Account:
    return create_account(OPERATOR, CreateAccount(name, kind, verified_name, CREDIT_CODE), NOW)


def an_applicant(account: Account) -> Actor:
    return key_actor("KEYFORTESTS", account.pk)


def upload(actor: Actor, name: str = "picture.png", content: bytes = PNG, now: datetime = NOW) -> str:
    """Upload a file and return its key."""
    permit = materials.issue_permit(actor, now)
    command = materials.StoreMaterial(
        permit.access_key_id, permit.policy, permit.signature, f"{permit.start_path}/{name}", content
    )
    return materials.store(command, now).key


def phone_code(actor: Actor, phone: str = PHONE, now: datetime = NOW) -> str:
    """Ask for a code and read it where it was delivered."""
    phone_codes.request(actor, phone, now)
    text = inbox.items(phone)[0].text
    return "".join(character for character in text if character.isascii() and character.isdigit())


def a_submission(actor: Actor, **changes: object) -> SubmitQualification:
    """A submission with nothing wrong; `changes` replace its fields."""
    picture = upload(actor)
    number = administrators_number(str(changes.get("name", "主体资质")))
    submission = SubmitQualification(
        name="主体资质",
        company_name=COMPANY,
        company_type="COMPANY",
        credit_code=CREDIT_CODE,
        licence_period=PERIOD,
        legal_representative=PersonFields("法人甲", "identityCard", id_number(1), PERIOD),
        administrator=PersonFields("管理员乙", "identityCard", number, PERIOD, picture, picture),
        administrator_phone=PHONE,
        phone_code="",
        own_use=True,
        licences=(LicenceFields(picture, "businessLicense"),),
    )
    if "phone_code" not in changes:
        phone = changes.get("administrator_phone", PHONE)
        changes["phone_code"] = phone_code(actor, str(phone))
    return replace(submission, **changes)  # type: ignore[arg-type]


def submitted_qualification(actor: Actor, now: datetime = NOW, **changes: object) -> SubmittedQualification:
    return qualifications.submit(actor, a_submission(actor, **changes), now)


def approved_qualification(actor: Actor, now: datetime = NOW, **changes: object) -> Qualification:
    """An approved qualification; for own use and with a short name a signature comes with it."""
    submitted = submitted_qualification(actor, now, **changes)
    reviews.approve(REVIEWER, submitted.order_id, now)
    return Qualification.objects.get(pk=submitted.qualification_id)


def applied(
    actor: Actor, name: str, qualification: Qualification, now: datetime = NOW
) -> SubmittedApplication:
    return applications.submit(actor, SubmitApplication(name, qualification_id=qualification.pk), now)


def a_live_signature(account: Account, now: datetime = NOW) -> Signature:
    """The complimentary signature of a fresh qualification, approved and not filed yet."""
    approved_qualification(an_applicant(account), now)
    found = signature_named(account.pk, COMPANY)
    assert found is not None
    return found


def a_power(account: Account, **changes: object) -> PowerOfAttorney:
    values: dict[str, object] = {
        "name": "授权书",
        "grantor": LONG_COMPANY,
        "grantee": COMPANY,
        "credit_code": OTHER_CREDIT_CODE,
        "scope": [LONG_COMPANY[:12], "云帆样例"],
        "valid_from": date(2026, 1, 1),
        "valid_until": date(2027, 1, 1),
        "created_at": NOW,
    }
    values |= changes
    hashed = letter_name_hash(account.pk, str(values["name"]))
    return PowerOfAttorney.objects.create(account=account, name_hash=hashed, **values)


def a_letter(actor: Actor, **changes: object) -> PowerFields:
    """A letter as it is registered, with nothing wrong; `changes` replace its fields."""
    given = PowerFields(
        name="甲公司授权书",
        grantor=LONG_COMPANY,
        grantee=COMPANY,
        credit_code=OTHER_CREDIT_CODE,
        period="2026-01-01~2027-01-01",
        scope=(LONG_COMPANY[:12], "云帆样例"),
        picture_key=upload(actor, "letter.png"),
    )
    return replace(given, **changes)  # type: ignore[arg-type]


def a_trademark(account: Account, text: str = "云帆样例") -> Trademark:
    return Trademark.objects.create(
        account=account,
        text=text,
        registration_number="7000001",
        owner=COMPANY,
        valid_from=date(2020, 1, 1),
        valid_until=date(2030, 1, 1),
        created_at=NOW,
    )


def filed(signature: Signature, carrier: Carrier, state: str = "filed") -> None:
    """Make a carrier's filing look as if it had been answered."""
    CarrierFiling.objects.filter(signature=signature, carrier=carrier).update(state=state, due_at=None)


def row_counts() -> dict[str, int]:
    """How many rows every table has."""
    return {model._meta.label: model._default_manager.count() for model in apps.get_models()}


REASON = [RejectionReason.PROOF_INSUFFICIENT]


def apply_policies(now: datetime) -> None:
    """Begin the policies that are due and go through the whole stock at once, as the job does in portions."""
    policies.begin_due(now)
    later = now
    while runs := policies.claim_due(later, 1):
        policies.apply(runs[0], policies.look_ahead(runs[0], now), now)
        later += SECOND
