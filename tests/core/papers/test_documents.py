"""Numbers of identity documents, a table of them for each kind."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qianming.core.codes import IdentityDocument as Kind
from qianming.core.papers.documents import DocumentProblem as Form
from qianming.core.papers.documents import document_problem
from qianming.core.papers.identity import ResidentIdProblem as Resident
from qianming.core.papers.identity import resident_id_check_character
from tests.core.samples import POLICY, TODAY


def numbered(seventeen: str) -> str:
    return seventeen + resident_id_check_character(seventeen)


CARD = numbered("11010119900101001")
HONG_KONG = numbered("81000019900101001")
FOREIGN = "91124019900101001" + "0"


@pytest.mark.parametrize(
    ("kind", "number"),
    [
        (Kind.IDENTITY_CARD, CARD),
        (Kind.IDENTITY_CARD, f" {CARD.lower()} "),
        (Kind.PASSPORT, "E12345678"),
        (Kind.PASSPORT, "e1234"),
        (Kind.PASSPORT, "A" * 20),
        (Kind.HOME_RETURN_PERMIT, "H12345678"),
        (Kind.HOME_RETURN_PERMIT, "m1234567801"),
        (Kind.HOME_RETURN_PERMIT, "H12345678(01)"),
        (Kind.TAIWAN_COMPATRIOT_PERMIT, "12345678"),
        (Kind.TAIWAN_COMPATRIOT_PERMIT, "0123456789"),
        (Kind.TAIWAN_COMPATRIOT_PERMIT, "0123456789(B)"),
        (Kind.TAIWAN_COMPATRIOT_PERMIT, "0123456789b"),
        (Kind.RESIDENCE_PERMIT, HONG_KONG),
        (Kind.RESIDENCE_PERMIT, FOREIGN),
        (Kind.RESIDENCE_PERMIT, "ABC123456789012"),
        (Kind.OTHER, "x"),
        (Kind.OTHER, "（01）/2-3"),
        (Kind.OTHER, "A" * 50),
    ],
)
def test_it_accepts_what_a_document_can_bear(kind: Kind, number: str) -> None:
    assert document_problem(kind, number, TODAY, POLICY) is None


@pytest.mark.parametrize(
    ("kind", "number", "problem"),
    [
        (Kind.IDENTITY_CARD, CARD[:-1], Resident.RESIDENT_ID_FORMAT),
        (Kind.IDENTITY_CARD, "99" + CARD[2:], Resident.RESIDENT_ID_REGION),
        (Kind.PASSPORT, "E123", Form.PASSPORT_FORMAT),
        (Kind.PASSPORT, "E1234567-8", Form.PASSPORT_FORMAT),
        (Kind.PASSPORT, "A" * 21, Form.PASSPORT_FORMAT),
        (Kind.PASSPORT, "Ｅ12345678", Form.PASSPORT_FORMAT),
        (Kind.HOME_RETURN_PERMIT, "A12345678", Form.HOME_RETURN_PERMIT_FORMAT),
        (Kind.HOME_RETURN_PERMIT, "H1234567", Form.HOME_RETURN_PERMIT_FORMAT),
        (Kind.HOME_RETURN_PERMIT, "H123456789", Form.HOME_RETURN_PERMIT_FORMAT),
        (Kind.TAIWAN_COMPATRIOT_PERMIT, "1234567", Form.TAIWAN_COMPATRIOT_PERMIT_FORMAT),
        (Kind.TAIWAN_COMPATRIOT_PERMIT, "T12345678", Form.TAIWAN_COMPATRIOT_PERMIT_FORMAT),
        (Kind.RESIDENCE_PERMIT, CARD, Form.RESIDENCE_PERMIT_FORMAT),
        (Kind.RESIDENCE_PERMIT, "84" + HONG_KONG[2:], Form.RESIDENCE_PERMIT_FORMAT),
        (Kind.RESIDENCE_PERMIT, "AB1234567890123", Form.RESIDENCE_PERMIT_FORMAT),
        (Kind.RESIDENCE_PERMIT, HONG_KONG[:-1] + "?", Form.RESIDENCE_PERMIT_FORMAT),
        (
            Kind.RESIDENCE_PERMIT,
            HONG_KONG[:-1] + ("1" if HONG_KONG[-1] != "1" else "2"),
            Resident.RESIDENT_ID_CHECK_DIGIT,
        ),
        (Kind.RESIDENCE_PERMIT, "911240199013010010", Resident.RESIDENT_ID_BIRTH_DATE),
        (Kind.RESIDENCE_PERMIT, "911240202001010010", Resident.RESIDENT_ID_AGE),
        (Kind.OTHER, "", Form.DOCUMENT_FORMAT),
        (Kind.OTHER, "A" * 51, Form.DOCUMENT_FORMAT),
        (Kind.OTHER, "军1", Form.DOCUMENT_FORMAT),
    ],
)
def test_it_says_what_is_wrong_with_the_rest(kind: Kind, number: str, problem: Resident | Form) -> None:
    assert document_problem(kind, number, TODAY, POLICY) is problem


@given(st.sampled_from(Kind), st.text(max_size=60), st.dates(date(2000, 1, 1), date(2090, 1, 1)))
def test_any_text_gets_an_answer(kind: Kind, number: str, today: date) -> None:
    found = document_problem(kind, number, today, POLICY)
    assert found is None or isinstance(found, Resident | Form)
