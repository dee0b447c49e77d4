"""Both languages are complete: nothing is left untranslated, in the sources or on a page."""

import ast
import gettext
import re
from collections.abc import Iterator
from datetime import timedelta
from html.parser import HTMLParser
from pathlib import Path

import pytest
from django.test import Client
from django.utils.translation.template import templatize

from qianming.console import catalogues
from qianming.core.codes import Abnormality, Carrier, FilingReason, FilingState, Industry
from qianming.core.rejections import RejectionReason
from qianming.registry.models import Qualification
from qianming.services import reviews
from tests.console import filling, stock
from tests.console.people import People, signed_in
from tests.services.making import REVIEWER

CONSOLE = Path(catalogues.__file__).parent
CATALOGUE = catalogues.LOCALES / "zh_Hans" / "LC_MESSAGES" / "django.po"
CHINESE = re.compile(r"[\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]")
ENGLISH = re.compile(r"[A-Za-z]{2,}")
# The service's own name, quoted names, variables, codes, IP addresses, kinds and sizes of files: the same in
# both languages.
NAMES = re.compile(
    r"Qianming|【[^】]*】|“[^”]*”|\$\{\w*\}|SMS_\d+|\b(?:IP|JPG|PNG|GIF|PDF|DOCX?|MB)\b", re.ASCII
)
# Names and words that an English sentence gives as examples, and masked names of persons.
QUOTED = re.compile(r"\(\S+\)|: \S+\.|\S\*+")
# Messages of libraries that their own catalogues leave out.
MISSING_ELSEWHERE = ("This password is too short.",)
CALLS = {"gettext": 1, "gettext_lazy": 1, "_": 1, "ngettext": 2, "pgettext": 2}
# Quoted either way: a message with an apostrophe comes in double quotes.
GETTEXT_CALL = r"""\bp?n?gettext\((?:[^()'"]|'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")*\)"""
SAMPLE = r"""
msgid ""
msgstr ""
"Content-Type: text/plain; charset=UTF-8\n"
"Plural-Forms: nplurals=1; plural=0;\n"

# a comment
msgid "one \"line\""
msgstr "一行"

msgctxt "time"
msgid "since"
msgstr ""
"自"
"从"

msgid "%s day"
msgid_plural "%s days"
msgstr[0] "%s 天"

msgid "left out"
msgstr ""
"""


def _asked_for(tree: ast.AST) -> Iterator[str]:
    """The keys of a catalogue that a syntax tree asks for."""
    for node in ast.walk(tree):
        if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in CALLS):
            continue
        texts = [arg.value for arg in node.args[: CALLS[node.func.id]] if isinstance(arg, ast.Constant)]
        if len(texts) == CALLS[node.func.id]:
            yield {"ngettext": "\0", "pgettext": "\4"}.get(node.func.id, "").join(map(str, texts))


def keys_of_templates() -> Iterator[str]:
    for file in sorted(CONSOLE.rglob("*.html")):
        source = templatize(file.read_text(encoding="utf-8"))
        for call in re.findall(GETTEXT_CALL, source):
            yield from _asked_for(ast.parse(call))


def keys_of_code() -> Iterator[str]:
    for file in sorted(CONSOLE.rglob("*.py")):
        yield from _asked_for(ast.parse(file.read_text(encoding="utf-8")))


def test_chinese_has_every_message_and_no_other() -> None:
    asked = {*keys_of_templates(), *keys_of_code()}
    assert len(asked) > 100
    translated = set(catalogues.messages_of(CATALOGUE)) - {""}
    assert asked - translated == set()
    assert {key for key in translated - asked if not key.startswith(MISSING_ELSEWHERE)} == set()


def test_chinese_messages_are_chinese_and_keep_their_placeholders() -> None:
    for key, text in catalogues.messages_of(CATALOGUE).items():
        if key:
            assert CHINESE.search(text), key
            assert set(re.findall(r"%\(\w+\)s", text)) == set(re.findall(r"%\(\w+\)s", key)), key


def test_the_compiled_catalogue_is_current() -> None:
    stored = CATALOGUE.with_suffix(".mo").read_bytes()
    assert stored == catalogues.compiled(catalogues.messages_of(CATALOGUE)), (
        "run: python -m qianming.console.catalogues"
    )


