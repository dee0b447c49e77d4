"""The work behind `signature apply` and `resubmit`: applications, and how their answer is shown."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from qianming.cli.failures import ExitCode, Failure, WrongUsage
from qianming.cli.finding import found_account, found_signature
from qianming.cli.language import say
from qianming.cli.naming import naming
from qianming.cli.options import OutputFormat
from qianming.cli.printing import Grid, moment, put
from qianming.cli.telling import FindingShown, title, told
from qianming.core.codes import (
    Industry,
    Origin,
    PaperKind,
    Purpose,
    QualificationState,
    ReviewState,
    SignatureKind,
    SignatureSource,
)
from qianming.registry.queries import latest_application, qualifications, signature
from qianming.services import clock
from qianming.services.actors import Actor, operator
from qianming.services.applications import (
    Resubmission,
    SubmitApplication,
    SubmittedApplication,
    edit,
    resubmit,
    submit,
)
from qianming.services.refusals import Noun

_EXIT_CODES = {ReviewState.APPROVED: ExitCode.FINE, ReviewState.REJECTED: ExitCode.REFUSED}


@dataclass(frozen=True, slots=True)
class Papers:
    """What the options say beside the name; None where nothing was said."""

    source: SignatureSource | None
    purpose: Purpose | None
    qualification: int | None
    power: int | None
    trademark: int | None
    scene: str | None
    remark: str | None
    material: tuple[str, ...] | None
    kinds: Mapping[str, PaperKind] | None
    industry: Industry | None

    @property
    def nouns(self) -> Mapping[Noun, object]:
        """What was named, for complaints about what does not exist."""
        return {
            Noun.QUALIFICATION: self.qualification,
            Noun.POWER_OF_ATTORNEY: self.power,
            Noun.TRADEMARK: self.trademark,
            Noun.MATERIAL: ", ".join(self.material or ()),
        }


@dataclass(frozen=True, slots=True)
class ApplicationShown:
    """A stored application as it is printed; `id` is the number of its work order."""

    id: int
    name: str
    review: ReviewState
    due: str | None
    findings: tuple[FindingShown, ...]


def named_by_kind(
    material: Sequence[str] | None, papers: Sequence[str] | None
) -> tuple[tuple[str, ...] | None, dict[str, PaperKind] | None]:
    """The keys of all files, and the kinds of those that were given as KIND=KEY; None without any."""
    if material is None and papers is None:
        return None, None
    kinds: dict[str, PaperKind] = {}
    for text in papers or ():
        kind, _, key = text.partition("=")
        if kind not in set(PaperKind) or not key:
            known = ", ".join(PaperKind)
            raise WrongUsage(
                say("--paper: {text} is not KIND=KEY; the kinds are {known}.", text=text, known=known)
            )
        kinds[key] = PaperKind(kind)
    return tuple(dict.fromkeys((*(material or ()), *kinds))), kinds


def apply_for(
    account: str, names: Sequence[str], kind: SignatureKind, papers: Papers, output: OutputFormat
) -> ExitCode:
    """Apply for each name, print what became of it, and return the worst exit code."""
    row = found_account(account)
    purpose = papers.purpose or Purpose.OWN_USE
    papers = replace(papers, qualification=papers.qualification or _only_fitting(row.pk, purpose))
    with naming(papers.nouns):
        shown = [_applied(operator(row.pk), _command(name, kind, papers)) for name in names]
    return _put(shown, output)


def apply_again(
    account: str,
    name: str,
    kind: SignatureKind | None,
    new_name: str | None,
    changes: Papers,
    output: OutputFormat,
) -> ExitCode:
    """Apply again with changes for a signature, print what became of it, and return the exit code."""
    row = found_signature(account, name, kind)
    resubmission = Resubmission(
        order_id=latest_application(row).work_order_id,
        name=new_name,
        source=changes.source,
        purpose=changes.purpose,
        qualification_id=changes.qualification,
        power_of_attorney_id=changes.power,
        trademark_id=changes.trademark,
        scene=changes.scene,
        remark=changes.remark,
        material_keys=changes.material,
        material_kinds=changes.kinds,
        industry=changes.industry,
    )
    with naming(changes.nouns):
        stored = resubmit(operator(row.account_id), resubmission, clock.now())
    return _put([_shown(new_name or name, stored)], output)


def _put(shown: Sequence[ApplicationShown], output: OutputFormat) -> ExitCode:
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


def _command(name: str, kind: SignatureKind, papers: Papers) -> SubmitApplication:
    return SubmitApplication(
        name=name,
        source=papers.source or SignatureSource.ENTERPRISE_NAME,
        purpose=papers.purpose or Purpose.OWN_USE,
        qualification_id=papers.qualification,
        kind=kind,
        power_of_attorney_id=papers.power,
        trademark_id=papers.trademark,
        scene=papers.scene or "",
        remark=papers.remark or "",
        material_keys=papers.material or (),
        material_kinds=papers.kinds or {},
        industry=papers.industry,
    )


def _applied(actor: Actor, command: SubmitApplication) -> ApplicationShown:
    """A new signature's application, or the edit of one that was applied for before."""
    known = signature(actor.account_id or 0, command.name, command.kind)
    if known is not None and known.origin == Origin.APPLIED_FOR:
        return _shown(command.name, edit(actor, command, clock.now(), kind=command.kind))
    return _shown(command.name, submit(actor, command, clock.now()))


def _shown(name: str, stored: SubmittedApplication) -> ApplicationShown:
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
