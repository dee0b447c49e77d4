"""Policy files as an operator writes them: the shipped one with some lines changed."""

from pathlib import Path

from qianming.policy import loader

CURRENT = Path(loader.__file__).parent / "2026-04-27.toml"


def policy_file(folder: Path, day: str, *changes: tuple[str, str], name: str = "") -> Path:
    """A policy of that day in a folder; each change replaces a piece of the shipped file's text."""
    text = CURRENT.read_text(encoding="utf-8")
    for old, new in (("effective = 2026-04-27", f"effective = {day}"), *changes):
        assert old in text
        text = text.replace(old, new, 1)
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / (name or f"{day}.toml")
    path.write_text(text, encoding="utf-8")
    return path
