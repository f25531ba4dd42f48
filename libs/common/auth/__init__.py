"""Who asks: verified tokens and how much each actor may ask."""

from libs.common.auth.allowance import Allowance
from libs.common.auth.claims import Claims, TokenRefused
from libs.common.auth.verifier import Verifier

__all__ = ["Allowance", "Claims", "TokenRefused", "Verifier"]
