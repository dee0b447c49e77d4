"""How an unexpected exception is written to the log. Decides what may stand there."""

import traceback


def described(error: BaseException) -> str:
    """Its kind and where it happened; not its message, which may quote what a client sent."""
    where = "".join(traceback.format_tb(error.__traceback__))
    return f"error={type(error).__name__}\n{where}"
