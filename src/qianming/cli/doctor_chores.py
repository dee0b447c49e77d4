"""What the doctor looks at in the work that is done again and again, and in what is installed for it."""

from collections.abc import Iterator
from datetime import timedelta

from qianming.cli.doctor import Condition, Examined
from qianming.cli.language import say
from qianming.core.china_time import china_day

# Every chore comes again within a day; an hour is for a service that was just started.
_LATE = timedelta(hours=1)
# The night's evaluation begins before four o'clock in China; at six the day before should be finished.
_BY_MORNING = timedelta(hours=6)


def chore_lines() -> Iterator[Examined]:
    """One line for each; the database was found to be in order before."""
    yield _files()
    yield _documents()
    yield _evaluation()
    yield _chores()


def _files() -> Examined:
    """Where uploads lie: without it nothing that comes with a file is taken."""
    from qianming.registry import files

    try:
        files.probe()
    except files.StoreFailed as error:
        fix = say("Check the folder's owner, or the bucket that QIANMING_FILES_URL names.")
        return Examined(
            "uploaded files", Condition.BROKEN, say("cannot be kept: {reason}", reason=error), fix
        )
    return Examined("uploaded files", Condition.OK, say("the store can be reached"))


def _documents() -> Examined:
    """Without the extra everything else works, so that its absence is in order."""
    from qianming.documents import reader

    installed = say("the extra documents is installed")
    missing = say("the extra documents is not installed; nothing is read by machine")
    return Examined("reading of documents", Condition.OK, installed if reader.is_installed() else missing)


def _evaluation() -> Examined:
    """The night's work is late once the morning has come and the day before is not finished."""
    from qianming.cli.printing import moment
    from qianming.registry.models import Evaluation
    from qianming.services import clock

    last = Evaluation.objects.filter(finished_at__isnull=False).order_by("-day").first()
    if last is None:
        return Examined("evaluation", Condition.OK, say("none yet"))
    detail = say("{day} was evaluated, {at}", day=last.day, at=moment(last.finished_at))
    wanted = china_day(clock.now() - _BY_MORNING) - timedelta(days=1)
    if last.day >= wanted:
        return Examined("evaluation", Condition.OK, detail)
    fix = say("Run `qianming evaluate --day {day}`, and look for errors in the service's log.", day=wanted)
    return Examined("evaluation", Condition.WARNING, detail, fix)


def _chores() -> Examined:
    """Anchors, pruning and the like wait for a running service."""
    from qianming.registry.models import Chore
    from qianming.services import clock

    late = Chore.objects.filter(due_at__lt=clock.now() - _LATE).order_by("name")
    names = ", ".join(late.values_list("name", flat=True))
    if not names:
        return Examined("chores", Condition.OK, say("none is overdue"))
    fix = say("Start the service; where it runs, look for errors in its log.")
    return Examined("chores", Condition.WARNING, say("overdue: {names}", names=names), fix)
