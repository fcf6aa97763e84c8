"""A snapshot of full size with random weights, for measuring: speed does not depend on the values.

    python src/local/python/random_snapshot.py ViT-L-14 tokenizer.json DIRECTORY

Needs torch and transformers. tokenizer.json is that of any CLIP, such as openai/clip-vit-base-patch32.
"""

import shutil
import sys
from pathlib import Path

import torch
from transformers import CLIPConfig, CLIPImageProcessorPil, CLIPModel

# hidden, layers, heads, intermediate, patch, image; text hidden, layers, heads; projection; activation
SIZES = {
    "ViT-B-32": (768, 12, 12, 3072, 32, 224, 512, 12, 8, 512, "quick_gelu"),
    "ViT-B-16": (768, 12, 12, 3072, 16, 224, 512, 12, 8, 512, "quick_gelu"),
    "ViT-L-14": (1024, 24, 16, 4096, 14, 224, 768, 12, 12, 768, "quick_gelu"),
    "ViT-L-14-336": (1024, 24, 16, 4096, 14, 336, 768, 12, 12, 768, "quick_gelu"),
    "ViT-H-14": (1280, 32, 16, 5120, 14, 224, 1024, 24, 16, 1024, "gelu"),
    "ViT-g-14": (1408, 40, 16, 6144, 14, 224, 1024, 24, 16, 1024, "gelu"),
}


def main(size, tokenizer, directory):
    d, layers, heads, inner, patch, image, td, tlayers, theads, projection, act = SIZES[size]
    config = CLIPConfig(
        vision_config=dict(hidden_size=d, num_hidden_layers=layers, num_attention_heads=heads, intermediate_size=inner,
                           patch_size=patch, image_size=image, hidden_act=act),
        text_config=dict(hidden_size=td, num_hidden_layers=tlayers, num_attention_heads=theads, intermediate_size=4 * td,
                         hidden_act=act, bos_token_id=49406, eos_token_id=49407, pad_token_id=49407),
        projection_dim=projection)
    torch.manual_seed(0)
    directory = Path(directory)
    directory.mkdir(parents=True, exist_ok=True)
    CLIPModel(config).save_pretrained(directory)
    CLIPImageProcessorPil(size={"shortest_edge": image}, crop_size={"height": image, "width": image}).save_pretrained(directory)
    shutil.copy(tokenizer, directory / "tokenizer.json")


if __name__ == "__main__":
    if len(sys.argv) != 4 or sys.argv[1] not in SIZES:
        sys.exit(__doc__ + "\nSizes: " + ", ".join(SIZES))
    main(*sys.argv[1:])
