"""What people see when something is refused or fails: a page in their language, with a way on."""

import pytest
from django.test import Client

from qianming.console.views import signatures
from tests.console.people import People, signed_in

# What a page shows does not depend on the kind of database; the services' tests run on both.
pytestmark = [pytest.mark.django_db, pytest.mark.only_on("sqlite")]


def test_what_is_not_there_is_answered_with_a_page(people: People) -> None:
    answer = signed_in(people.owner).get("/console/nothing/")
    assert answer.status_code == 404
    assert "There is nothing here" in answer.content.decode()
    assert 'href="/console/"' in answer.content.decode()


def test_a_failure_is_answered_with_a_page_that_tells_nothing_of_it(
    people: People, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError("a secret detail")

    monkeypatch.setattr(signatures, "counts", broken)
    client = signed_in(people.owner)
    client.raise_request_exception = False
    answer = client.get("/console/signatures/")
    assert answer.status_code == 500
    assert "Something went wrong" in answer.content.decode()
    assert "secret detail" not in answer.content.decode()


@pytest.mark.parametrize(
    "path", ["/console/signatures/0/", f"/console/signatures/{2**63}/", f"/console/signatures/{10**30}/"]
)
def test_a_number_that_no_signature_can_have_is_not_found(people: People, path: str) -> None:
    assert signed_in(people.owner).get(path).status_code == 404


@pytest.mark.parametrize(
    "query", ["state=x&before=y", "before=0", "name=%00", "name=" + "%E7%AD%BE" * 500, "state=%F0"]
)
def test_a_strange_question_is_no_failure(people: People, query: str) -> None:
    assert signed_in(people.owner).get(f"/console/signatures/?{query}").status_code == 200


@pytest.mark.parametrize("method", ["post", "put", "delete", "patch"])
def test_pages_are_only_read(people: People, method: str) -> None:
    client = signed_in(people.owner)
    assert getattr(client, method)("/console/signatures/").status_code == 405


def test_a_form_from_elsewhere_is_refused_with_a_page() -> None:
    answer = Client(enforce_csrf_checks=True, headers={"accept-language": "en"}).post("/console/login/", {})
    assert answer.status_code == 403
    assert "The form was too old" in answer.content.decode()
