"""A form shown again without being judged: a suggestion taken over, a file taken out, a code asked for.

With scripts the same happens without leaving the page; this is how it works without them.
"""

from django.http import QueryDict

from qianming.console.forms.uploads import KEYS

ASKED = "redraw"


def wanted(data: QueryDict) -> str:
    """What the pressed button asks for; empty when the form was sent."""
    return (data.get(ASKED) or "").partition(" ")[0]


def redrawn(data: QueryDict) -> QueryDict:
    """The form's data with what the button asks for."""
    data = data.copy()
    verb, _, rest = (data.get(ASKED) or "").partition(" ")
    if verb == "remove":
        slot, _, key = rest.partition(" ")
        data.setlist(slot + KEYS, [kept for kept in data.getlist(slot + KEYS) if kept != key])
    elif verb == "name":
        data["name"] = rest
    return data
