"""Why the service does not start: one line in the operator's language, with what to do."""

from qianming.project import environment


class CannotServe(Exception):
    """The service cannot start; `line` says why and what to do."""

    def __init__(self, zh: str, en: str) -> None:
        super().__init__(en)
        self.zh = zh
        self.en = en

    def __reduce__(self) -> tuple[type["CannotServe"], tuple[str, str]]:
        """Both texts travel to another process; an exception's own way knows only what its base was given."""
        return type(self), (self.zh, self.en)

    @property
    def line(self) -> str:
        return f"error: {self.en}" if environment.text("LANG", "zh") == "en" else f"错误：{self.zh}"
