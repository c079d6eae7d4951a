# SPDX-License-Identifier: Apache-2.0
"""Mixing from the stock that is really there."""

from decimal import Decimal

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from schoolguard.disinfection import amount_text, mix, mix_tablets, percent_text, read_strength
from schoolguard.kernel.errors import UserError

FIVE_PERCENT = 50_000


@pytest.mark.parametrize(
    ("target", "stock_ml", "water_ml", "ratio"),
    [
        (250, "5", "995", "199"),
        (500, "10", "990", "99"),
        (1000, "20", "980", "49"),
        (2000, "40", "960", "24"),
        (5000, "100", "900", "9"),
        (10_000, "200", "800", "4"),
    ],
)
def test_the_table_for_five_per_cent(target: int, stock_ml: str, water_ml: str, ratio: str) -> None:
    found = mix(target, 1000, FIVE_PERCENT)
    assert (amount_text(found.stock_ml), amount_text(found.water_ml)) == (stock_ml, water_ml)
    assert amount_text(found.ratio) == ratio
    assert found.reached_mg_per_litre == target
    assert found.bucket_stock_ml == found.stock_ml * 5


@pytest.mark.parametrize(("target", "ratio", "gives"), [(500, 200, 249), (1000, 100, 495)])
def test_the_printed_table_is_true_of_a_ten_per_cent_stock_only(
    target: int, ratio: int, gives: int
) -> None:
    trap = mix(target, 1000, FIVE_PERCENT).trap
    assert trap is not None
    assert (trap.ratio, trap.promised_mg_per_litre, trap.gives_mg_per_litre) == (
        ratio,
        target,
        gives,
    )
    assert mix(target, 1000, 100_000).trap is None


@given(
    target=st.integers(1, 100_000),
    total=st.integers(100, 100_000),
    stock=st.integers(10_000, 150_000),
)
def test_stock_and_water_make_the_total_and_the_target_within_rounding(
    target: int, total: int, stock: int
) -> None:
    assume(target <= stock and target * total >= stock)
    found = mix(target, total, stock)
    assert found.stock_ml + found.water_ml == total
    assert found.stock_ml > 0 <= found.water_ml
    per_step = Decimal(stock) / total * Decimal("0.05")
    assert abs(found.reached_mg_per_litre - target) <= per_step + 1


@given(target=st.integers(1, 20_000), total=st.integers(1, 100_000), mg=st.integers(100, 2000))
def test_whole_tablets_are_never_too_few_and_never_one_too_many(
    target: int, total: int, mg: int
) -> None:
    found = mix_tablets(target, total, mg)
    assert found.tablets * mg * 1000 >= target * total
    assert (found.tablets - 1) * mg * 1000 < target * total
    assert found.reached_mg_per_litre >= target
    assert found.exact_ml >= total - 1


def test_half_a_tablet_says_in_how_much_water_a_whole_one_is_right() -> None:
    found = mix_tablets(250, 1000, 500)
    assert (found.tablets, found.exact_tablets, found.reached_mg_per_litre) == (
        1,
        Decimal("0.50"),
        500,
    )
    assert (found.exact_ml, found.bucket_tablets) == (2000, 3)


@pytest.mark.parametrize(
    ("target", "total", "stock", "code"),
    [
        (500, 0, FIVE_PERCENT, "bad_volume"),
        (500, 1_000_001, FIVE_PERCENT, "bad_volume"),
        (0, 1000, FIVE_PERCENT, "bad_target"),
        (500, 1000, 0, "bad_stock"),
        (500, 1000, 1_000_001, "bad_stock"),
        (60_000, 1000, FIVE_PERCENT, "target_above_stock"),
        (1, 100, FIVE_PERCENT, "too_little_to_measure"),
    ],
)
def test_impossible_solutions_are_refused(target: int, total: int, stock: int, code: str) -> None:
    with pytest.raises(UserError, match=code):
        mix(target, total, stock)


def test_a_tablet_without_content_is_refused() -> None:
    with pytest.raises(UserError, match="bad_tablet"):
        mix_tablets(500, 1000, 0)


@pytest.mark.parametrize(
    ("text", "mg"),
    [
        ("5%", 50_000),
        ("5", 50_000),
        ("５．５％", 55_000),
        ("50000", 50_000),
        ("50,000 mg/L", 50_000),
        ("50 g/L", 50_000),
        ("500ppm", 500),
        ("75%", 750_000),
    ],
)
def test_a_strength_is_read_in_per_cent_and_in_milligrams(text: str, mg: int) -> None:
    assert read_strength(text) == mg


@pytest.mark.parametrize("text", ["", "strong", "-5%", "120%", "0", "5 kg"])
def test_what_is_no_strength_is_refused(text: str) -> None:
    with pytest.raises(UserError, match="bad_strength"):
        read_strength(text)


@given(st.integers(1, 100_000).map(lambda n: n * 10))
def test_a_percentage_as_shown_is_read_back(mg: int) -> None:
    assert read_strength(percent_text(mg) + "%") == mg
