"""What a message names: numbers, addresses, sums, days, products, people, each with its place in the text."""

from assistant.understanding.entities.finding import MOST, READ, entities_of
from assistant.understanding.entities.known import KINDS, KnownNames, NameFinder, Naming

__all__ = ["KINDS", "MOST", "READ", "KnownNames", "NameFinder", "Naming", "entities_of"]
