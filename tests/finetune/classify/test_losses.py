from dataclasses import replace

import pytest
import torch

from finetune.classify.batches import collate
from finetune.classify.losses import adversarial_step, backward, contrastive, contrastive_backward, divergence, loss
from finetune.classify.network import Classifier
from finetune.classify.settings import Settings
from indexes.encoder import load_base
from tests.finetune.classify.tiny import SETTINGS, tiny

BASE = load_base()
BASE.model.set_attn_implementation("eager")
PLAIN = replace(SETTINGS, smoothing=0.0, typo_share=0.0)


@pytest.fixture(scope="module")
def network() -> Classifier:
    torch.manual_seed(0)
    return Classifier(BASE.model, PLAIN, 3)


def costs(network: Classifier, settings: Settings) -> float:
    network.train(False)
    network.encoder.train(settings.encoder_dropout)
    torch.manual_seed(0)
    batch = collate(tiny(2), BASE.tokenizer, settings)
    return float(loss(network, network.words(batch.ids), batch, settings).detach())


def gradients(network: Classifier, settings: Settings) -> torch.Tensor:
    network.train(False)
    network.zero_grad()
    backward(network, collate(tiny(2), BASE.tokenizer, settings), settings)
    return torch.cat([one.grad.flatten() for one in network.parameters() if one.grad is not None])


def test_r_drop_costs_nothing_where_both_passes_agree(network: Classifier) -> None:
    assert costs(network, replace(PLAIN, consistency=5.0)) == pytest.approx(costs(network, PLAIN))


def test_r_drop_costs_what_the_passes_differ_by(network: Classifier) -> None:
    drops = replace(PLAIN, encoder_dropout=True)
    light, heavy = (costs(network, replace(drops, consistency=weight)) for weight in (1e-9, 5.0))
    assert heavy > light


def test_the_divergence_is_symmetric_with_its_known_value() -> None:
    one, other = torch.tensor([[0.0, 0.0]]), torch.tensor([[1.0, 0.0]])
    half, most = 0.5, torch.sigmoid(torch.tensor(1.0)).item()
    there = half * torch.log(torch.tensor(half / most)) + half * torch.log(torch.tensor(half / (1 - most)))
    back = most * torch.log(torch.tensor(most / half)) + (1 - most) * torch.log(torch.tensor((1 - most) / half))
    assert float(divergence(one, other)) == pytest.approx(float(there + back) / 2, abs=1e-6)
    assert float(divergence(other, one)) == pytest.approx(float(divergence(one, other)))


def test_the_adversarial_step_raises_the_loss(network: Classifier) -> None:
    network.train(False)
    batch = collate(tiny(2), BASE.tokenizer, PLAIN)
    words = network.words(batch.ids).detach().requires_grad_()
    before = loss(network, words, batch, PLAIN)
    (gradient,) = torch.autograd.grad(before, words)
    step = adversarial_step(gradient, 0.5)
    assert step.flatten(1).norm(dim=1).tolist() == pytest.approx([0.5] * 6, abs=1e-4)
    after = loss(network, words.detach() + step, batch, PLAIN)
    assert float(after.detach()) > float(before.detach())


def test_adversarial_training_adds_the_gradients_of_the_shifted_texts(network: Classifier) -> None:
    plain = gradients(network, PLAIN)
    none = gradients(network, replace(PLAIN, adversarial=1e-9))
    shifted = gradients(network, replace(PLAIN, adversarial=0.5))
    torch.testing.assert_close(none, 2 * plain, rtol=0.05, atol=1e-3)
    assert not torch.allclose(shifted, none, rtol=0.05, atol=1e-3)


def test_texts_of_one_label_near_each_other_cost_less() -> None:
    apart = torch.tensor([[1.0, 0.0], [0.0, 1.0], [1.0, 0.0], [0.0, 1.0]])
    together = torch.tensor([[1.0, 0.0], [1.0, 0.0], [0.0, 1.0], [0.0, 1.0]])
    labels = torch.tensor([0, 0, 1, 1])
    assert float(contrastive(together, labels, 0.1)) < 0.01
    assert float(contrastive(apart, labels, 0.1)) > 5
    assert float(contrastive(apart, torch.arange(4), 0.1)) == 0.0


def test_the_contrastive_loss_moves_the_adapter_not_the_head(network: Classifier) -> None:
    network.zero_grad()
    assert contrastive_backward(network, collate(tiny(2), BASE.tokenizer, PLAIN), PLAIN) > 0
    assert network.head.weight.grad is None
    assert any(tensor.grad is not None and tensor.grad.abs().sum() > 0 for tensor in network.trainable().values())
