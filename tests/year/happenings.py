"""What happens on which day of the year, beside what carriers, chores and the nightly run do by themselves.

Everything goes through the services, as it would from the console or the command line.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from types import MappingProxyType

from qianming.carriers.protocol import ComplianceVerdict, FilingAnswer
from qianming.core.codes import Carrier, FilingReason, FilingState, FreezeParty
from qianming.core.message_codes import ReceiptCode
from qianming.core.rejections import RejectionReason
from qianming.registry.models import Qualification, Signature
from qianming.registry.queries import latest_application
from qianming.registry.queries import signature as signature_named
from qianming.services import applications, extension_codes, reviews, signatures
from qianming.services.applications import Resubmission
from qianming.services.compliance import record_compliance
from qianming.services.filing_orders import refile, set_answer
from qianming.services.qualification_updates import PersonChanges, UpdateQualification, update
from qianming.services.qualifications import PersonFields
from tests.services.making import (
    LONG_COMPANY,
    OPERATOR,
    OTHER_CREDIT_CODE,
    REASON,
    REVIEWER,
    an_account,
    an_applicant,
    approved_qualification,
    id_number,
    phone_code,
    upload,
)
from tests.year.facts import Papers
from tests.year.messages import failing, in_use
from tests.year.stock import LASTS, Applicant, apply_for, approve
from tests.year.world import World

SENT_EVERY, IN_USE = 60, 8
_WHOLE = [RejectionReason.ELEMENTS_INCOMPLETE]
_WRONG = [RejectionReason.ELEMENTS_INACCURATE]


def named(applicant: Applicant, name: str) -> Signature:
    found = signature_named(applicant.account.pk, name)
    assert found is not None
    return found


def apply_for_all(world: World) -> None:
    """Every account applies for five."""
    for applicant in world.applicants:
        for name in applicant.applied:
            world.orders[applicant.number, name] = apply_for(applicant, name, world.clock)


def decide_on_all(world: World) -> None:
    """Of the last account's one is refused and one taken back; one of another account comes later."""
    last, second = world.applicants[-1], world.applicants[2]
    refused, withdrawn, later = last.applied[-1], last.applied[-2], second.applied[3]
    for (number, name), order in world.orders.items():
        if (number, name) == (last.number, refused):
            reviews.reject(REVIEWER, order, REASON, "", world.clock.tick())
        elif (number, name) == (last.number, withdrawn):
            applications.withdraw(last.actor, order, world.clock.tick())
        elif (number, name) != (second.number, later):
            approve(order, world.clock)


def decide_on_one_with_incomplete_papers(world: World) -> None:
    """Papers of an older registry: they lack an element, which nobody could leave out today."""
    applicant = world.applicants[7]
    papers = Qualification.objects.filter(pk=applicant.qualification.pk)
    papers.update(company_name="")
    _said(world, applicant, whole=False)
    approve(world.orders.pop((7, applicant.applied[0])), world.clock)
    papers.update(company_name=applicant.qualification.company_name)
    world.clock.tick()
    _said(world, applicant, whole=True)


def a_code_is_shared(world: World) -> None:
    """Two signatures were given one code after another, while the carriers still hold it for the first."""
    applicant = world.applicants[2]
    first, second = applicant.applied[2:4]
    extension_codes.tie(applicant.actor, "77", first, world.clock.tick())
    world.file()
    extension_codes.free(applicant.actor, "77", first, world.clock.tick())
    extension_codes.tie(applicant.actor, "77", second, world.clock.tick())
    approve(world.orders[2, second], world.clock)


def a_code_is_taken_back(world: World) -> None:
    applicant = world.applicants[3]
    extension_codes.free(applicant.actor, "88", applicant.applied[3], world.clock.tick())


def a_code_is_given(world: World) -> None:
    applicant = world.applicants[3]
    extension_codes.tie(applicant.actor, "88", applicant.applied[3], world.clock.tick())


def a_sub_port_is_taken_back(world: World) -> None:
    expired = FilingAnswer(FilingState.EXPIRED, (FilingReason.SUBPORT_RECYCLE,), None)
    row = named(world.applicants[4], world.applicants[4].applied[2])
    assert set_answer(OPERATOR, row, Carrier.TELECOM, expired, world.clock.tick())


