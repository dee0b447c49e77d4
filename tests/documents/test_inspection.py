"""Files are decoded in another process; what is wrong with them is found there and nowhere else."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from qianming.documents import inspection
from qianming.documents.faults import MOST_PIXELS, Busy, Fault, Faulty
from qianming.documents.kinds import DOC, DOCX, ENDINGS, GIF, JPEG, PDF, PNG, claimed_kind
from qianming.documents.workers import Allowance, Workers
from tests.documents import samples

SOUND = [
    (samples.picture("PNG"), PNG),
    (samples.JPEG, JPEG),
    (samples.GIF, GIF),
    (samples.PDF, PDF),
    (samples.pdf(10), PDF),
    (samples.DOCX, DOCX),
    (samples.DOC, DOC),
]
MEGABYTE = 1024 * 1024


@pytest.fixture
def workers() -> Iterator[Workers]:
    made = Workers(Allowance(seconds=1, memory=512 * MEGABYTE, processes=1, waiting=1, files=3))
    yield made
    made.close()


@pytest.mark.parametrize(
    ("content", "kind"), SOUND, ids=lambda value: value if isinstance(value, str) else ""
)
def test_a_sound_file_passes(content: bytes, kind: str) -> None:
    assert claimed_kind(content) == kind
    inspection.inspect(content, kind)


def fault_of(content: bytes, kind: str) -> Fault:
    with pytest.raises(Faulty) as faulty:
        inspection.inspect(content, kind)
    return faulty.value.fault


CODES = {
    "FileBroken": Fault.BROKEN,
    "FileTooManyPixels": Fault.TOO_MANY_PIXELS,
    "FileTooManyPages": Fault.TOO_MANY_PAGES,
    "FileTooComplex": Fault.TOO_COMPLEX,
    "FileActive": Fault.ACTIVE,
}
HOSTILE = [case for case in samples.hostile().items() if case[1][2] in CODES]


@pytest.mark.parametrize(
    ("name", "content", "code"), [case for _, case in HOSTILE], ids=[name for name, _ in HOSTILE]
)
def test_a_hostile_file_is_seen_through(name: str, content: bytes, code: str) -> None:
    kind = next(kind for kind, endings in ENDINGS.items() if name.endswith(endings))
    assert fault_of(content, kind) == CODES[code]


def test_forty_million_pixels_are_the_limit() -> None:
    inspection.inspect(samples.png_of(8_000, MOST_PIXELS // 8_000), PNG)
    assert fault_of(samples.png_of(8_000, MOST_PIXELS // 8_000 + 1), PNG) == Fault.TOO_MANY_PIXELS


def test_what_takes_too_long_is_ended() -> None:
    hasty = Workers(Allowance(seconds=0, memory=512 * MEGABYTE, processes=1, waiting=0, files=9))
    for _ in range(2):
        with pytest.raises(Faulty) as faulty:
            hasty.run("inspect", samples.png_of(8_000, 5_000), PNG)
        assert faulty.value.fault == Fault.TOO_COMPLEX
    assert not hasty._idle


def test_a_process_that_dies_of_a_file_is_replaced(workers: Workers) -> None:
    with pytest.raises(Faulty) as faulty:
        workers.run("inspect", samples.GIF, "image/none")
    assert faulty.value.fault == Fault.TOO_COMPLEX
    assert workers.run("inspect", samples.GIF, GIF) == b""


def test_too_much_memory_is_refused() -> None:
    huge = Workers(Allowance(seconds=5, memory=130 * MEGABYTE, processes=1, waiting=0, files=1))
    content = samples.picture("PNG", (6_000, 6_000))
    inspection.inspect(content, PNG)
    with pytest.raises(Faulty) as faulty:
        huge.run("inspect", content, PNG)
    assert faulty.value.fault == Fault.TOO_COMPLEX
    huge.close()


def test_a_process_serves_a_few_files_and_is_replaced(workers: Workers) -> None:
    for _ in range(7):
        workers.run("inspect", samples.GIF, GIF)
    assert len(workers._idle) == 1
    assert workers._idle[0].served == 1


def test_a_process_that_died_while_idle_is_replaced(workers: Workers) -> None:
    workers.run("inspect", samples.GIF, GIF)
    idle = workers._idle[0]
    idle._popen.kill()
    idle._popen.wait()
    assert workers.run("inspect", samples.GIF, GIF) == b""


def test_who_comes_when_all_places_are_taken_is_sent_away(workers: Workers) -> None:
    """One works, one waits; the others are told so at once."""
    content = samples.png_of(8_000, 5_000)

    def outcome(_: int) -> str:
        try:
            workers.run("inspect", content, PNG)
        except Busy:
            return "busy"
        return "done"

    with ThreadPoolExecutor(8) as threads:
        outcomes = list(threads.map(outcome, range(8)))
    assert outcomes.count("busy") >= 1
    assert outcomes.count("done") >= 2


def test_the_process_knows_no_secret(workers: Workers, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QIANMING_SECRET_KEY", "a secret")
    workers.run("inspect", samples.GIF, GIF)
    process = workers._idle[0]._popen
    environment = Path(f"/proc/{process.pid}/environ")
    if not environment.exists():
        pytest.skip("this system does not show the environment of processes")
    assert b"QIANMING" not in environment.read_bytes()
