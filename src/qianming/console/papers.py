"""What a signature rests on: its newest application and the papers named in it. No personal data is shown."""

from dataclasses import dataclass
from datetime import datetime

from qianming.console.wording import say
from qianming.core.codes import Purpose, SignatureSource
from qianming.registry.models import Application, Signature


@dataclass(frozen=True, slots=True)
class Papers:
    """The facts of an application, as the account gave them; empty where nothing was given."""

    order_id: int
    submitted_at: datetime
    source: str
    purpose: str
    entity: str
    qualification: str
    qualification_id: int | None
    power_of_attorney: str
    trademark: str
    scene: str
    remark: str
    code: str


def papers_of(signature: Signature) -> Papers:
    """The papers of the newest application."""
    rows = Application.objects.select_related(
        "work_order", "qualification", "power_of_attorney", "trademark"
    ).filter(signature=signature)
    newest = rows.order_by("-pk")[0]
    qualification, power, trademark = newest.qualification, newest.power_of_attorney, newest.trademark
    return Papers(
        order_id=newest.work_order_id,
        submitted_at=newest.work_order.submitted_at,
        source=say(SignatureSource(newest.source)).title,
        purpose=say(Purpose(newest.purpose)).title,
        entity=qualification.company_name if qualification else "",
        qualification=qualification.name if qualification else "",
        qualification_id=qualification.pk if qualification and not qualification.deleted_at else None,
        power_of_attorney=power.name if power else "",
        trademark=f"{trademark.text} {trademark.registration_number}" if trademark else "",
        scene=newest.scene,
        remark=newest.remark,
        code=signature.code,
    )
