"""What a generation of an index says about itself."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass

FORMAT = 1


@dataclass(frozen=True, slots=True)
class Manifest:
    """The content of `manifest.json`."""

    encoder: str  # fingerprint of the encoder that made the vectors
    dim: int
    count: int  # vectors, which is also passages
    high_water_row: int  # first row number never given out
    files: Mapping[str, str]  # sha256 by file name
    metric: str = "cosine"
    format: int = FORMAT

    def to_json(self) -> bytes:
        """The file's content."""
        return json.dumps(asdict(self), indent=1, sort_keys=True).encode()

    @classmethod
    def from_json(cls, content: bytes) -> Manifest:
        """Read the file's content.

        Raises:
            ValueError: It is no manifest of this format.
        """
        fields = json.loads(content)
        if not isinstance(fields, dict) or set(fields) != set(cls.__dataclass_fields__):
            raise ValueError("manifest with other fields")
        numbers = [fields[name] for name in ("dim", "count", "high_water_row", "format")]
        if not all(type(number) is int and number >= 0 for number in numbers):
            raise ValueError("manifest with a number that is none")
        if fields["format"] != FORMAT or fields["metric"] != "cosine" or not isinstance(fields["files"], dict):
            raise ValueError("manifest of another format")
        return cls(**fields)