def freeze_and_forbid(world: World) -> None:
    applicant, clock = world.applicants[5], world.clock
    customer, platform, forbidden = applicant.imported[10:13]
    account = applicant.account.pk
    signatures.freeze(applicant.actor, account, customer, FreezeParty.CUSTOMER, None, clock.tick())
    signatures.freeze(OPERATOR, account, platform, FreezeParty.PLATFORM, REASON[0], clock.tick())
    signatures.freeze(
        OPERATOR, account, applicant.imported[13], FreezeParty.PLATFORM, REASON[0], clock.tick()
    )
    signatures.disable(OPERATOR, account, forbidden, REASON[0], clock.tick())
    signatures.disable(OPERATOR, account, applicant.imported[14], REASON[0], clock.tick())


def lift_some(world: World) -> None:
    applicant, clock = world.applicants[5], world.clock
    account = applicant.account.pk
    signatures.unfreeze(OPERATOR, account, applicant.imported[13], FreezeParty.PLATFORM, clock.tick())
    signatures.enable(OPERATOR, account, applicant.imported[14], clock.tick())
    signatures.delete(applicant.actor, account, applicant.imported[15], clock.tick())


def a_carrier_objects(world: World) -> None:
    for place in (10, 11):
        row = named(world.applicants[6], world.applicants[6].imported[place])
        record_compliance(
            row, Carrier.UNICOM, ComplianceVerdict(False, "名称与业务不符"), OPERATOR, world.clock.tick()
        )


def a_carrier_takes_one_back(world: World) -> None:
    row = named(world.applicants[6], world.applicants[6].imported[11])
    record_compliance(row, Carrier.UNICOM, ComplianceVerdict(True), OPERATOR, world.clock.tick())


def an_administrator_stands_for_another(world: World) -> None:
    """In another account, whose enterprise the first one's owner must not learn of."""
    actor = an_applicant(an_account("another", verified_name=LONG_COMPANY))
    now, phone, picture = world.clock.tick(), "13900000007", upload(actor)
    papers = approved_qualification(
        actor,
        now,
        name="他人资质",
        administrator=PersonFields(
            "管理员乙", "identityCard", id_number(107), "2020-01-01~2035-01-01", picture, picture
        ),
        company_name=LONG_COMPANY,
        credit_code=OTHER_CREDIT_CODE,
        own_use=False,
        administrator_phone=phone,
        phone_code=phone_code(actor, phone, now),
    )
    person = world.applicants[7].papers.administrator
    world.facts.papers[papers.pk] = [Papers(now, person, OTHER_CREDIT_CODE, LASTS, LASTS)]


def the_elements_are_wrong(world: World) -> None:
    order = _present(world.applicants[8]).work_order_id
    reviews.revoke(REVIEWER, order, _WRONG, "", world.clock.tick())


def elements_are_missing(world: World) -> None:
    """An update is asked for more: an element is incomplete."""
    reviews.ask(
        REVIEWER, _updated(world, world.applicants[9]), "补充证件", world.clock.tick(), reasons=_WHOLE
    )


def an_update_waits(world: World) -> None:
    _updated(world, world.applicants[6])


def the_update_passes(world: World) -> None:
    reviews.approve(REVIEWER, _present(world.applicants[6]).work_order_id, world.clock.tick())


def an_identity_document_is_renewed(world: World) -> None:
    """Of the first account's legal representative; the second account's administrator does nothing."""
    reviews.approve(REVIEWER, _updated(world, world.applicants[0], until="2046-12-31"), world.clock.tick())


def _said(world: World, applicant: Applicant, *, whole: bool = True, until: date | None = None) -> None:
    """From now on the applicant's papers say otherwise."""
    said = world.facts.papers[applicant.qualification.pk]
    legal_until = until or said[-1].legal_until
    said.append(replace(said[-1], since=world.clock.now(), whole=whole, legal_until=legal_until))


def _present(applicant: Applicant) -> Qualification:
    return Qualification.objects.get(pk=applicant.qualification.pk)


