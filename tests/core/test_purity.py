"""Rules, words and policies load without a framework, and without what only few answers need."""

import subprocess
import sys

import pytest

HEAVY = ("django", "opencc", "chinese_calendar", "holidays", "stdnum", "sqlite3", "asyncio")


@pytest.mark.parametrize(
    "module",
    [
        "qianming.core.rulebook",
        "qianming.core.sending.gate",
        "qianming.core.status.availability",
        "qianming.core.status.calendar",
        "qianming.core.papers.qualification",
        "qianming.texts.catalog",
        "qianming.policy.loader",
    ],
)
def test_a_module_loads_nothing_heavy(module: str) -> None:
    code = f"import sys, {module}; print(*sorted(set(sys.modules) & set({HEAVY!r})))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == ""
