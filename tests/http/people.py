"""The people of the tests, each in one role unless it is about several."""

from tests.http.house import Person

UNIT_KEY = "U01"
OTHER_UNIT_KEY = "U02"

CLERK = Person("a-clerk", ("office",))
HEAD = Person("a-head", ("office",))
COMMITTEE = Person("a-committee", ("dispatching_committee",))
LEADER = Person("a-leader", ("group_leader",))
OFFICIAL = Person("a-official", ("leading_official",))
REVIEWER = Person("a-reviewer", ("reviewer",))
UNIT = Person("a-unit", ("unit",), UNIT_KEY, UNIT_KEY)
OTHER_UNIT = Person("a-other-unit", ("unit",), OTHER_UNIT_KEY, OTHER_UNIT_KEY)
NOBODYS_UNIT = Person("a-nobody", ("unit",), "b-nobody")
OPERATOR = Person("a-operator", ("operator",))
STRANGER = Person("a-stranger", ("visitor",))
