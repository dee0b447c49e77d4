"""Addresses of uploaded files as answers give them: signed, for a while. Decides nothing."""

from collections.abc import Iterable
from urllib.parse import quote, urlencode

from qianming.registry.models import Material
from qianming.registry.queries import for_account
from qianming.rpc.actions import Call
from qianming.services import materials

FILES_PATH = "/files/"


def file_urls(call: Call, keys: Iterable[str]) -> dict[str, str]:
    """The address of each file of the account, by key; a key without a file has a blank one."""
    wanted = list(keys)
    rows = for_account(Material, call.account_id).filter(key__in=wanted)
    known = {row.key: _url(call, row) for row in rows}
    return {key: known.get(key, "") for key in wanted}


def scan_url(call: Call, url: str) -> str:
    """The address of a file that may show a person's data, for keys that may see such data.

    A picture cannot be masked, and so others get no address: of identity scans, letters, and whatever else
    was uploaded with a qualification. Licences and pages of public registers are public themselves.
    """
    return url if call.sees_personal else ""


def _url(call: Call, material: Material) -> str:
    link = materials.link_to(material, call.now)
    query = {
        "Expires": int(link.expires_at.timestamp()),
        "OSSAccessKeyId": link.access_key_id,
        "Signature": link.signature,
    }
    return f"{call.base_url}{FILES_PATH}{quote(link.key)}?{urlencode(query)}"
