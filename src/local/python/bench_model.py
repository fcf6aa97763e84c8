"""transformers' side of `tagstream bench model --python`: measures what it is told, one line in, one line out.

    python src/local/python/bench_model.py SNAPSHOT PIXELS TEXTS

PIXELS: uint8 (N, 3, S, S), raw. TEXTS: one a line. A request is `images|texts WAY BATCH SECONDS`, where WAY is default
(from_pretrained as it comes, float32) or bfloat16 (with sdpa), and for texts `padded` may follow: to the whole context,
as open_clip does, instead of to the longest of the batch. The answer is items a second. Pictures are timed from uint8
pixels to a normalised embedding, texts from strings to one.
"""

import json
import sys
import time
from pathlib import Path

import numpy as np
import torch
from tokenizers import Tokenizer
from transformers import AutoModel


def main(snapshot, pixels_file, texts_file):
    torch.set_grad_enabled(False)
    config = json.loads((Path(snapshot) / "config.json").read_text())
    processor = json.loads(next(p for p in (Path(snapshot) / "preprocessor_config.json", Path(snapshot) / "processor_config.json")
                                if p.exists()).read_text())
    processor = processor.get("image_processor", processor)
    side = config["vision_config"]["image_size"]
    context = config["text_config"].get("max_position_embeddings", 77)
    pixels = np.fromfile(pixels_file, np.uint8).reshape(-1, 3, side, side)
    texts = Path(texts_file).read_text().splitlines()
    mean = torch.tensor(processor["image_mean"]).view(1, 3, 1, 1)
    std = torch.tensor(processor["image_std"]).view(1, 3, 1, 1)
    tokenizer = Tokenizer.from_file(str(Path(snapshot) / "tokenizer.json"))
    tokenizer.enable_truncation(context)
    models = {}

    def model(way):
        if way not in models:
            models[way] = AutoModel.from_pretrained(snapshot).eval() if way == "default" else AutoModel.from_pretrained(
                snapshot, dtype=torch.bfloat16, attn_implementation="sdpa").eval()
        return models[way]

    def features(out):
        out = out if isinstance(out, torch.Tensor) else out.pooler_output
        return torch.nn.functional.normalize(out.float(), dim=-1)

    def images(way, batch):
        chosen = torch.from_numpy(pixels[np.arange(batch) % len(pixels)])
        values = (chosen.float() / 255 - mean) / std
        m = model(way)
        return features(m.get_image_features(pixel_values=values.to(m.dtype)))

    def encode(way, batch, padded):
        tokenizer.enable_padding(pad_id=49407, length=context if padded else None)
        rows = tokenizer.encode_batch([texts[i % len(texts)] for i in range(batch)])
        return features(model(way).get_text_features(
            input_ids=torch.tensor([r.ids for r in rows]), attention_mask=torch.tensor([r.attention_mask for r in rows])))

    for line in sys.stdin:
        kind, way, batch, seconds, *rest = line.split()
        batch, seconds = int(batch), float(seconds)
        run = (lambda: images(way, batch)) if kind == "images" else (lambda: encode(way, batch, "padded" in rest))
        run()
        done, start = 0, time.perf_counter()
        while time.perf_counter() - start < seconds or done == 0:
            run()
            done += batch
        print(done / (time.perf_counter() - start), flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
