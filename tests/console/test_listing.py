"""The list: its filter in the address, its pages, its numbers, and a cost that does not grow with it."""

from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest
from django.http import QueryDict

from qianming.console.listing import PAGE_SIZE, Filter, Rows, read_filter, read_rows
from qianming.console.reach import reach_of, visible_signatures
from qianming.console.standing import Standing, counts, standing_of
from qianming.core.codes import Availability, ReviewState
from tests.console import stock
from tests.console.people import People, signed_in

CountQueries = Callable[[int], AbstractContextManager[object]]


@pytest.mark.parametrize(
    ("query", "wanted"),
    [
        ("", Filter()),
        ("state=abnormal&name=示例&before=7", Filter(Standing.ABNORMAL, "示例", 7)),
        ("name=【示例科技】", Filter(name="示例科技")),
        ("name=%20 【 示例 】", Filter(name="示例")),
        ("name=a%00b", Filter(name="ab")),
        ("name=" + "长" * 80, Filter(name="长" * 50)),
        ("state=nonsense&before=x", Filter()),
        ("before=-1", Filter()),
        ("before=²", Filter()),
        ("before=" + "9" * 30, Filter()),
    ],
)
def test_it_reads_a_filter_from_an_address(query: str, wanted: Filter) -> None:
    assert read_filter(QueryDict(query)) == wanted


@pytest.mark.parametrize("wanted", [Filter(), Filter(Standing.IN_REVIEW), Filter(None, "a&b 【", 3)])
def test_a_filter_survives_the_way_through_an_address(wanted: Filter) -> None:
    query = wanted.query()
    assert query.startswith("?")
    assert read_filter(QueryDict(query[1:])) == Filter(
        wanted.standing, wanted.name.strip(" 【"), wanted.before
    )


@pytest.mark.parametrize(
    ("availability", "latest", "standing"),
    [
        (Availability.AVAILABLE, ReviewState.APPROVED, Standing.AVAILABLE),
        (Availability.AVAILABLE, ReviewState.IN_REVIEW, Standing.AVAILABLE),
        (Availability.ABNORMAL, ReviewState.REJECTED, Standing.ABNORMAL),
        (Availability.UNAVAILABLE, ReviewState.REJECTED, Standing.UNAVAILABLE),
        ("", ReviewState.IN_REVIEW, Standing.IN_REVIEW),
        ("", ReviewState.DRAFT, Standing.IN_REVIEW),
        ("", ReviewState.WITHDRAWN, Standing.WITHDRAWN),
    ],
)
def test_it_groups_by_availability_and_before_one_by_review(
    availability: str, latest: str, standing: Standing
) -> None:
    assert standing_of(availability, latest) is standing


@pytest.fixture
def shelf(people: People) -> People:
    mine = people.account
    stock.withdrawn(mine, "示例旧名")
    stock.rejected(mine, "测试示例")
    stock.approved(mine, "杭州示例")
    stock.approved(mine, "杭州示例科技", reasons=[("RECENTLY_UNUSED", stock.NOW)])
    stock.in_review(mine, "示例科技")
    stock.in_review(mine, "100%示例")
    return people


def rows_of(people: People, wanted: Filter) -> Rows:
    return read_rows(visible_signatures(reach_of(people.owner)), wanted)


def names_of(people: People, wanted: Filter) -> list[str]:
    return [row.name for row in rows_of(people, wanted).signatures]


@pytest.mark.django_db
class TestRows:
    """Over rows of every kind."""

    def test_it_counts_every_group(self, shelf: People) -> None:
        stock.approved(shelf.other_account, "别家名称")
        assert dict(counts(visible_signatures(reach_of(shelf.owner)))) == {
            Standing.AVAILABLE: 1,
            Standing.ABNORMAL: 1,
            Standing.UNAVAILABLE: 1,
            Standing.IN_REVIEW: 2,
            Standing.WITHDRAWN: 1,
        }

    @pytest.mark.parametrize("standing", list(Standing))
    def test_what_a_group_counts_is_what_its_filter_shows(self, shelf: People, standing: Standing) -> None:
        number = counts(visible_signatures(reach_of(shelf.owner)))[standing]
        assert len(names_of(shelf, Filter(standing))) == number

    @pytest.mark.parametrize(
        ("name", "found"),
        [
            ("杭州", ["杭州示例科技", "杭州示例"]),
            ("科技", ["示例科技", "杭州示例科技"]),
            ("%", ["100%示例"]),
            ("_", []),
            ("没有", []),
        ],
    )
    def test_it_finds_a_part_of_a_name(self, shelf: People, name: str, found: list[str]) -> None:
        assert names_of(shelf, Filter(name=name)) == found

    def test_it_combines_state_and_name(self, shelf: People) -> None:
        assert names_of(shelf, Filter(Standing.AVAILABLE, "示例")) == ["杭州示例"]

    def test_pages_follow_each_other_without_gap_or_repetition(self, people: People) -> None:
        names = [f"签名{number:03}" for number in range(2 * PAGE_SIZE + 5)]
        for name in names:
            stock.in_review(people.account, name)
        seen: list[str] = []
        wanted: Filter | None = Filter(name="签名")
        while wanted:
            rows = rows_of(people, wanted)
            seen += [row.name for row in rows.signatures]
            if wanted.before is None:
                stock.in_review(people.account, "签名新来")
            wanted = rows.following
        assert seen == names[::-1]

    def test_a_last_page_that_is_just_full_has_no_next(self, people: People) -> None:
        for number in range(PAGE_SIZE):
            stock.in_review(people.account, f"签名{number}")
        assert rows_of(people, Filter()).following is None

    def test_a_page_costs_the_same_however_much_there_is(
        self, people: People, django_assert_num_queries: CountQueries
    ) -> None:
        client = signed_in(people.owner)
        for size in (1, 12):
            for number in range(size):
                stock.approved(people.account, f"签名{size}之{number}")
                stock.rejected(people.account, f"驳回{size}之{number}")
            with django_assert_num_queries(13):
                assert client.get("/console/signatures/").status_code == 200
