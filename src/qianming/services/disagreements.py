"""Which open work orders have documents that a machine read otherwise than their form says.

Decides nothing: a difference is a reason for a reviewer to look, and may be the machine's own mistake. What
was read stands on the sheet of the work order (`services.review_sheets`).
"""

from collections.abc import Collection, Iterator, Mapping

from qianming.core.readings import Agreement, DocumentField
from qianming.registry.models import Application, Qualification
from qianming.services.reading_results import ReadDocument, letter_of, licences_of

_DOUBTFUL = frozenset({Agreement.DIFFERS, Agreement.LOOKALIKE})


def disagreements(order_ids: Collection[int]) -> Mapping[int, tuple[DocumentField, ...]]:
    """The fields that differ, by work order; one without a difference is left out."""
    return {order: fields for order, documents in _read(order_ids) if (fields := _differing(documents))}


def _read(order_ids: Collection[int]) -> Iterator[tuple[int, tuple[ReadDocument, ...]]]:
    for row in Qualification.objects.filter(work_order__in=order_ids).select_related("account"):
        yield row.work_order_id, licences_of(row)
    letters = Application.objects.filter(work_order__in=order_ids, power_of_attorney__isnull=False)
    for application in letters.select_related("power_of_attorney__account"):
        if application.power_of_attorney is not None:
            yield application.work_order_id, letter_of(application.power_of_attorney)


def _differing(documents: Collection[ReadDocument]) -> tuple[DocumentField, ...]:
    """Each field once, in the order of the form."""
    fields = (field for document in documents for field in document.fields)
    return tuple(dict.fromkeys(field.field for field in fields if field.agreement in _DOUBTFUL))
