from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from assistant.errors import DamagedFile
from assistant.routing.voice import Voice
from indexes.encoder import MiniLM


def test_weights_survive_the_way_to_disk_and_back(tmp_path: Path) -> None:
    weight = np.linspace(-1, 1, 384, dtype=np.float32)
    Voice(weight, 0.25).save(tmp_path)
    loaded = Voice.load(tmp_path)
    assert loaded.bias == 0.25
    np.testing.assert_array_equal(loaded.weight, weight)


def test_one_flipped_byte_is_named(tmp_path: Path) -> None:
    Voice(np.zeros(384, dtype=np.float32), 0.0).save(tmp_path)
    path = tmp_path / "voice.safetensors"
    content = bytearray(path.read_bytes())
    content[-1] ^= 1
    path.write_bytes(content)
    with pytest.raises(DamagedFile, match=r"voice\.safetensors is damaged"):
        Voice.load(tmp_path)


@pytest.mark.parametrize("name", ["voice.safetensors", "manifest.json"])
def test_a_missing_file_is_named(tmp_path: Path, name: str) -> None:
    Voice(np.zeros(384, dtype=np.float32), 0.0).save(tmp_path)
    (tmp_path / name).unlink()
    with pytest.raises(DamagedFile, match=rf"{name} is damaged .*: install crm-assistant again"):
        Voice.load(tmp_path)


def test_the_shipped_weights_tell_a_customer_from_a_colleague() -> None:
    customer = "Hello, I paid twenty days ago and still have no parcel. Please tell me where it is. Regards, Ines"
    colleague = "win rate by region for the last two quarters"
    probabilities = Voice.load().customer_probability(MiniLM().encode([customer, colleague]))
    assert probabilities[0] > 0.95
    assert probabilities[1] < 0.05
