"""What a text really claims of an event: who says it, whether it is so, and how far along it is."""

from flows.extract.claims.reading import Claim, read_claim
from flows.extract.claims.sources import Source
from flows.extract.claims.words import claim_lemmas, is_reporting

__all__ = ["Claim", "Source", "claim_lemmas", "is_reporting", "read_claim"]