def test_it_compiles_what_gettext_reads(tmp_path: Path) -> None:
    source = tmp_path / "a.po"
    source.write_text(SAMPLE, encoding="utf-8")
    file = tmp_path / "a.mo"
    file.write_bytes(catalogues.compiled(catalogues.messages_of(source)))
    with file.open("rb") as opened:
        read = gettext.GNUTranslations(opened)
    assert read.gettext('one "line"') == "一行"
    assert read.pgettext("time", "since") == "自从"
    assert read.ngettext("%s day", "%s days", 3) == "%s 天"
    assert read.gettext("left out") == "left out"


def test_it_names_the_line_that_it_cannot_read(tmp_path: Path) -> None:
    source = tmp_path / "bad.po"
    source.write_text('msgid "a"\nmsgstr oops\n', encoding="utf-8")
    with pytest.raises(catalogues.BadCatalogue, match=r"bad\.po:2"):
        catalogues.messages_of(source)


class Words(HTMLParser):
    """The words of a page that are in the page's own language: names, codes and other languages left out."""

    SILENT = frozenset({"script", "style"})
    EMPTY = frozenset({"meta", "link", "input", "img", "br", "path", "rect", "circle"})
    SPOKEN_ATTRIBUTES = ("title", "aria-label", "alt", "placeholder")

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self._skipped: list[bool] = [False]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = dict(attrs)
        foreign = told.get("translate") == "no" or (tag != "html" and "lang" in told) or tag in self.SILENT
        skipped = self._skipped[-1] or foreign
        if not skipped:
            self.found += [told[name] or "" for name in self.SPOKEN_ATTRIBUTES if name in told]
        if tag not in self.EMPTY:
            self._skipped.append(skipped)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """A drawn part of a picture has no words."""

    def handle_endtag(self, tag: str) -> None:
        if tag not in self.EMPTY:
            self._skipped.pop()

    def handle_data(self, data: str) -> None:
        if data.strip() and not self._skipped[-1]:
            self.found.append(" ".join(data.split()))


def words_of(page: bytes) -> list[str]:
    reader = Words()
    reader.feed(page.decode())
    return reader.found


@pytest.fixture
def shelf(people: People) -> People:
    """Every reason and state that a page can speak of."""
    mine = people.account
    day = stock.NOW - timedelta(days=400)
    for number, state in enumerate(FilingState):
        stock.approved(
            mine,
            f"签名{number}",
            dict.fromkeys(Carrier, state),
            reasons=[(code, day) for code in Abnormality],
            filing_reasons=dict(zip(Carrier, list(FilingReason)[3 * number :], strict=False)),
        )
    stock.approved(mine, "杭州示例")
    stock.rejected(mine, "驳回甲", reasons=list(RejectionReason), note="")
    stock.frozen(mine, "冻结甲")
    stock.in_review(mine, "审核甲")
    stock.in_review(mine, "超时甲", at=stock.NOW - timedelta(days=1))
    stock.withdrawn(mine, "撤回甲")
    stock.complimentary(mine, "赠送甲")
    return people


def pages_of(client: Client, people: People) -> Iterator[tuple[str, bytes]]:
    """Every page of a signed-in user, and what is said when something is refused."""
    paths = ["signatures/", "signatures/?state=available", "signatures/?name=没有", "password/", "logout/"]
    paths += ["second-step/", "confirm/", "nothing/", "second-step/recovery-codes/generate/"]
    paths += [f"signatures/{row.pk}/" for row in people.account.signatures.all()]
    yield from ((path, client.get(f"/console/{path}").content) for path in paths)
    form = {"oldpassword": "x", "password1": "123", "password2": "456"}
    yield "password/ with mistakes", client.post("/console/password/", form).content
    yield "confirm/ with mistakes", client.post("/console/confirm/", {"password": "x"}).content
    client.post("/console/confirm/", {"password": stock.PASSWORD})
    yield "totp", client.get("/console/second-step/totp/activate/").content
    wrong = {"code": "000000"}
    yield "totp with mistakes", client.post("/console/second-step/totp/activate/", wrong).content


