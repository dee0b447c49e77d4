"""What an applicant says of its application and nobody has looked at: the kinds of its files, its industry.

Decides whether the rulebook still passes an application without such claims. A file is believed to be of its
kind once a reviewer approved an application of the same entity that it came with.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from qianming.core.codes import DecisionVerdict, PaperKind, ReviewState
from qianming.core.findings import Outcome
from qianming.core.papers.materials import kind_of_file
from qianming.core.policy import RulePolicy
from qianming.core.problems import Problem
from qianming.core.rulebook import check
from qianming.core.subjects import ApplicationSubject
from qianming.registry.models import Application, Decision
from qianming.registry.queries import for_account
from qianming.services.refusals import Invalid, RefusalCode

Kinds = Mapping[str, PaperKind]


def told(keys: Sequence[str], named: Kinds) -> Kinds:
    """The kind of each file that has one: as it was named, else as its own name tells.

    `named` may hold kinds of files that do not come along only by mistake, which is `Invalid`.
    """
    if not set(named) <= set(keys):
        raise Invalid(Problem(RefusalCode.MATERIAL_UNKNOWN, "material_kinds"))
    found = {key: named.get(key) or kind_of_file(key) for key in keys}
    return {key: kind for key, kind in found.items() if kind is not None}


def passes_without_claims(subject: ApplicationSubject, application: Application, policy: RulePolicy) -> bool:
    """Whether the rules pass an application by what was seen alone: its files, and the inferred industry."""
    claimed = frozenset(PaperKind(kind) for kind in application.material_kinds.values())
    if not claimed and subject.industry is None:
        return True
    unseen = claimed - _seen(application)
    known = (subject.materials or frozenset()) - unseen
    return check(replace(subject, materials=known, industry=None), policy).outcome is Outcome.PASS


def _seen(application: Application) -> frozenset[PaperKind]:
    """The kinds of its files that a reviewer has seen with an earlier application of the same entity."""
    if application.qualification is None:
        return frozenset()
    by_person = Decision.objects.filter(verdict=DecisionVerdict.APPROVED, automatic=False)
    earlier = for_account(Application, application.account_id).filter(
        qualification__credit_code=application.qualification.credit_code,
        state=ReviewState.APPROVED,
        work_order__in=by_person.values("work_order"),
    )
    passed = {pair for kinds in earlier.values_list("material_kinds", flat=True) for pair in kinds.items()}
    seen = (kind for key, kind in application.material_kinds.items() if (key, kind) in passed)
    return frozenset(map(PaperKind, seen))
