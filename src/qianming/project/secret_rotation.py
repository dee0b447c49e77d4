"""Replacing the secret key where it is kept: in the file beside the data, or in the environment.

The new file lies beside the old one before the database changes, and takes its place right after: wherever
this is interrupted, one of the two opens the data, and running it again goes on from there.
"""

import secrets
from datetime import datetime
from pathlib import Path

from django.conf import settings

from qianming.project import environment
from qianming.project.refusal import CannotServe
from qianming.registry.durable_files import sync_folder, write_new
from qianming.services import rotation
from qianming.services.actors import operator

_NEW = "NEW_SECRET_KEY"
_SHORTEST = 16


def rotate(now: datetime) -> tuple[str, int]:
    """Replace the secret, or finish that; where the new one is, and how many accounts were wrapped."""
    if environment.text("SECRET_KEY"):
        place = _rotate_given(now)
    else:
        place = _rotate_file(Path(settings.QIANMING_DATA) / "secret.key", now)
    count = 0
    while some := rotation.rewrap_some():
        count += some
    return place, count


def _rotate_given(now: datetime) -> str:
    """The secret comes from the environment: so does the new one, and the operator puts it in place."""
    new = environment.text(_NEW)
    if len(new) < _SHORTEST or new == settings.QIANMING_SECRET_KEY:
        raise CannotServe(
            f"QIANMING_{_NEW}：密钥来自环境变量，请用它给出新的密钥（至少 {_SHORTEST} 个字符，与旧的不同）。",
            f"QIANMING_{_NEW}: the secret is from the environment; give the new one there "
            f"(at least {_SHORTEST} characters, another one).",
        )
    _replace(new, now)
    return "QIANMING_NEW_SECRET_KEY -> QIANMING_SECRET_KEY"


def _rotate_file(file: Path, now: datetime) -> str:
    fresh = file.with_name("secret.key.new")
    if not fresh.exists():
        write_new(fresh, secrets.token_urlsafe(48).encode("ascii"))
        sync_folder(file.parent)
    _replace(fresh.read_text(encoding="ascii").strip(), now)
    fresh.replace(file)
    sync_folder(file.parent)
    return str(file)


def _replace(new: str, now: datetime) -> None:
    """Nothing is replaced twice: what was interrupted behind this point has only the rest to do."""
    if not rotation.opens(new):
        rotation.replace_secret(operator(), settings.QIANMING_SECRET_KEY, new, now)
    rotation.use(new)