def pages_of_forms(client: Client, people: People) -> Iterator[tuple[str, bytes]]:
    """Every form empty, sent empty, and filled in; the papers that come of it, and what is said of them."""
    forms = ("qualifications", "powers", "trademarks", "signatures", "templates")
    for name in forms:
        yield f"no {name}", client.get(f"/console/{name}/").content
        yield f"{name}/new/", client.get(f"/console/{name}/new/").content
        yield f"{name}/new/ with mistakes", client.post(f"/console/{name}/new/", {}).content
    yield "start/", client.get("/console/start/").content
    code = filling.phone_code(client)
    yield "phone code", client.post("/console/qualifications/phone-code/", {"admin_phone": "1"}).content
    client.post("/console/qualifications/new/", filling.qualification(code, others=filling.file()))
    client.post("/console/powers/new/", filling.letter())
    client.post("/console/trademarks/new/", filling.trademark())
    row = people.account.qualifications.latest("pk")
    yield from pages_of_paper(client, row)
    reviews.reject(REVIEWER, row.work_order_id, list(RejectionReason), "", stock.NOW)
    yield from pages_of_paper(client, row)
    yield "qualification edit", client.get(f"/console/qualifications/{row.pk}/edit/").content
    mends = people.account.signatures.get(name="驳回甲")
    yield "signature edit", client.get(f"/console/signatures/{mends.pk}/edit/").content
    for sent in (filling.signature(row.pk, name="测试"), {"purpose": "others", "source": "trademark"}):
        for industry in Industry:
            checked = client.post("/console/signatures/check/", {**sent, "industry": industry})
            yield f"check {industry}", checked.content
    text = filling.template("", content="${a}${b} www.example.com 13800000001 10.0.0.1")
    yield "preview", client.post("/console/templates/preview/", text).content
    client.post("/console/templates/new/", filling.template("", content="您好"))
    yield from ((name, client.get(f"/console/{name}/").content) for name in forms)


def pages_of_paper(client: Client, row: Qualification) -> Iterator[tuple[str, bytes]]:
    for path in (
        "start/",
        "qualifications/",
        f"qualifications/{row.pk}/",
        f"qualifications/{row.pk}/delete/",
    ):
        yield f"{path} {row.work_order_id}", client.get(f"/console/{path}").content


def pages_of_strangers(client: Client) -> Iterator[tuple[str, bytes]]:
    yield "login/", client.get("/console/login/").content
    yield "login/ with nothing", client.post("/console/login/", {}).content
    yield "inactive/", client.get("/console/inactive/").content
    wrong = {"login": "owner@example.com", "password": "x"}
    for number in range(7):
        yield f"login/ wrong {number}", client.post("/console/login/", wrong).content
    strict = Client(
        enforce_csrf_checks=True, headers={"accept-language": client.defaults["HTTP_ACCEPT_LANGUAGE"]}
    )
    yield "login/ forged", strict.post("/console/login/", wrong).content
    answers = [client.post("/console/login/", {"login": f"u{n}@example.com"}) for n in range(40)]
    assert answers[-1].status_code == 429
    yield "login/ too often", answers[-1].content


def empty_pages(people: People, language: str) -> Iterator[tuple[str, bytes]]:
    for user in (people.owner, people.stranger, people.reviewer, stock.user("nobody@example.com")):
        yield f"empty for {user}", signed_in(user, language).get("/console/signatures/").content


def all_pages(people: People, language: str) -> Iterator[tuple[str, bytes]]:
    yield from pages_of(signed_in(people.owner, language), people)
    yield from pages_of_forms(signed_in(people.owner, language), people)
    yield from empty_pages(people, language)
    yield from pages_of_strangers(Client(headers={"accept-language": language}))


@pytest.mark.django_db
def test_english_pages_are_english(shelf: People) -> None:
    foreign = [
        (path, word)
        for path, page in all_pages(shelf, "en")
        for word in words_of(page)
        if CHINESE.search(QUOTED.sub("", NAMES.sub("", word)))
    ]
    assert foreign == []


@pytest.mark.django_db
def test_chinese_pages_are_chinese(shelf: People) -> None:
    foreign = [
        (path, word)
        for path, page in all_pages(shelf, "zh-hans")
        for word in words_of(page)
        if ENGLISH.search(NAMES.sub("", word))
    ]
    assert foreign == []


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("language", "tag"), [("zh-CN", "zh-hans"), ("zh-TW", "zh-hans"), ("en-GB", "en"), ("fr", "zh-hans")]
)
def test_pages_say_what_language_they_are_in(language: str, tag: str) -> None:
    page = Client(headers={"accept-language": language}).get("/console/login/").content.decode()
    assert f'<html lang="{tag}">' in page


@pytest.mark.django_db
def test_a_chosen_language_stays(people: People) -> None:
    client = signed_in(people.owner, "zh")
    answer = client.post(
        "/console/language/", {"language": "en"}, headers={"referer": "/console/signatures/?state=abnormal"}
    )
    assert answer.headers["location"] == "/console/signatures/?state=abnormal"
    assert client.cookies["qianming_language"]["max-age"] > 300 * 24 * 3600
    assert 'lang="en"' in client.get("/console/signatures/").content.decode()[:200]
    client.post("/console/logout/")
    assert 'lang="en"' in client.get("/console/login/").content.decode()[:200]
