"""The first screen of the README, as a newcomer follows it: the demo, the vendor's SDK, the inbox."""

import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from tests.e2e.service import Service, until

README = Path(__file__).resolve().parents[2] / "README.md"
TUTORIALS = {
    "en": README.parent / "docs" / "tutorial.md",
    "zh": README.parent / "docs" / "tutorial.zh.md",
}
PHONE = "13800000001"
PRINTED = ("AccessKey ID", "AccessKey Secret", "签名 SignName", "模板 TemplateCode")

# What the database could change here is tested below the wire, on both.
pytestmark = pytest.mark.only_on("sqlite")


@pytest.fixture
def demo(service_from_nothing: Service) -> Service:
    """What `make run` starts."""
    service_from_nothing.environment["QIANMING_DEMO"] = "1"
    service_from_nothing.start()
    return service_from_nothing


def printed(service: Service, label: str) -> str:
    """What the service printed behind a label at its start."""
    found = re.search(rf"^\s*{label}\s+(\S+)", (service.data / "serve.log").read_text("utf-8"), re.MULTILINE)
    assert found, label
    return found[1]


def quick_start(service: Service) -> str:
    """The program in the README, with what the demo printed in its gaps."""
    block = re.search(r"```python\n(.*?)```", README.read_text("utf-8"), re.DOTALL)
    assert block
    program = block[1].replace("127.0.0.1:8460", service.endpoint)
    assert program.count('"…"') == len(PRINTED)
    for label in PRINTED:
        program = program.replace("…", printed(service, label), 1)
    return program


def test_it_sends_as_the_readme_says(demo: Service) -> None:
    name = printed(demo, "签名 SignName")
    until("the filings", lambda: demo.json("signature", "show", "demo", name)["availability"] == "available")
    done = subprocess.run(
        [sys.executable, "-c", quick_start(demo)], capture_output=True, text=True, timeout=60, check=False
    )
    assert done.stdout.startswith("OK "), done.stdout + done.stderr
    until("the phone to ring", lambda: demo.json("inbox", "--phone", PHONE)[:1])
    assert "482913" in demo.json("inbox", "--phone", PHONE)[0]["text"]


def steps(language: str) -> list[tuple[str, str]]:
    """The tutorial's blocks in their order: the language of each, and its text."""
    text = TUTORIALS[language].read_text("utf-8")
    return re.findall(r"^```(sh|python)\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)


def program(service: Service, block: str) -> str:
    """The tutorial's program, with what the demo printed in its gaps."""
    for label in ("AccessKey ID", "AccessKey Secret", "模板 TemplateCode"):
        assert "…" in block
        block = block.replace("…", printed(service, label), 1)
    return block.replace("127.0.0.1:8460", service.endpoint)


def test_the_tutorial_leads_from_a_name_to_a_message(demo: Service) -> None:
    known = printed(demo, "签名 SignName")
    until("the filings", lambda: demo.json("signature", "show", "demo", known)["availability"] == "available")
    for language, block in steps("en"):
        if language == "python":
            done = subprocess.run(
                [sys.executable, "-c", program(demo, block)],
                capture_output=True, text=True, timeout=60, check=False,
            )  # fmt: skip
            assert done.stdout.startswith("OK "), done.stdout + done.stderr
            until("the phone to ring", lambda: "271828" in str(demo.json("inbox", "--phone", PHONE)))
            continue
        for line in block.replace(" --data var", "").splitlines():
            if line != "make run":
                ended = demo.run(*shlex.split(line.removeprefix(".venv/bin/qianming ")))
                assert ended.returncode == 0, f"{line}: {ended.stdout}{ended.stderr}"


def test_the_tutorial_takes_the_same_steps_in_both_languages() -> None:
    assert steps("en") == steps("zh")
    assert len(steps("en")) > 8


def test_it_keeps_its_logins_over_a_restart(demo: Service) -> None:
    before = [printed(demo, label) for label in PRINTED]
    demo.stop()
    (demo.data / "serve.log").unlink()
    demo.start()
    assert [printed(demo, label) for label in PRINTED] == before


def test_a_plain_start_makes_no_accounts(service: Service) -> None:
    service.start()
    assert service.json("account", "list") == []
    assert "AccessKey" not in (service.data / "serve.log").read_text("utf-8")
