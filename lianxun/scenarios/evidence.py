"""Evidence of generated papers and rows: digests that follow from what they are of."""

from hashlib import sha256
from typing import Final

EVIDENCE_BYTES: Final = 48_000
MEDIA_TYPE: Final = "application/pdf"


def digest_of(named: str) -> str:
    """Give the digest of a piece of evidence that exists by its name only."""
    return sha256(named.encode()).hexdigest()
