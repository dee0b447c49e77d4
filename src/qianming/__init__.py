"""Qianming (签名): the SMS signature service that anyone can run."""

__version__ = "0.1.0"
