"""The committed register is what the tool cuts, and the tool's checks notice faults."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tools.cut_divisions import (
    COUNTS,
    SOURCES,
    Row,
    as_csv,
    cut,
    faults,
    from_csv,
    main,
    place_in_file,
    read_changes,
    read_package,
)

ROOT = Path(__file__).parents[2]
REGISTER = ROOT / "libs/common/divisions/jiangxi.csv"
CHANGES = ROOT / "libs/common/divisions/code_changes.csv"

COMMITTED = from_csv(REGISTER.read_text(encoding="utf-8"))

SAMPLES = [
    Row("360000", "江西省", "province", "", "", ""),
    Row("360700", "赣州市", "city", "360000", "", ""),
    Row("360703", "南康区", "county", "360700", "2013-12-31", ""),
    Row("360704", "赣县区", "county", "360700", "2016-12-31", ""),
    Row("360721", "赣县", "county", "360700", "", "2016-12-31"),
    Row("360722", "信丰县", "county", "360700", "", ""),
    Row("360722100", "嘉定镇", "township", "360722", "", ""),
    Row("360727", "龙南县", "county", "360700", "", "2020-12-31"),
    Row("360782", "南康市", "county", "360700", "", "2013-12-31"),
    Row("360783", "龙南市", "county", "360700", "2020-12-31", ""),
    Row("361181", "德兴市", "county", "361100", "", ""),
]

# A package of one branch, with a neighbouring province that must not come along.
SMALL_PACKAGE = {
    "provinces.csv": ["code,name", '35,"福建省"', '36,"江西省"'],
    "cities.csv": ["code,name,provinceCode", '3501,"福州市",35', '3607,"赣州市",36'],
    "areas.csv": [
        "code,name,cityCode,provinceCode",
        '360783,"龙南市",3607,36',
        '360704,"赣县区",3607,36',
        '360703,"南康区",3607,36',
    ],
    "streets.csv": [
        "code,name,areaCode,provinceCode,cityCode",
        '360783100,"龙南镇",360783,36,3607',
        '360703002,"东山街道",360703,36,3607',
    ],
}


def small_package(folder: Path, *, reverse: bool = False) -> Path:
    """Lay out the small package, its lines as they are or the other way round."""
    (folder / "dist").mkdir(parents=True)
    for source in SOURCES:
        header, *lines = SMALL_PACKAGE[source.file]
        text = "\n".join([header, *(reversed(lines) if reverse else lines)]) + "\n"
        (folder / "dist" / source.file).write_text(text, encoding="utf-8")
    return folder


def test_nothing_is_wrong_with_the_committed_register() -> None:
    assert faults(COMMITTED) == []


def test_the_register_holds_every_division_of_jiangxi_and_three_retired_codes() -> None:
    assert len(COMMITTED) == sum(COUNTS.values()) + 3


@pytest.mark.parametrize("row", SAMPLES, ids=lambda row: row.code)
def test_a_well_known_division_stands_in_the_register(row: Row) -> None:
    assert row in COMMITTED


def test_the_committed_file_is_written_as_the_tool_writes() -> None:
    assert as_csv(COMMITTED).encode() == REGISTER.read_bytes()


def test_every_recorded_code_change_has_both_its_rows() -> None:
    dated = {row.code: (row.valid_from, row.valid_to) for row in COMMITTED}
    for change in read_changes(CHANGES):
        assert dated[change.old_code] == ("", change.listed_on)
        assert dated[change.new_code] == (change.listed_on, "")


def test_a_package_is_cut_to_the_province_and_sorted_by_code(tmp_path: Path) -> None:
    rows = cut(read_package(small_package(tmp_path)), read_changes(CHANGES))
    assert [row.code for row in rows] == [
        "360000",
        "360700",
        "360703",
        "360703002",
        "360704",
        "360721",
        "360727",
        "360782",
        "360783",
        "360783100",
    ]


def test_the_order_of_the_package_does_not_matter(tmp_path: Path) -> None:
    one = read_package(small_package(tmp_path / "one"))
    other = read_package(small_package(tmp_path / "other", reverse=True))
    assert one != other
    changes = read_changes(CHANGES)
    assert as_csv(cut(one, changes)) == as_csv(cut(other, changes[::-1]))


def test_a_township_is_no_older_than_the_code_it_begins_with(tmp_path: Path) -> None:
    rows = cut(read_package(small_package(tmp_path)), read_changes(CHANGES))
    ages = {row.code: row.valid_from for row in rows}
    assert ages["360783100"] == ages["360783"] == "2020-12-31"


def test_a_register_with_faults_is_not_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(ROOT)
    before = REGISTER.stat().st_mtime_ns
    assert main([str(small_package(tmp_path))]) == 1
    assert REGISTER.stat().st_mtime_ns == before


def test_the_tool_wants_exactly_one_folder() -> None:
    assert main([]) == 2


def drop_a_township(rows: list[Row]) -> list[Row]:
    """Lose one row."""
    return [row for row in rows if row.code != "360722100"]


def swap_neighbours(rows: list[Row]) -> list[Row]:
    """Exchange the first two cities."""
    return [rows[0], rows[2], rows[1], *rows[3:]]


def add(*columns: str) -> Callable[[list[Row]], list[Row]]:
    """Put one more row where it belongs."""

    def planted(rows: list[Row]) -> list[Row]:
        return sorted([*rows, Row(*columns)], key=place_in_file)

    return planted


def test_a_code_may_come_back_under_another_name() -> None:
    renamed = add("360782", "南康新市", "county", "360700", "2030-01-01", "2031-01-01")(COMMITTED)
    assert faults(renamed) == []


def change(division: str, **columns: str) -> Callable[[list[Row]], list[Row]]:
    """Overwrite columns of one row."""

    def planted(rows: list[Row]) -> list[Row]:
        return [row._replace(**columns) if row.code == division else row for row in rows]

    return planted


PLANTED = [
    ("counts", drop_a_township),
    ("counts", change("360722", valid_to="2030-01-01")),
    ("order", swap_neighbours),
    ("overlap", add("360782", "南康市", "county", "360700", "2010-01-01", "2013-12-31")),
    ("overlap", add("360722", "信丰县", "county", "360700", "2030-01-01", "")),
    ("form", change("360722100", code="360722")),
    ("form", change("360722100", code="36072210x")),
    ("form", change("360722100", level="village")),
    ("name", change("360722100", name=" ")),
    ("parent", change("360722100", parent="360799")),
    ("parent", change("360722100", parent="360700")),
    ("parent", change("360722", parent="")),
    ("parent", change("360000", parent="360700")),
    ("age", change("360703002", valid_from="")),
    ("validity", change("360782", valid_from="2013-12-31")),
]


@pytest.mark.parametrize(("kind", "plant"), PLANTED)
def test_a_planted_fault_is_noticed(kind: str, plant: Callable[[list[Row]], list[Row]]) -> None:
    found = faults(plant(COMMITTED))
    assert kind in {fault.partition(":")[0] for fault in found}
