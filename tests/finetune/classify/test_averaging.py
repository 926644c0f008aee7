import torch

from finetune.classify.averaging import averaged


def test_the_averaged_adapter_s_product_is_the_mean_of_the_products() -> None:
    torch.manual_seed(0)
    runs = [
        {
            "encoder.x.lora_A.default.weight": torch.randn(2, 5),
            "encoder.x.lora_B.default.weight": torch.randn(4, 2),
            "head.weight": torch.full((3, 4), float(at)),
        }
        for at in range(3)
    ]
    found = averaged(runs)
    product = found["encoder.x.lora_B.default.weight"] @ found["encoder.x.lora_A.default.weight"]
    mean = sum(run["encoder.x.lora_B.default.weight"] @ run["encoder.x.lora_A.default.weight"] for run in runs) / 3
    torch.testing.assert_close(product, mean)
    assert found["head.weight"].tolist() == [[1.0] * 4] * 3
