# SPDX-License-Identifier: Apache-2.0
"""The statistics give what independent programs gave for the same series.

Every file of a known kind in the folder is run: `--vectors DIR` names another folder. Bounds and
sums agree to a relative 1e-9, alarms exactly. What each column means is read from its name.
"""

import csv
import math
import re
from collections.abc import Iterator
from pathlib import Path
from statistics import NormalDist

import pytest

from schoolguard.warning import c2, cusum, tails

OWN = Path(__file__).with_name("vectors")
TOLERANCE = 1e-9
LRNB_DISPERSION = 0.2
"""Of every ``lrnb`` column whose name says nothing else; see the note that came with the files."""

KINDS = ("ears_c2", "lrcusum", "bayes", "tail_prob")
Row = dict[str, str]


def files_of(folder: Path) -> Iterator[tuple[str, Path]]:
    """Yield every file of a known kind."""
    for kind in KINDS:
        for path in sorted(folder.glob(f"{kind}_*.csv")):
            yield kind, path


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "vector_file" in metafunc.fixturenames:
        given = metafunc.config.getoption("vectors")
        found = list(files_of(Path(given) if given else OWN))
        metafunc.parametrize(("kind", "vector_file"), found, ids=[path.name for _, path in found])


def rows_of(path: Path) -> list[Row]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def number(text: str) -> float | None:
    return None if text in {"", "NA", "NaN"} else float(text)


def is_same(ours: float | None, theirs: float | None) -> bool:
    if ours is None or theirs is None:
        return ours is theirs
    return math.isclose(ours, theirs, rel_tol=TOLERANCE, abs_tol=1e-300)


def test_a_series_gives_what_the_reference_gave(kind: str, vector_file: Path) -> None:
    rows = rows_of(vector_file)
    compared = {
        "ears_c2": compare_c2,
        "lrcusum": compare_cusum,
        "bayes": compare_bayes,
        "tail_prob": compare_tails,
    }[kind](rows)
    assert compared, "the file has no column of its kind"


def test_there_are_files_of_every_kind(pytestconfig: pytest.Config) -> None:
    given = pytestconfig.getoption("vectors")
    kinds = {kind for kind, _ in files_of(Path(given) if given else OWN)}
    assert kinds == set(KINDS) if not given else kinds


def compare_c2(rows: list[Row]) -> int:
    observed = [int(row["observed"]) for row in rows]
    columns = columns_like(r"C2(?:_b(\d+))?(?:_ms([\d.]+))?(?:_a([\d.]+))?_ub", rows)
    for column, (baseline, least, alpha) in columns:
        rule = c2.C2Rule(
            baseline_days=int(baseline or 7),
            guard_days=2,
            deviations=-NormalDist().inv_cdf(float(alpha or 0.001)),
            least_deviation=float(least or 0),
        )
        alarms = column.removesuffix("_ub") + "_alarm"
        for number_of_day, row in enumerate(rows):
            bound = c2.upper_bound(observed[:number_of_day], rule)
            assert is_same(bound, number(row[column])), (column, number_of_day)
            if bound is not None:
                alarm = observed[number_of_day] > bound
                assert alarm == bool(number(row[alarms])), (alarms, number_of_day)
    return len(columns)


def compare_cusum(rows: list[Row]) -> int:
    pattern = r"(?:.*_)?(lrpois|lrnb)(?:_a([\d.]+))?_t([\d.]+)_h([\d.]+)_S"
    columns = columns_like(pattern, rows)
    for column, (model, alpha, ratio, limit) in columns:
        alarms = column.removesuffix("_S") + "_alarm"
        now = cusum.Cusum()
        for number_of_day, row in enumerate(rows):
            now = cusum.step(
                now,
                int(row["observed"]),
                float(row["mu"]),
                ratio=float(ratio),
                dispersion=0.0 if model == "lrpois" else float(alpha or LRNB_DISPERSION),
                limit=float(limit),
            )
            assert is_same(now.total, number(row[column])), (column, number_of_day)
            assert now.alarm == bool(number(row[alarms])), (alarms, number_of_day)
    return len(columns)


def compare_bayes(rows: list[Row]) -> int:
    observed = [int(row["observed"]) for row in rows]
    columns = columns_like(r"bayes_w(\d+)_a([\d.]+)_ub", rows)
    for column, (window, alpha) in columns:
        days = int(window)
        alarms = column.removesuffix("_ub") + "_alarm"
        for number_of_day, row in enumerate(rows):
            if number_of_day < days:
                assert number(row[column]) is None
                continue
            size = sum(observed[number_of_day - days : number_of_day]) + 0.5
            bound = tails.negative_binomial_quantile(1 - float(alpha), size, size / days)
            assert is_same(bound, number(row[column])), (column, number_of_day)
            alarm = observed[number_of_day] > bound
            assert alarm == bool(number(row[alarms])), (alarms, number_of_day)
    return len(columns)


def compare_tails(rows: list[Row]) -> int:
    columns = columns_like(r"(ppois|pnb)_ge(?:_alpha([\d.]+))?", rows)
    for column, (model, alpha) in columns:
        for row in rows:
            count, mean = int(row["x"]), float(row["mu"])
            ours = (
                tails.poisson_at_least(count, mean)
                if model == "ppois"
                else tails.negative_binomial_at_least(count, 1 / float(alpha), mean)
            )
            assert is_same(ours, number(row[column])), (column, count, mean)
    return len(columns)


def columns_like(pattern: str, rows: list[Row]) -> list[tuple[str, tuple[str, ...]]]:
    """Return the columns whose whole names fit, with what stands in the name."""
    matches = ((column, re.fullmatch(pattern, column)) for column in rows[0])
    return [(column, match.groups()) for column, match in matches if match]
