"""The power of attorney as a form: to be printed, signed, sealed and scanned by the parties."""

from qianming.documents.letter.filling import Letter, problems
from qianming.documents.letter.making import Unprintable, make, unprintable

__all__ = ["Letter", "Unprintable", "make", "problems", "unprintable"]
