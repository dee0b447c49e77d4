"""Mainland mobile numbers: reading them as people write them, and the carrier that a prefix was given to.

The prefix table was made by hand from the ministry's allocations as known on 1 October 2026. It cannot know
ported numbers (the carriers' routing does), and a prefix that it lacks is no error: numbers of a new range
are read too.
"""

import re
from typing import NewType

from qianming.core.codes import Carrier

PhoneNumber = NewType("PhoneNumber", str)

_WRITTEN = re.compile(r"(?:\+86|\+|0086|86)?(1[3-9][0-9]{9})", re.ASCII)
_SEPARATORS = str.maketrans("", "", " -")

_PREFIXES: dict[Carrier, str] = {
    # 192 is China Broadnet's, which runs on China Mobile's network and has no filing of its own.
    Carrier.MOBILE: (
        "134 135 136 137 138 139 144 147 148 150 151 152 157 158 159 165 1703 1705 1706 172 178"
        " 182 183 184 187 188 192 195 197 198"
    ),
    Carrier.UNICOM: "130 131 132 140 145 146 155 156 166 167 1704 1707 1708 1709 171 175 176 185 186 196",
    Carrier.TELECOM: "133 1349 141 149 153 162 1700 1701 1702 173 174 177 180 181 189 190 191 193 199",
}
_CARRIERS = {prefix: carrier for carrier, prefixes in _PREFIXES.items() for prefix in prefixes.split()}


def normalise(text: str) -> PhoneNumber | None:
    """The eleven digits of a mainland mobile number, or None.

    Accepted are the bare number and the prefixes `+86`, `86`, `0086` and `+`, with spaces and hyphens
    anywhere.
    """
    match = _WRITTEN.fullmatch(text.strip().translate(_SEPARATORS))
    return PhoneNumber(match[1]) if match else None


def carrier_of(number: PhoneNumber) -> Carrier:
    """The carrier of a number's prefix; China Mobile, the largest, for a prefix that the table lacks."""
    return _CARRIERS.get(number[:4]) or _CARRIERS.get(number[:3]) or Carrier.MOBILE
