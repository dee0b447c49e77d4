"""Binding a signature to another qualification: `ChangeSignatureQualification`."""

from msgspec import field

from qianming.core.permissions import Permission
from qianming.rpc.actions import Call, action
from qianming.rpc.rendering import Answer, SuccessAnswer
from qianming.rpc.wire import Parameters
from qianming.services.rebinding import Rebind, rebind
from qianming.services.refusals import Noun


class ChangeSignatureQualification(Parameters, frozen=True, kw_only=True):
    """The name's parameter is called otherwise here than everywhere else."""

    name: str = field(name="SignatureName")
    qualification_id: int
    authorization_letter_id: int | None = None


class Outcome(Answer, frozen=True, kw_only=True):
    """A second report of success; its own data is unused."""

    data: dict[str, str]
    err_code: str
    err_message: str
    success: bool


class QualificationChanged(SuccessAnswer, frozen=True, kw_only=True):
    data: Outcome


@action(
    "ChangeSignatureQualification",
    params=ChangeSignatureQualification,
    permission=Permission.SIGNATURE_APPLY,
    not_found={
        Noun.SIGNATURE: ("SmsSignatureNotExist", 400),
        Noun.QUALIFICATION: ("QualificationNotExist", 400),
    },
)
def change_signature_qualification(
    call: Call, parameters: ChangeSignatureQualification
) -> QualificationChanged:
    """Bind an approved signature to another approved qualification; the carriers file it anew."""
    command = Rebind(parameters.name, parameters.qualification_id, parameters.authorization_letter_id)
    rebind(call.actor, command, call.now)
    return QualificationChanged(data=Outcome(data={}, err_code="OK", err_message="OK", success=True))
