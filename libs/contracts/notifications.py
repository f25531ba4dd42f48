"""What the notifications service publishes: nothing, its inbox is the end of the line."""

from typing import Final

from libs.contracts.contract import contracts

CONTRACTS: Final = contracts("notifications", [])