def _updated(world: World, applicant: Applicant, *, until: str = "2045-01-01") -> int:
    row, now = _present(applicant), world.clock.tick()
    changes = PersonChanges(period=f"2020-01-01~{until}")
    phone = f"1380001{applicant.number:04d}"
    command = UpdateQualification(
        row.pk,
        row.work_order_id,
        legal_representative=changes,
        administrator_phone=phone,
        phone_code=phone_code(applicant.actor, phone, now),
    )
    order = update(applicant.actor, command, world.clock.tick()).order_id
    _said(world, applicant, until=date.fromisoformat(until))
    return order


def some_are_edited(world: World) -> None:
    """A further paper makes it another version to the carriers, which they file anew."""
    for applicant in world.applicants[2:5]:
        _edited(world, applicant, applicant.imported[20])


def one_that_fails_is_edited(world: World) -> None:
    """No paper proves that its messages arrive, even where the failed ones lie out of the window by now."""
    _edited(world, world.applicants[1], world.applicants[1].imported[30])


def _edited(world: World, applicant: Applicant, name: str) -> None:
    last = latest_application(named(applicant, name))
    changed = Resubmission(last.work_order_id, power_of_attorney_id=applicant.power.pk)
    approve(applications.resubmit(applicant.actor, changed, world.clock.tick()).order_id, world.clock)


def an_approval_is_taken_back(world: World) -> None:
    row = named(world.applicants[4], world.applicants[4].applied[3])
    reviews.revoke(REVIEWER, latest_application(row).work_order_id, REASON, "", world.clock.tick())


def failed_ones_are_filed_again(world: World) -> None:
    for applicant in (*world.applicants[:2], world.applicants[7]):
        refile(OPERATOR, named(applicant, applicant.applied[0]), world.clock.tick())


def the_silent_are_asked_by_telephone(world: World) -> None:
    """What a carrier never answers is ended at the filing desk; it would be asked every day otherwise."""
    failed = FilingAnswer(FilingState.FAILED, (FilingReason.OTHERS_ERROR,), None)
    for applicant in world.applicants[1::2]:
        row = named(applicant, applicant.applied[1])
        assert set_answer(OPERATOR, row, Carrier.TELECOM, failed, world.clock.tick())


def deliveries_fail(world: World) -> None:
    """Of one that every carrier has filed, and of one that a carrier has not."""
    applicant = world.applicants[1]
    failing(world, named(applicant, applicant.imported[30]), Carrier.MOBILE, ReceiptCode.CONTENT_KEYWORD)
    failing(world, named(applicant, applicant.imported[2]), Carrier.UNICOM, ReceiptCode.PORT_NOT_REGISTERED)


def a_carrier_delivers_nothing(world: World) -> None:
    """Of three signatures' messages within an hour: an outage, for which none of them is to blame."""
    for applicant in world.applicants[7:]:
        row = named(applicant, applicant.imported[40])
        failing(world, row, Carrier.TELECOM, ReceiptCode.SP_UNKNOWN_ERROR)


def messages_go_out(world: World) -> None:
    """The same few signatures of each account, over every carrier."""
    for applicant in world.applicants:
        in_use(world, [named(applicant, name) for name in applicant.imported[30 : 30 + IN_USE]])


Happening = Callable[[World], None]

SCRIPT: Mapping[date, tuple[Happening, ...]] = MappingProxyType(
    {
        date(2026, 6, 12): (apply_for_all,),
        date(2026, 6, 15): (
            decide_on_one_with_incomplete_papers,
            decide_on_all,
            a_code_is_given,
            a_code_is_shared,
        ),
        date(2026, 7, 20): (freeze_and_forbid, a_carrier_objects),
        date(2026, 7, 24): (a_carrier_delivers_nothing,),
        date(2026, 7, 28): (a_sub_port_is_taken_back, a_code_is_taken_back),
        date(2026, 8, 12): (
            lift_some,
            a_carrier_takes_one_back,
            failed_ones_are_filed_again,
            the_silent_are_asked_by_telephone,
        ),
        date(2026, 8, 25): (deliveries_fail, an_administrator_stands_for_another),
        date(2026, 9, 1): (one_that_fails_is_edited,),
        date(2026, 9, 16): (the_elements_are_wrong, elements_are_missing, an_update_waits),
        date(2026, 9, 23): (the_update_passes, some_are_edited),
        date(2026, 11, 10): (an_approval_is_taken_back,),
        date(2026, 12, 15): (an_identity_document_is_renewed,),
        date(2027, 3, 2): (deliveries_fail,),
    }
)
