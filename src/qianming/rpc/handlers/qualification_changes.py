"""Changing and deleting a qualification: `UpdateSmsQualification`, `DeleteSmsQualification`.

What was not sent stays as it is. Name, purpose, kind of company and credit code are no parameters: they are
fixed with the first submission.
"""

from typing import Annotated

from msgspec import Meta, field

from qianming.core.permissions import Permission
from qianming.rpc.actions import Call, action
from qianming.rpc.handlers.qualification import (
    LicencePicture,
    OtherFile,
    file_keys,
    licence_fields,
    person_of,
)
from qianming.rpc.rendering import Created, Done
from qianming.rpc.wire import Parameters
from qianming.services import qualification_updates as updates
from qianming.services import qualifications
from qianming.services.refusals import Noun

_NOT_FOUND = {Noun.QUALIFICATION: ("QualificationNotExist", 400)}


class UpdateSmsQualification(Parameters, frozen=True, kw_only=True):
    """`order_id` is the present work order's; an older one tells that the papers changed meanwhile."""

    qualification_group_id: int
    order_id: int
    admin_phone_no: str
    certify_code: str
    company_name: str | None = None
    licence_period: str | None = field(name="BussinessLicenseExpDate", default=None)
    legal_person_name: str | None = None
    legal_person_document: str | None = field(name="LegalPersonIDCardType", default=None)
    legal_person_number: str | None = field(name="LegalPersonIDCardNo", default=None)
    legal_person_period: str | None = field(name="LegalPersonIdCardEffTime", default=None)
    legal_person_front: str | None = field(name="LegalPersonIdCardFrontSide", default=None)
    legal_person_back: str | None = field(name="LegalPersonIdCardBackSide", default=None)
    admin_name: str | None = None
    admin_document: str | None = field(name="AdminIDCardType", default=None)
    admin_number: str | None = field(name="AdminIDCardNo", default=None)
    admin_period: str | None = field(name="AdminIDCardExpDate", default=None)
    admin_front: str | None = field(name="AdminIDCardFrontFace", default=None)
    admin_back: str | None = field(name="AdminIDCardPic", default=None)
    business_license_pics: Annotated[tuple[LicencePicture, ...], Meta(max_length=20)] | None = None
    other_files: Annotated[tuple[OtherFile, ...], Meta(max_length=20)] | None = None

    def command(self) -> updates.UpdateQualification:
        """The same as the service takes it."""
        pictures, files = self.business_license_pics, self.other_files
        return updates.UpdateQualification(
            qualification_id=self.qualification_group_id,
            order_id=self.order_id,
            administrator_phone=self.admin_phone_no,
            phone_code=self.certify_code,
            company_name=self.company_name,
            licence_period=self.licence_period,
            legal_representative=person_of(self, "legal_person", updates.PersonChanges),
            administrator=person_of(self, "admin", updates.PersonChanges),
            licences=None if pictures is None else licence_fields(pictures),
            other_keys=None if files is None else file_keys(files),
        )


@action(
    "UpdateSmsQualification",
    params=UpdateSmsQualification,
    permission=Permission.QUALIFICATION_SUBMIT,
    not_found=_NOT_FOUND,
)
def update_sms_qualification(call: Call, parameters: UpdateSmsQualification) -> Created:
    """Change an entity's papers, which are reviewed again; only accounts verified as enterprise may."""
    stored = updates.update(call.actor, parameters.command(), call.now, enterprises_only=True)
    return Created(data=str(stored.qualification_id))


class DeleteSmsQualification(Parameters, frozen=True, kw_only=True):
    qualification_group_id: int
    order_id: int


@action(
    "DeleteSmsQualification",
    params=DeleteSmsQualification,
    permission=Permission.QUALIFICATION_SUBMIT,
    not_found=_NOT_FOUND,
)
def delete_sms_qualification(call: Call, parameters: DeleteSmsQualification) -> Done:
    """Delete papers for good; not while under review or while a signature is bound to them."""
    qualifications.delete(call.actor, parameters.qualification_group_id, parameters.order_id, call.now)
    return Done()
