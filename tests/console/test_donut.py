"""The ring of shares."""

import pytest

from qianming.console.donut import arcs


def test_it_draws_nothing_of_nothing() -> None:
    assert arcs([]) == ()
    assert arcs([("a", 0), ("b", 0)]) == ()


def test_it_draws_one_share_as_the_whole_ring() -> None:
    (arc,) = arcs([("a", 7), ("b", 0)])
    assert (arc.name, float(arc.length), float(arc.offset)) == ("a", 100, 0)


def test_it_draws_shares_one_after_the_other() -> None:
    first, second = arcs([("a", 1), ("b", 3)])
    assert (float(first.length), float(first.offset)) == (23.8, 0)
    assert (float(second.length), float(second.offset)) == (73.8, -25)


@pytest.mark.parametrize("numbers", [(1, 10_000), (1, 1, 1, 1, 10**9), (5, 5), (3, 2, 1)])
def test_even_a_small_share_is_seen_and_all_fit_on_the_ring(numbers: tuple[int, ...]) -> None:
    drawn = arcs([(str(place), number) for place, number in enumerate(numbers)])
    assert len(drawn) == len(numbers)
    assert all(float(arc.length) > 2 for arc in drawn)
    assert sum(float(arc.length) + 1.2 for arc in drawn) == pytest.approx(100, abs=0.1)
