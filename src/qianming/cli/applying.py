"""The work behind `signature apply`: one application for each name, and how its answer is shown."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from qianming.cli.failures import ExitCode, Failure, WrongUsage
from qianming.cli.finding import found_account
from qianming.cli.language import say
from qianming.cli.naming import naming
from qianming.cli.options import OutputFormat
from qianming.cli.printing import Grid, moment, put
from qianming.cli.telling import FindingShown, title, told
from qianming.core.codes import (
    Industry,
    PaperKind,
    Purpose,
    QualificationState,
    ReviewState,
    SignatureKind,
    SignatureSource,
)
from qianming.registry.queries import qualifications
from qianming.services import clock
from qianming.services.actors import Actor, operator
from qianming.services.applications import SubmitApplication, submit
from qianming.services.refusals import Noun

_EXIT_CODES = {ReviewState.APPROVED: ExitCode.FINE, ReviewState.REJECTED: ExitCode.REFUSED}


@dataclass(frozen=True, slots=True)
class Papers:
    """What the options say beside the name."""

    source: SignatureSource
    purpose: Purpose
    kind: SignatureKind
    qualification: int | None
    power: int | None
    trademark: int | None
    scene: str
    remark: str
    material: tuple[str, ...]
    kinds: Mapping[str, PaperKind]
    industry: Industry | None


@dataclass(frozen=True, slots=True)
class ApplicationShown:
    """A stored application as it is printed; `id` is the number of its work order."""

    id: int
    name: str
    review: ReviewState
    due: str | None
    findings: tuple[FindingShown, ...]


def named_by_kind(
    material: Sequence[str], papers: Sequence[str]
) -> tuple[tuple[str, ...], dict[str, PaperKind]]:
    """The keys of all files, and the kinds of those that were given as KIND=KEY."""
    kinds: dict[str, PaperKind] = {}
    for text in papers:
        kind, _, key = text.partition("=")
        if kind not in set(PaperKind) or not key:
            known = ", ".join(PaperKind)
            raise WrongUsage(
                say("--paper: {text} is not KIND=KEY; the kinds are {known}.", text=text, known=known)
            )
        kinds[key] = PaperKind(kind)
    return tuple(dict.fromkeys((*material, *kinds))), kinds


def apply_for(account: str, names: Sequence[str], papers: Papers, output: OutputFormat) -> ExitCode:
    """Apply for each name, print what became of it, and return the worst exit code."""
    row = found_account(account)
    qualification = papers.qualification or _only_fitting(row.pk, papers.purpose)
    nouns = {
        Noun.QUALIFICATION: qualification,
        Noun.POWER_OF_ATTORNEY: papers.power,
        Noun.TRADEMARK: papers.trademark,
        Noun.MATERIAL: ", ".join(papers.material),
    }
    with naming(nouns):
        shown = [_applied(operator(row.pk), name, papers, qualification) for name in names]
    put(shown[0] if len(shown) == 1 else shown, output, _grid(shown))
    return max(_EXIT_CODES.get(application.review, ExitCode.NOT_YET) for application in shown)


def _only_fitting(account_id: int, purpose: Purpose) -> int:
    """The account's one approved qualification for the purpose; with several, somebody has to say which."""
    rows = qualifications(account_id).filter(state=QualificationState.APPROVED, purpose=purpose)
    ids = list(rows.values_list("pk", flat=True)[:2])
    if len(ids) == 1:
        return ids[0]
    if ids:
        raise Failure(say("--qualification is missing: the account has several approved ones; name one."))
    raise Failure(say("--qualification: the account has no approved one for this purpose; submit one first."))


def _applied(actor: Actor, name: str, papers: Papers, qualification: int) -> ApplicationShown:
    command = SubmitApplication(
        name=name,
        source=papers.source,
        purpose=papers.purpose,
        qualification_id=qualification,
        kind=papers.kind,
        power_of_attorney_id=papers.power,
        trademark_id=papers.trademark,
        scene=papers.scene,
        remark=papers.remark,
        material_keys=papers.material,
        material_kinds=papers.kinds,
        industry=papers.industry,
    )
    stored = submit(actor, command, clock.now())
    due = moment(stored.due_at) if stored.state is ReviewState.IN_REVIEW else None
    return ApplicationShown(
        stored.order_id, name, stored.state, due, tuple(told(finding) for finding in stored.findings)
    )


def _grid(shown: Sequence[ApplicationShown]) -> Grid:
    rows = [
        (
            str(application.id),
            application.name,
            title(application.review),
            application.due or "",
            "\n".join(f"{finding.title}: {finding.fix}" for finding in application.findings),
        )
        for application in shown
    ]
    return Grid(("ID", "Signature", "Review", "Due", "Findings"), rows)
