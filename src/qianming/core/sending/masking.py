"""A message without the values that were filled in: they may name a person, or be a code that opens doors."""

from qianming.core.sending.template import variables

MASK = "***"


def masked_text(text: str, template: str) -> str:
    """The signature in its brackets and the template with every variable masked.

    Told from the template, not from the text: where a value begins cannot be seen in a text. `template` is
    the template's text as it is now.
    """
    end = text.find("】")
    signature = text[: end + 1] if text.startswith("【") else ""
    for name in variables(template):
        template = template.replace(f"${{{name}}}", MASK)
    return signature + template
