"""Makes a virtual environment with pip in it; runs on the system's Python, before anything is installed.

Debian and Ubuntu split `ensurepip` off their Python. Where it is missing, a pip that is there already helps
out; where there is none, the message says which package to install.
"""

import importlib.util
import os
import subprocess
import sys
import venv

NO_PIP = """\
This Python cannot make a virtual environment: its module `ensurepip` is missing.
  Debian, Ubuntu:  apt install python3-venv
Then run the same command again, or name another Python: make PYTHON=/path/to/python3 …
"""


def main(folder: str) -> None:
    if sys.version_info < (3, 11):  # noqa: UP036 - `make` may hand over any Python
        sys.exit(f"Python 3.11 or newer is needed; {sys.executable} is {sys.version.split()[0]}.")
    # Links, as `python -m venv` makes them: copies would fail in a folder that has an environment already.
    links = os.name != "nt"
    if importlib.util.find_spec("ensurepip"):
        venv.create(folder, symlinks=links, with_pip=True)
    elif importlib.util.find_spec("pip"):
        venv.create(folder, symlinks=links, with_pip=False)
        pip = [sys.executable, "-m", "pip", "--python", f"{folder}/bin/python"]
        subprocess.run([*pip, "install", "--quiet", "pip"], check=True)
    else:
        sys.exit(NO_PIP)


if __name__ == "__main__":
    main(sys.argv[1])
