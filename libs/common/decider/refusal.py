"""Refusals: the named rules that say no."""


class Refusal(Exception):  # noqa: N818 - a refusal is an answer, not an error
    """A domain rule said no; `details` are the values its text mentions."""

    def __init__(self, **details: str | int) -> None:
        super().__init__(type(self).__name__)
        self.details = details

    @property
    def code(self) -> str:
        """The rule's stable name, the key of its texts."""
        return type(self).__name__


class Denial(Refusal):
    """The rule is about who asks, not about the state of things."""


class RoleMayNot(Denial):
    """The role that was used may not give this command."""


class WrongState(Refusal):
    """The command does not fit the state of the thing it is for."""
