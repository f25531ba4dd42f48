"""Commands that come again: each gets the answer that it got the first time."""

from typing import Any

from libs.common.store.appends import Append, KeyReused, Receipt
from libs.common.store.outcome import heads_of


def original_answer(append: Append, receipt: dict[str, Any]) -> Receipt | KeyReused:
    """Give the original answer, unless the command id now comes with another request."""
    stored = receipt["fingerprint"]
    if append.fingerprint and stored and stored != append.fingerprint.hex():
        return KeyReused(append.command_id)
    return Receipt(
        command_id=append.command_id,
        first=receipt["first"],
        last=receipt["last"],
        heads=heads_of(receipt["outcome"]),
    )
