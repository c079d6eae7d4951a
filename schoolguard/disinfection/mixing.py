# SPDX-License-Identifier: Apache-2.0
"""How much stock and water make a solution, from the strength of the stock that is really there.

Strengths are mg/L of the active part (1 % = 10,000 mg/L), volumes mL. Printed tables of ratios
("1:200 = 500 mg/L") are right for one stock strength only; `table_trap` says what such a table
gives with another.

Source: 含氯消毒剂配制公式 C1·V1 = C2·V2; checked by calculation for 84 disinfectant at 5 %.
"""

import math
import re
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from fractions import Fraction
from typing import Final

from schoolguard.kernel.errors import UserError

MG_PER_PERCENT: Final = 10_000
TABLE_STOCK_MG_PER_LITRE: Final = 10 * MG_PER_PERCENT
"""The stock that the printed tables in circulation were made for, mostly without saying so."""

MOST_MILLILITRES: Final = 1_000_000
_TENTH = Decimal("0.1")
_STRENGTH = re.compile(r"(?P<number>\d+(?:\.\d+)?)(?P<unit>%|mg/l|g/l|ppm|)", re.IGNORECASE)
_SMALLEST_BARE_MG = 101
"""A bare number up to 100 is per cent, above it mg/L."""


@dataclass(frozen=True, slots=True)
class Mix:
    """A solution from a liquid stock.

    Attributes:
        stock_ml: to one decimal, as a measuring cup or syringe shows it.
        water_ml: the rest up to the total.
        ratio: parts of water to one part of stock, e.g. 99 for 1:99, to one decimal.
        reached_mg_per_litre: what the rounded amount gives.
        litre_stock_ml: stock for one litre of solution.
        bucket_litres: size of the bucket that the next line is for.
        bucket_stock_ml: stock for one bucket of solution.
        bucket_water_ml: water for one bucket of solution.
        trap: what a printed table for another stock would have given; None if it would be right.
    """

    target_mg_per_litre: int
    total_ml: int
    stock_mg_per_litre: int
    stock_ml: Decimal
    water_ml: Decimal
    ratio: Decimal
    reached_mg_per_litre: int
    litre_stock_ml: Decimal
    bucket_litres: int
    bucket_stock_ml: Decimal
    bucket_water_ml: Decimal
    trap: "Trap | None"


@dataclass(frozen=True, slots=True)
class Trap:
    """What the printed table's ratio gives with this stock.

    Attributes:
        ratio: as printed, e.g. 200 for 1:200.
        promised_mg_per_litre: what the table says.
        gives_mg_per_litre: what comes out.
    """

    ratio: int
    promised_mg_per_litre: int
    gives_mg_per_litre: int


@dataclass(frozen=True, slots=True)
class TabletMix:
    """A solution from whole tablets.

    Attributes:
        tablets: whole ones, never too few.
        exact_tablets: what the formula asks for, to two decimals.
        reached_mg_per_litre: with whole tablets in the total.
        exact_ml: the water in which these tablets give just the target.
        bucket_tablets: whole tablets for one bucket.
    """

    target_mg_per_litre: int
    total_ml: int
    mg_per_tablet: int
    tablets: int
    exact_tablets: Decimal
    reached_mg_per_litre: int
    exact_ml: int
    bucket_litres: int
    bucket_tablets: int


def mix(
    target_mg_per_litre: int,
    total_ml: int,
    stock_mg_per_litre: int,
    *,
    bucket_litres: int = 5,
) -> Mix:
    """Return how to thin a liquid stock.

    Raises:
        UserError: ``disinfection.bad_volume``, ``disinfection.bad_target``,
            ``disinfection.bad_stock``, ``disinfection.target_above_stock`` or
            ``disinfection.too_little_to_measure``.
    """
    _check_target(target_mg_per_litre, total_ml)
    if not 0 < stock_mg_per_litre <= 100 * MG_PER_PERCENT:
        raise UserError("disinfection.bad_stock", mg=stock_mg_per_litre)
    if target_mg_per_litre > stock_mg_per_litre:
        raise UserError(
            "disinfection.target_above_stock", target=target_mg_per_litre, stock=stock_mg_per_litre
        )
    share = Fraction(target_mg_per_litre, stock_mg_per_litre)
    stock_ml = _tenths(share * total_ml)
    if not stock_ml:
        raise UserError("disinfection.too_little_to_measure")
    bucket_ml = bucket_litres * 1000
    return Mix(
        target_mg_per_litre=target_mg_per_litre,
        total_ml=total_ml,
        stock_mg_per_litre=stock_mg_per_litre,
        stock_ml=stock_ml,
        water_ml=total_ml - stock_ml,
        ratio=_tenths(1 / share - 1),
        reached_mg_per_litre=_whole(Fraction(stock_ml) * stock_mg_per_litre / total_ml),
        litre_stock_ml=_tenths(share * 1000),
        bucket_litres=bucket_litres,
        bucket_stock_ml=_tenths(share * bucket_ml),
        bucket_water_ml=bucket_ml - _tenths(share * bucket_ml),
        trap=table_trap(target_mg_per_litre, stock_mg_per_litre),
    )


