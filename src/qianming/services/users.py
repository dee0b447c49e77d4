"""What people set for themselves. Accounts, roles and passwords are `services.accounts`'."""

from qianming.registry.models import User
from qianming.services._command import write


def choose_language(user_id: int, language: str) -> None:
    """Keep the language that a person reads in, such as "zh-hans"; no event, as nobody else sees it."""
    with write():
        User.objects.filter(pk=user_id).update(language=language)
