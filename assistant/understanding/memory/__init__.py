"""What people taught the reader, kept as prototypes beside the frozen encoder."""

from assistant.understanding.memory.prototypes import Prototype
from assistant.understanding.memory.recall import Memory, Recollection

__all__ = ["Memory", "Prototype", "Recollection"]
