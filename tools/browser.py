"""Finds the Chromium that browser tests drive, and installs one where this machine can.

A browser without a Chinese font draws empty boxes, so both are looked for and both are installed. Nothing
here fails: a machine without a browser leaves its tests out, and the test session says so loudly.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

COMMANDS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
PACKAGES = ("chromium", "fonts-noto-cjk")
INSTALL_SECONDS = 900


def find_chromium() -> Path | None:
    """The browser named by QIANMING_CHROMIUM, else the system's, else Playwright's own."""
    for command in filter(None, (os.environ.get("QIANMING_CHROMIUM"), *COMMANDS)):
        if found := shutil.which(command):
            return Path(found)
    return _of_playwright()


def _of_playwright() -> Path | None:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        path = Path(playwright.chromium.executable_path)
    return path if path.is_file() else None


def has_chinese_font() -> bool:
    """Whether fontconfig knows a Chinese font; systems without fontconfig bring fonts of their own."""
    fontconfig = shutil.which("fc-list")
    if fontconfig is None:
        return sys.platform != "linux"
    listed = subprocess.run([fontconfig, ":lang=zh", "family"], capture_output=True, check=False)
    return bool(listed.stdout.strip())


def what_is_missing() -> str:
    """One line for people, or nothing when browser tests can run."""
    if find_chromium() is None:
        return "no Chromium found (install one, or name it in QIANMING_CHROMIUM)"
    return "" if has_chinese_font() else "no Chinese font found (Debian: apt install fonts-noto-cjk)"


def _ran(*command: str) -> bool:
    print("  " + " ".join(command), flush=True)
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    try:
        return subprocess.run(command, env=quiet, timeout=INSTALL_SECONDS, check=False).returncode == 0
    except subprocess.TimeoutExpired:
        return False


def install() -> None:
    """As root on Debian from its own packages, elsewhere as Playwright's browser in the user's folder."""
    if shutil.which("apt-get") and os.geteuid() == 0:
        if _ran("apt-get", "update", "-qq"):
            _ran("apt-get", "install", "-qq", "--yes", "--no-install-recommends", *PACKAGES)
    elif find_chromium() is None:
        _ran(sys.executable, "-m", "playwright", "install", "chromium")


def main() -> None:
    missing = what_is_missing()
    if missing:
        print(f"Browser tests: {missing}; trying to install.", flush=True)
        install()
        missing = what_is_missing()
        print(f"Browser tests: {missing or 'ready'}.", flush=True)


if __name__ == "__main__":
    main()
