"""What the doctor looks at around filings: the drivers, next year's holidays, how true forecasts are."""

from collections.abc import Iterator
from pathlib import Path

from qianming.carriers.carriers_file import FILE_NAME, SIMULATOR, BadCarriers, drivers, ways
from qianming.cli.doctor import Condition, Examined
from qianming.cli.language import say
from qianming.cli.telling import title
from qianming.core.china_time import china_day

# A share of late filings above which forecasts are no use: three times what they say of themselves.
_TOO_MANY_LATE = 0.3
_ENOUGH = 30


def filing_lines(folder: Path) -> Iterator[Examined]:
    """Three lines; the database has to be in good order."""
    yield _drivers(folder)
    yield _holidays()
    yield _forecasts()


def _drivers(folder: Path) -> Examined:
    file = folder / FILE_NAME
    try:
        drivers(file, folder / "simulator.toml")
        found = ways(file)
    except BadCarriers as error:
        fix = say("Correct the file; the service does not start with it.")
        return Examined("carriers", Condition.BROKEN, str(error), fix)
    told = "; ".join(
        say("{carrier}: filings {filings}, texts {texts}", carrier=title(one), filings=filings, texts=texts)
        for one, (filings, texts) in found.items()
    )
    mixed = [title(carrier) for carrier, (filings, texts) in found.items() if filings != texts == SIMULATOR]
    if mixed:
        fix = say(
            'Texts to {carriers} reach no phone; write deliver = "relay" where they should.',
            carriers=", ".join(mixed),
        )
        return Examined("carriers", Condition.WARNING, told, fix)
    return Examined("carriers", Condition.OK, told)


def _holidays() -> Examined:
    from qianming.policy.loader import policy_on
    from qianming.services import clock
    from qianming.services.filing_terms import holidays_missing

    today = china_day(clock.now())
    if holidays_missing(today, policy_on(today)):
        detail = say("the arrangement of {year} is not known, its dates are estimates", year=today.year + 1)
        fix = say("Enter the year in calendar.toml in the folder policies.")
        return Examined("next year's holidays", Condition.WARNING, detail, fix)
    return Examined("next year's holidays", Condition.OK, say("known as far as they need be"))


def _forecasts() -> Examined:
    from qianming.cli.filing_desk import calibration_words
    from qianming.services import clock
    from qianming.services.filing_history import calibration

    now = clock.now()
    found = calibration(now)
    late = found.share is not None and found.forecasts >= _ENOUGH and found.share > _TOO_MANY_LATE
    fix = say("Ask the carriers; forecasts follow their new pace by themselves.") if late else ""
    return Examined("forecasts", Condition.WARNING if late else Condition.OK, calibration_words(now), fix)
