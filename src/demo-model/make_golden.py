"""Writes golden.json and golden/: what transformers computes with the saved snapshot, stage by stage.

Tokens, pixels, embeddings and scores are kept apart, so that another implementation can tell which stage differs.
"""

import hashlib
import shutil
from pathlib import Path

import numpy as np
import torch
from PIL import Image, ImageOps
from transformers import AutoTokenizer, CLIPImageProcessorPil, CLIPModel

import snapshot

HERE = Path(__file__).parent
PIXELS = HERE / "golden"

PICTURES = (
    "three-red-circles.jpg",
    "two-striped-blue-stars.jpg",
    "one-blue-heart.jpg",
    "three-pink-crosses.jpg",
    "two-checkered-purple-hearts.png",
    "two-green-circles.png",
    "one-yellow-circle.jpg",
    "one-striped-red-triangle.jpg",
)
TEXTS = (
    "a photo of a red circle",
    "a photo of three red circles on a white background",
    "a photo of two striped blue stars on grass",
    "a drawing of a blue heart",
    "three pink crosses on sand",
    "something checkered",
    "two green circles on a black background",
    "one yellow circle at night",
    "a striped red triangle in the sky",
    "something purple",
    "four objects",
    "a photo",
)
ODD_TEXTS = (
    "",
    " ",
    "red",
    "A PHOTO OF A RED CIRCLE",
    "  a  photo\tof\n a red   circle ",
    "a photo of a red circle.",
    "a red circle, a blue square; and (maybe) a star!",
    "it's the dog's ball, they're here, we've won, I'm sure, he'll come, she'd go",
    "café naïve déjà vu",
    "cafe\u0301",
    "Straße",
    "ΣΊΣΥΦΟΣ",
    "красный круг",
    "三つの赤い丸",
    "🟥🔵",
    "👩‍👩‍👧 family",
    "42 circles and 3.14 rings",
    "red_circle red-circle red/circle",
    "<|endoftext|>",
    "a photo <|startoftext|> of",
    "e\u0301\u0301 \u00a0 nbsp\u2003em",
    "supercalifragilisticexpialidocious",
    "½ ² Ⅷ",
    "three red circles " * 20,
)


def main():
    torch.set_num_threads(1)
    model = CLIPModel.from_pretrained(snapshot.SNAPSHOT).eval()
    tokenizer = AutoTokenizer.from_pretrained(snapshot.SNAPSHOT)
    processor = CLIPImageProcessorPil.from_pretrained(snapshot.SNAPSHOT)
    pictures = [open_upright(HERE / "samples" / name) for name in PICTURES]
    write_pixels(processor, pictures)
    snapshot.write_json(HERE / "golden.json", golden(model, tokenizer, processor, pictures))


def open_upright(path):
    with Image.open(path) as picture:
        return ImageOps.exif_transpose(picture).convert("RGB")


def write_pixels(processor, pictures):
    """The uint8 crops, before they are normalised."""
    shutil.rmtree(PIXELS, ignore_errors=True)
    PIXELS.mkdir()
    raw = processor(pictures, do_rescale=False, do_normalize=False, return_tensors="np")["pixel_values"]
    for name, picture, pixels in zip(PICTURES, pictures, raw):
        crop = pixels.transpose(1, 2, 0).astype(np.uint8)
        assert (crop == snapshot.crop(picture)).all(), f"training and transformers crop {name} differently"
        Image.fromarray(crop).save(PIXELS / f"{Path(name).stem}.64.png", optimize=True)


@torch.no_grad()
def golden(model, tokenizer, processor, pictures):
    inputs = dict(tokenizer(list(TEXTS), padding=True, truncation=True, return_tensors="pt"))
    inputs["pixel_values"] = processor(pictures, return_tensors="pt")["pixel_values"]
    output = model(**inputs)
    return {
        "about": "Computed by transformers 5.18.0 with snapshot/, float32, on a CPU.",
        "logit_scale": float(model.logit_scale.exp()),
        "tokens": [{"text": text, "ids": token_ids(tokenizer, text)} for text in (*TEXTS, *ODD_TEXTS)],
        "pictures": [
            {
                "file": f"samples/{name}",
                "sha256": hashlib.sha256((HERE / "samples" / name).read_bytes()).hexdigest(),
                "pixels": f"golden/{Path(name).stem}.64.png",
                "embedding": floats(vector),
            }
            for name, vector in zip(PICTURES, output.image_embeds)
        ],
        "texts": [{"text": text, "embedding": floats(vector)} for text, vector in zip(TEXTS, output.text_embeds)],
        "logits_per_image": [floats(row) for row in output.logits_per_image],
        "probabilities": [floats(row) for row in output.logits_per_image.softmax(-1)],
    }


def token_ids(tokenizer, text):
    return tokenizer(text, truncation=True)["input_ids"]


def floats(vector):
    """float32 values in the fewest digits that read back as the same float32."""
    return [float(str(value)) for value in vector.numpy()]


if __name__ == "__main__":
    main()
