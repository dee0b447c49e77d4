"""The page where the step is taken that mends a reason: its form, or where the state is followed.

Decides nothing about the step: `core.status.remedies` names it.
"""

from collections.abc import Callable, Mapping
from types import MappingProxyType

from django.urls import reverse

from qianming.core.status.remedies import Remedy
from qianming.registry.models import Signature

FILINGS = "filings"
_Page = Callable[[Signature], str]


def page_of(remedy: Remedy, signature: Signature) -> str:
    """The address below the service's own; empty where no page of ours helps."""
    page = _PAGES.get(remedy)
    return page(signature) if page else ""


def _signature_page(signature: Signature) -> str:
    return reverse("signature_detail", args=[signature.pk])


def _filings(signature: Signature) -> str:
    return f"{_signature_page(signature)}#{FILINGS}"


def _signature_form(signature: Signature) -> str:
    return reverse("signature_edit", args=[signature.pk])


def _qualification_page(signature: Signature) -> str:
    bound = _bound(signature)
    return reverse("qualification_detail", args=[bound]) if bound else reverse("qualification_list")


def _qualification_form(signature: Signature) -> str:
    bound = _bound(signature)
    return reverse("qualification_edit", args=[bound]) if bound else reverse("qualification_list")


def _bound(signature: Signature) -> int | None:
    """The qualification of the version that counts, among the applications that are loaded already."""
    versions = list(signature.applications.all())
    approved = [version for version in versions if version.pk == signature.approved_id]
    return (approved or versions)[-1].qualification_id


def _power_form(signature: Signature) -> str:
    return reverse("power_new")


def _templates(signature: Signature) -> str:
    return reverse("template_list")


_PAGES: Mapping[Remedy, _Page] = MappingProxyType(
    {
        Remedy.APPLY_AGAIN: _signature_form,
        Remedy.UNFREEZE: _signature_page,
        Remedy.EDIT_SIGNATURE: _signature_form,
        Remedy.EDIT_QUALIFICATION: _qualification_form,
        Remedy.FOLLOW_QUALIFICATION: _qualification_page,
        Remedy.RENEW_POWER: _power_form,
        Remedy.FOLLOW_FILINGS: _filings,
        Remedy.CHECK_CONTENT: _templates,
        Remedy.USE_SIGNATURE: _signature_form,
    }
)
