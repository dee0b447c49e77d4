"""Submitting a qualification: `SubmitSmsQualification`.

The spelling of the parameters, inconsistent as it is, is the protocol's.
"""

from collections.abc import Callable, Iterable
from typing import Annotated, TypeVar

from msgspec import Meta, field

from qianming.core.permissions import Permission
from qianming.rpc.actions import Call, action
from qianming.rpc.rendering import Created
from qianming.rpc.wire import Parameters
from qianming.services import qualifications as service

PersonT = TypeVar("PersonT")
# The fields of a person as the service takes them, and how the parameters' names here end.
_PERSON = {
    "name": "name",
    "document": "document",
    "number": "number",
    "period": "period",
    "front_key": "front",
    "back_key": "back",
}


class LicencePicture(Parameters, frozen=True, kw_only=True):
    licence_pic: str = field(name="LicensePic")
    type: str = ""


class OtherFile(Parameters, frozen=True, kw_only=True):
    licence_pic: str = field(name="LicensePic")


def licence_fields(given: Iterable[LicencePicture]) -> tuple[service.LicenceFields, ...]:
    """The pictures as the service takes them."""
    return tuple(service.LicenceFields(picture.licence_pic, picture.type) for picture in given)


def file_keys(given: Iterable[OtherFile]) -> tuple[str, ...]:
    """The same of other files, which have no kind."""
    return tuple(file.licence_pic for file in given)


def person_of(given: Parameters, whose: str, made: Callable[..., PersonT]) -> PersonT:
    """A person, or what changes of one, from the parameters that begin with whose they are."""
    return made(**{field: getattr(given, f"{whose}_{part}") for field, part in _PERSON.items()})


class SubmitSmsQualification(Parameters, frozen=True, kw_only=True):
    """Fields whose content is wrong are answered by the service, all of them at once."""

    qualification_name: str
    company_name: str
    company_type: str
    organization_code: str
    licence_period: str = field(name="BussinessLicenseExpDate")
    legal_person_name: str
    legal_person_document: str = field(name="LegalPersonIDCardType")
    legal_person_number: str = field(name="LegalPersonIDCardNo")
    legal_person_period: str = field(name="LegalPersonIdCardEffTime")
    legal_person_front: str = field(name="LegalPersonIdCardFrontSide", default="")
    legal_person_back: str = field(name="LegalPersonIdCardBackSide", default="")
    admin_name: str
    admin_document: str = field(name="AdminIDCardType")
    admin_number: str = field(name="AdminIDCardNo")
    admin_period: str = field(name="AdminIDCardExpDate")
    admin_front: str = field(name="AdminIDCardFrontFace")
    admin_back: str = field(name="AdminIDCardPic")
    admin_phone_no: str
    certify_code: str
    use_by_self: bool
    whether_share: bool
    business_license_pics: Annotated[tuple[LicencePicture, ...], Meta(max_length=20)] = ()
    other_files: Annotated[tuple[OtherFile, ...], Meta(max_length=20)] = ()
    remark: Annotated[str, Meta(max_length=500)] = ""

    def command(self) -> service.SubmitQualification:
        """The same as the service takes it."""
        return service.SubmitQualification(
            name=self.qualification_name,
            company_name=self.company_name,
            company_type=self.company_type,
            credit_code=self.organization_code,
            licence_period=self.licence_period,
            legal_representative=person_of(self, "legal_person", service.PersonFields),
            administrator=person_of(self, "admin", service.PersonFields),
            administrator_phone=self.admin_phone_no,
            phone_code=self.certify_code,
            own_use=self.use_by_self,
            share=self.whether_share,
            licences=licence_fields(self.business_license_pics),
            other_keys=file_keys(self.other_files),
            remark=self.remark,
        )


@action("SubmitSmsQualification", params=SubmitSmsQualification, permission=Permission.QUALIFICATION_SUBMIT)
def submit_sms_qualification(call: Call, parameters: SubmitSmsQualification) -> Created:
    """Submit an entity's papers for review; only accounts verified as enterprise may, over the API."""
    submitted = service.submit(call.actor, parameters.command(), call.now, enterprises_only=True)
    return Created(data=str(submitted.qualification_id))