def mix_tablets(
    target_mg_per_litre: int, total_ml: int, mg_per_tablet: int, *, bucket_litres: int = 5
) -> TabletMix:
    """Return how many tablets to dissolve.

    Raises:
        UserError: ``disinfection.bad_volume``, ``disinfection.bad_target`` or
            ``disinfection.bad_tablet``.
    """
    _check_target(target_mg_per_litre, total_ml)
    if mg_per_tablet <= 0:
        raise UserError("disinfection.bad_tablet")
    exact = Fraction(target_mg_per_litre * total_ml, 1000 * mg_per_tablet)
    tablets = math.ceil(exact)
    active_mg = tablets * mg_per_tablet
    return TabletMix(
        target_mg_per_litre=target_mg_per_litre,
        total_ml=total_ml,
        mg_per_tablet=mg_per_tablet,
        tablets=tablets,
        exact_tablets=_rounded(exact, Decimal("0.01")),
        reached_mg_per_litre=_whole(Fraction(active_mg * 1000, total_ml)),
        exact_ml=_whole(Fraction(active_mg * 1000, target_mg_per_litre)),
        bucket_litres=bucket_litres,
        bucket_tablets=math.ceil(Fraction(target_mg_per_litre * bucket_litres, mg_per_tablet)),
    )


def table_trap(target_mg_per_litre: int, stock_mg_per_litre: int) -> Trap | None:
    """Return what the printed table would give with this stock; None where it is right enough.

    The tables print 1 part stock to so many parts water for a 10 % stock, e.g. 1:200 for 500 mg/L;
    with 5 % that is 249. A part in twenty is taken as right enough.
    """
    ratio = TABLE_STOCK_MG_PER_LITRE // target_mg_per_litre
    if ratio < 1:
        return None
    gives = _whole(Fraction(stock_mg_per_litre, ratio + 1))
    if abs(gives - target_mg_per_litre) * 20 <= target_mg_per_litre:
        return None
    return Trap(ratio, target_mg_per_litre, gives)


def read_strength(text: str) -> int:
    """Return a strength as typed, in mg/L: ``5%``, ``5``, ``50000 mg/L``, ``50 g/L``.

    A bare number up to 100 is per cent, a larger one mg/L; full-width signs are taken.

    Raises:
        UserError: ``disinfection.bad_strength``.
    """
    plain = text.strip().translate(_NARROW).replace(" ", "").replace(",", "")
    found = _STRENGTH.fullmatch(plain)
    if found is None:
        raise UserError("disinfection.bad_strength", text=text.strip())
    try:
        number = Decimal(found["number"])
    except InvalidOperation as error:
        raise UserError("disinfection.bad_strength", text=text.strip()) from error
    unit = found["unit"].lower() or ("%" if number < _SMALLEST_BARE_MG else "mg/l")
    mg = number * _MG_PER_UNIT[unit]
    if mg != mg.to_integral_value() or not 0 < mg <= 100 * MG_PER_PERCENT:
        raise UserError("disinfection.bad_strength", text=text.strip())
    return int(mg)


def percent_text(mg_per_litre: int) -> str:
    """Return a strength in per cent without needless zeros, e.g. ``5`` for 50,000 mg/L."""
    return (
        f"{Decimal(mg_per_litre) / MG_PER_PERCENT:f}".rstrip("0").rstrip(".")
        if (mg_per_litre % MG_PER_PERCENT)
        else str(mg_per_litre // MG_PER_PERCENT)
    )


def amount_text(amount: Decimal) -> str:
    """Return an amount in mL without a needless decimal, e.g. ``995`` and ``2.5``."""
    return str(amount.to_integral_value()) if amount == amount.to_integral_value() else str(amount)


def _check_target(target_mg_per_litre: int, total_ml: int) -> None:
    if not 0 < total_ml <= MOST_MILLILITRES:
        raise UserError("disinfection.bad_volume", most=MOST_MILLILITRES // 1000)
    if not 0 < target_mg_per_litre <= 100 * MG_PER_PERCENT:
        raise UserError("disinfection.bad_target", target=target_mg_per_litre)


def _tenths(amount: Fraction) -> Decimal:
    return _rounded(amount, _TENTH)


def _rounded(amount: Fraction, step: Decimal) -> Decimal:
    exact = Decimal(amount.numerator) / Decimal(amount.denominator)
    return exact.quantize(step, ROUND_HALF_UP)


def _whole(amount: Fraction) -> int:
    return math.floor(amount + Fraction(1, 2))


_NARROW = str.maketrans("０１２３４５６７８９．％，／　", "0123456789.%,/ ")
_MG_PER_UNIT = {"%": MG_PER_PERCENT, "mg/l": 1, "ppm": 1, "g/l": 1000}
