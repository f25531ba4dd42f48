"""The relay: carries a service's log to its Kafka topics, each batch in one transaction."""

from libs.common.relay.bounds import RelayBounds
from libs.common.relay.relay import Relay
from libs.common.relay.status import RelayState, RelayStatus

__all__ = ["Relay", "RelayBounds", "RelayState", "RelayStatus"]
