import json
from pathlib import Path

import pytest
import torch

from assistant.errors import AdapterOfAnotherBase, DamagedFile
from assistant.understanding.model import Model
from assistant.understanding.weights import ADAPTER, CALIBRATION, LABELS, MANIFEST, WORDS, merge, read_weights
from finetune.batches import collate
from finetune.examples import Example
from indexes.encoder import load_base
from tests.understanding.folders import CALIBRATION as SETTINGS
from tests.understanding.folders import RECIPE, untrained, write_weights

TEXTS = ("Where is my parcel?", "thanks", "I was charged twice for order 5512 and nobody answers, this is a disgrace!")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("weights") / "text"
    write_weights(place, untrained())
    return place


def copied(folder: Path, to: Path) -> Path:
    to.mkdir()
    for path in folder.iterdir():
        (to / path.name).write_bytes(path.read_bytes())
    return to


def test_what_was_exported_is_read_back(folder: Path) -> None:
    weights = read_weights(folder)
    assert weights.calibration == SETTINGS
    assert weights.scaling == 2.0
    assert weights.words == {"order": 3}
    assert weights.version == json.loads((folder / MANIFEST).read_text())["version"]
    assert weights.base_fingerprint == load_base().fingerprint
    assert len(weights.labels.intents) == 40
    assert weights.labels.sentiments[0] == "very_negative"


def test_the_merged_model_reads_what_the_trained_network_reads(folder: Path) -> None:
    trained = untrained()
    batch = collate([Example(text, "messages") for text in TEXTS], trained.tokenizer, RECIPE)
    with torch.inference_mode():
        expected = trained.network(batch.ids, batch.mask)
    served = Model(read_weights(folder), load_base(), dtype=torch.float32).outputs(TEXTS)
    torch.testing.assert_close(torch.tensor(served.intent), expected.intent, atol=2e-3, rtol=0)
    torch.testing.assert_close(torch.tensor(served.frustrated), expected.frustrated[:, 0], atol=2e-3, rtol=0)


def test_the_adapter_changes_the_base(folder: Path) -> None:
    name = "encoder.layer.0.attention.self.query.weight"
    base = load_base()
    before = dict(base.model.named_parameters())[name].detach().clone()
    merge(base, read_weights(folder))
    assert not torch.equal(dict(base.model.named_parameters())[name], before)


@pytest.mark.parametrize("name", [ADAPTER, LABELS, CALIBRATION, WORDS])
def test_a_changed_byte_is_noticed_before_parsing(folder: Path, tmp_path: Path, name: str) -> None:
    place = copied(folder, tmp_path / "copy")
    content = bytearray((place / name).read_bytes())
    content[len(content) // 2] ^= 1
    (place / name).write_bytes(content)
    with pytest.raises(DamagedFile, match=f"{name} is damaged"):
        read_weights(place)


@pytest.mark.parametrize("name", [ADAPTER, LABELS, CALIBRATION, WORDS, MANIFEST])
def test_a_missing_file_is_damage(folder: Path, tmp_path: Path, name: str) -> None:
    place = copied(folder, tmp_path / "copy")
    (place / name).unlink()
    with pytest.raises(DamagedFile, match=name):
        read_weights(place)


@pytest.mark.parametrize("manifest", ["", "[]", "{}", '{"files": 3}', "\x00"])
def test_a_manifest_that_is_none_is_damage(folder: Path, tmp_path: Path, manifest: str) -> None:
    place = copied(folder, tmp_path / "copy")
    (place / MANIFEST).write_text(manifest)
    with pytest.raises(DamagedFile, match=MANIFEST):
        read_weights(place)


@pytest.mark.parametrize("field", ["version", "base_fingerprint", "scaling", "files"])
def test_a_manifest_that_lacks_a_field_is_damage(folder: Path, tmp_path: Path, field: str) -> None:
    place = copied(folder, tmp_path / "copy")
    text = (place / MANIFEST).read_text()
    assert f'"{field}":' in text
    (place / MANIFEST).write_text(text.replace(f'"{field}":', f'"{field[:-1]}~":'))
    with pytest.raises(DamagedFile, match=MANIFEST):
        read_weights(place)


def test_an_adapter_of_another_base_is_refused(folder: Path, tmp_path: Path) -> None:
    place = copied(folder, tmp_path / "copy")
    manifest = json.loads((place / MANIFEST).read_text())
    (place / MANIFEST).write_text(json.dumps({**manifest, "base_fingerprint": "0" * 64}))
    with pytest.raises(AdapterOfAnotherBase):
        Model(read_weights(place), load_base())
