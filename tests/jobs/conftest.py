"""Tests of the jobs upload files too: each into a folder of its own."""

from tests.services.conftest import own_folder

__all__ = ["own_folder"]
