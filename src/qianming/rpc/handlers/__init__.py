"""What each action does: its parameters, its answer, and the service it calls. One function per action."""

from importlib import import_module

MODULES: tuple[str, ...] = ()


def register() -> None:
    """Enter every action of this package into the table; entering twice changes nothing."""
    for name in MODULES:
        import_module(f"{__name__}.{name}")
