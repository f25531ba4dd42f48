"""The generated units: each township of the county, and five bodies in each of them."""

from typing import Final, NamedTuple

from services.rounds.domain.unit import RegisterUnit, UnitKind
from services.rounds.domain.vocabulary import UnitCode


class Township(NamedTuple):
    """One township of the division register."""

    division: str
    name: str


TOWNSHIPS: Final = (
    Township("360722100", "嘉定镇"),
    Township("360722101", "大塘埠镇"),
    Township("360722102", "古陂镇"),
    Township("360722103", "大桥镇"),
    Township("360722104", "新田镇"),
    Township("360722105", "安西镇"),
    Township("360722106", "小江镇"),
    Township("360722107", "铁石口镇"),
    Township("360722108", "大阿镇"),
    Township("360722109", "油山镇"),
    Township("360722110", "小河镇"),
    Township("360722111", "西牛镇"),
    Township("360722112", "正平镇"),
    Township("360722200", "虎山乡"),
    Township("360722201", "崇仙乡"),
    Township("360722202", "万隆乡"),
)
BODIES: Final = ("", "财政所", "自然资源所", "农业农村服务中心", "中心小学", "卫生院")


def registration(code: str) -> RegisterUnit:
    """Give what a unit is registered as; the number in its code says which one it is."""
    body, place = divmod(int(code.rpartition("U")[2]) - 1, len(TOWNSHIPS))
    township = TOWNSHIPS[place]
    return RegisterUnit(
        unit=UnitCode(code),
        name=f"{township.name}{BODIES[body]}(演示)",
        division=township.division,
        kind=UnitKind.DEPARTMENT if body else UnitKind.TOWNSHIP,
    )
