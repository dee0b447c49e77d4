"""Saying which thing was not found: services know its kind, the command knows the name that was typed."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from qianming.cli.failures import Failure
from qianming.cli.language import say
from qianming.services.refusals import Conflict, NotFound, Noun, RefusalCode

_SENTENCES: Mapping[Noun, str] = {
    Noun.ACCOUNT: "ACCOUNT: there is no account {name}; `qianming account list` shows all.",
    Noun.USER: "EMAIL: there is no user {name}.",
    Noun.ACCESS_KEY: "ID: there is no access key {name}.",
    Noun.TOKEN: "ID: there is no token {name}; `qianming token list ACCOUNT` shows all.",
    Noun.QUALIFICATION: "ID: there is no qualification {name}; ids are given when one is submitted.",
    Noun.POWER_OF_ATTORNEY: "--power: the account has no power of attorney {name}.",
    Noun.TRADEMARK: "--trademark: the account has no trademark {name}.",
    Noun.APP_RECORD: "The account has no record {name} of an app.",
    Noun.MATERIAL: "The account has no uploaded file {name}; upload it first.",
    Noun.SIGNATURE: "NAME: the account has no signature {name}; `qianming signature list ACCOUNT` shows all.",
    Noun.TEMPLATE: "The account has no template {name}.",
    Noun.EXTENSION_CODE: "The account has no extension code {name}.",
    Noun.WORK_ORDER: "ID: there is no work order {name}; `qianming review list` shows the open ones.",
    Noun.FILING: "There is no filing {name}.",
    Noun.MESSAGE: "There is no message {name}.",
    Noun.CALLBACK: "--kind: the account has no callback {name}; `qianming callback list ACCOUNT` shows all.",
}


def not_found(what: Noun, name: object = "") -> Failure:
    """The failure that says which thing does not exist and where to look."""
    return Failure(say(_SENTENCES[what], name=name))


@contextmanager
def claiming(field: str, name: object) -> Iterator[None]:
    """Let a conflict over a name that is taken say which name of which field it is."""
    try:
        yield
    except Conflict as error:
        if error.code != RefusalCode.ALREADY_EXISTS:
            raise
        raise Failure(say("{field}: {name} is taken; choose another one.", field=field, name=name)) from error


@contextmanager
def naming(names: Mapping[Noun, object]) -> Iterator[None]:
    """Let a `NotFound` from the block tell the name that was typed."""
    try:
        yield
    except NotFound as error:
        raise not_found(error.what, names.get(error.what, "")) from error
