"""What a decision on an application brings about, for a signature with its filings and health, or a template.

Decides nothing; whoever calls has decided. Always inside the transaction of the decision.
"""

from qianming.core.codes import DecisionVerdict, EventKind, ReviewState
from qianming.registry.models import Application, CarrierFiling, PowerOfAttorney, Template
from qianming.services import filings, health
from qianming.services._command import Change, record
from qianming.services._moves import Move, move_application, move_template
from qianming.services._orders import note_decision


def approve_application(application: Application, move: Move, *, automatic: bool = False) -> None:
    """The application becomes the version that sends, and is filed with every carrier.

    What the carriers filed for a version that says the same to them stays in force.
    """
    move_application(application, ReviewState.APPROVED, move)
    note_decision(application.work_order, DecisionVerdict.APPROVED, move, automatic=automatic)
    signature = application.signature
    if signature.approved is not None:
        filings.carry_over(signature.approved, application)
    signature.approved = application
    signature.save(update_fields=["approved"])
    filings.leave_behind(application, move.now)
    _pass_power(application, move)
    if not CarrierFiling.objects.filter(application=application).exists():
        filings.open_for(application, move.actor, move.now)
    health.refresh(signature, move.now, repaired=True)


def reject_application(
    application: Application, move: Move, *, note: str = "", automatic: bool = False
) -> None:
    """The application is refused; an earlier approved version stays live."""
    move_application(application, ReviewState.REJECTED, move)
    note_decision(application.work_order, DecisionVerdict.REJECTED, move, note=note, automatic=automatic)
    health.refresh(application.signature, move.now)


def revoke_application(application: Application, move: Move, *, note: str = "") -> None:
    """The approval is taken back; the signature falls back on its earlier approved version, if it has one."""
    move_application(application, ReviewState.REJECTED, move)
    note_decision(application.work_order, DecisionVerdict.REVOKED, move, note=note)
    signature = application.signature
    earlier = Application.objects.filter(signature=signature, state=ReviewState.APPROVED).order_by("-pk")
    signature.approved = earlier.first()
    signature.save(update_fields=["approved"])
    if signature.approved is None:
        filings.stop_for(signature)
    else:
        filings.fall_back(application, signature.approved, move.now)
    health.refresh(signature, move.now)


def _pass_power(application: Application, move: Move) -> None:
    """The letter was judged with the application: it has passed once a name of its scope was approved."""
    power = application.power_of_attorney
    if power is None or power.passed:
        return
    PowerOfAttorney.objects.filter(pk=power.pk).update(passed=True)
    subject = f"power_of_attorney:{power.pk}"
    change = Change(EventKind.POWER_PASSED, subject, power.account_id, "unseen", "passed")
    record(change, move.actor, move.now)


def approve_template(template: Template, move: Move, *, automatic: bool = False) -> None:
    """The template may be sent."""
    move_template(template, ReviewState.APPROVED, move)
    note_decision(template.work_order, DecisionVerdict.APPROVED, move, automatic=automatic)


def reject_template(template: Template, move: Move, *, note: str = "", automatic: bool = False) -> None:
    """The template is refused."""
    move_template(template, ReviewState.REJECTED, move)
    note_decision(template.work_order, DecisionVerdict.REJECTED, move, note=note, automatic=automatic)


def revoke_template(template: Template, move: Move, *, note: str = "") -> None:
    """The approval is taken back: the template may not be sent any more."""
    move_template(template, ReviewState.REJECTED, move)
    note_decision(template.work_order, DecisionVerdict.REVOKED, move, note=note)
