"""Small snapshots of every family with seeded random weights, and what transformers computes with them in float32.

    python src/test/python/families.py

writes src/test/resources/families: a folder each, with the snapshot as the hub would serve it and golden.json. Needs
torch, transformers, tokenizers, sentencepiece, safetensors, numpy and Pillow; made with torch 2.13.0 and transformers
5.18.0. The Java tests read what it wrote, so it is run again only when a family is added.

The weights are random, but not small: with transformers' own initialisation, attention is nearly uniform and the
residual stream nearly the input, and half of the errors that one can make in an import would not show.
"""

import base64
import io
import json
import math
import shutil
from pathlib import Path

import numpy as np
import sentencepiece
import torch
from PIL import Image
from safetensors.torch import load_file, save_file
from tokenizers import Regex, Tokenizer, decoders, models, normalizers, pre_tokenizers, processors, trainers
from transformers import (CLIPConfig, CLIPModel, SiglipConfig, SiglipModel, SiglipTokenizer)

HERE = Path(__file__).resolve().parent
OUT = HERE.parent / "resources" / "families"

TEXTS = ["a photo of a cat", "A Red Circle, above (two) blue squares!", "rain", "the harbour at dusk; boats & gulls",
         "a very long description of a mountain lake in winter with snow and ice and fog and a small wooden boat",
         "  spaces   and\ttabs ", "café naïve Übergröße", "x"]


# --- pictures: drawn, so that nothing has to be copied -----------------------------------------------------------

def picture(width, height, seed):
    """uint8 (height, width, 3): waves, a disc and noise."""
    rng = np.random.default_rng(seed)
    y, x = np.mgrid[0:height, 0:width]
    planes = [127 + 90 * np.sin(2 * math.pi * ((c + 1) * x / width + (seed + c) * y / height)) for c in range(3)]
    image = np.stack(planes, 2) + rng.normal(0, 12, (height, width, 3))
    disc = (x - width * 0.6) ** 2 + (y - height * 0.4) ** 2 < (min(width, height) / 5) ** 2
    image[disc] = rng.integers(0, 256, 3)
    return np.clip(np.round(image), 0, 255).astype(np.uint8)


PICTURES = [picture(97, 64, 1), picture(50, 83, 2), picture(64, 64, 3), picture(41, 40, 4)]


def resize(image, width, height, resample):
    return Image.fromarray(image).resize((width, height), resample)


def crop_shortest(image, size, crop, resample, half_even):
    h, w = image.shape[:2]
    short = min(h, w)
    width, height = int(size * w / short), int(size * h / short)
    resized = resize(image, width, height, resample)
    at = (lambda n: int(round((n - crop) / 2))) if half_even else (lambda n: (n - crop) // 2)
    left, top = at(width), at(height)
    return np.asarray(resized.crop((left, top, left + crop, top + crop)))


def squash(image, size, resample):
    return np.asarray(resize(image, size, size, resample))


# --- tokenizers, trained on sentences of our own ------------------------------------------------------------------

def sentences():
    things = "cat dog boat lake mountain harbour circle square photo picture winter snow bridge flower child kite".split()
    colours = "red blue green small large old wooden bright dark quiet".split()
    places = "above below beside in front of behind near under over".split()
    return [f"a photo of a {c} {t} {p} the {t2}, and {n} {c2} ones" for c in colours for t in things for p, t2, c2, n in
            [(places[(len(c) + len(t)) % len(places)], things[len(t) % len(things)], colours[len(t) % len(colours)], "two")]]


def clip_tokenizer(folder, vocabulary, as_vocab_and_merges):
    """CLIP's byte-pair tokenizer; returns ids, start and end token, not padded."""
    tokenizer = Tokenizer(models.BPE(unk_token="<|endoftext|>", continuing_subword_prefix="", end_of_word_suffix="</w>"))
    tokenizer.normalizer = normalizers.Sequence(
        [normalizers.NFC(), normalizers.Replace(Regex(r"\s+"), " "), normalizers.Lowercase()])
    pattern = r"<\|startoftext\|>|<\|endoftext\|>|'s|'t|'re|'ve|'m|'ll|'d|[\p{L}]+|[\p{N}]|[^\s\p{L}\p{N}]+"
    tokenizer.pre_tokenizer = pre_tokenizers.Sequence(
        [pre_tokenizers.Split(Regex(pattern), "removed", invert=True),
         pre_tokenizers.ByteLevel(add_prefix_space=False)])
    alphabet = pre_tokenizers.ByteLevel.alphabet()
    trainer = trainers.BpeTrainer(vocab_size=vocabulary - 2 - 256, initial_alphabet=sorted(alphabet),
                                  end_of_word_suffix="</w>", show_progress=False)
    tokenizer.train_from_iterator(sentences(), trainer)
    trained = json.loads(tokenizer.to_str())["model"]
    # As OpenAI's: every byte, every byte that ends a word, the merges, then the two special tokens.
    single = sorted(alphabet)
    vocab = {c: i for i, c in enumerate(single)}
    vocab.update({c + "</w>": 256 + i for i, c in enumerate(single)})
    for piece in sorted(trained["vocab"], key=trained["vocab"].get):
        if piece not in vocab:
            vocab[piece] = len(vocab)
    start, end = len(vocab), len(vocab) + 1
    vocab["<|startoftext|>"], vocab["<|endoftext|>"] = start, end
    merges = [tuple(m) for m in trained["merges"]]
    tokenizer.model = models.BPE(vocab=vocab, merges=merges, unk_token="<|endoftext|>", continuing_subword_prefix="",
                                 end_of_word_suffix="</w>")
    tokenizer.add_special_tokens(["<|startoftext|>", "<|endoftext|>"])
    tokenizer.post_processor = processors.RobertaProcessing(
        ("<|endoftext|>", end), ("<|startoftext|>", start), False, False)
    if as_vocab_and_merges:
        (folder / "vocab.json").write_text(json.dumps(vocab, ensure_ascii=False))
        (folder / "merges.txt").write_text("#version: 0.2\n" + "".join(f"{a} {b}\n" for a, b in merges))
    else:
        tokenizer.save(str(folder / "tokenizer.json"), pretty=False)
    return tokenizer, len(vocab), end


def clip_ids(tokenizer, context):
    tokenizer.enable_truncation(context)
    return [tokenizer.encode(text).ids for text in TEXTS]


def spiece(folder, vocabulary):
    """SigLIP's: sentencepiece unigram, ids as its pieces' places, </s> is 1 and pads."""
    model = io.BytesIO()  # from memory to memory: a model notes the names of the files that it was made from
    sentencepiece.SentencePieceTrainer.train(
        sentence_iterator=iter([s.replace(",", "") for s in sentences()]), model_writer=model, vocab_size=vocabulary,
        model_type="unigram", unk_id=2, bos_id=-1, eos_id=1, pad_id=0, normalization_rule_name="nmt_nfkc_cf",
        minloglevel=2, num_threads=1)
    (folder / "spiece.model").write_bytes(model.getvalue())
    config = {"tokenizer_class": "SiglipTokenizer", "model_max_length": 64, "pad_token": "</s>", "do_lower_case": True}
    (folder / "tokenizer_config.json").write_text(json.dumps(config))
    return SiglipTokenizer(vocab_file=str(folder / "spiece.model"))


def gemma_tokenizer(folder, vocabulary):
    """SigLIP 2's: Gemma's byte-pair tokenizer with bytes to fall back on; <pad> is 0, <eos> 1."""
    special = ["<pad>", "<eos>", "<bos>", "<unk>"]
    byte_pieces = [f"<0x{b:02X}>" for b in range(256)]
    tokenizer = Tokenizer(models.BPE(unk_token="<unk>", fuse_unk=True, byte_fallback=True))
    tokenizer.normalizer = normalizers.Replace(" ", "\u2581")
    tokenizer.pre_tokenizer = pre_tokenizers.Split("\u2581", "merged_with_next")
    trainer = trainers.BpeTrainer(vocab_size=vocabulary - len(special) - 256, show_progress=False)
    tokenizer.train_from_iterator([s.lower() for s in sentences()], trainer)
    trained = json.loads(tokenizer.to_str())["model"]
    vocab = {t: i for i, t in enumerate(special + byte_pieces)}
    for piece in sorted(trained["vocab"], key=trained["vocab"].get):
        vocab.setdefault(piece, len(vocab))
    tokenizer = Tokenizer(models.BPE(vocab=vocab, merges=[tuple(m) for m in trained["merges"]], unk_token="<unk>",
                                     fuse_unk=True, byte_fallback=True))
    tokenizer.normalizer = normalizers.Replace(" ", "\u2581")
    tokenizer.pre_tokenizer = pre_tokenizers.Split(" ", "merged_with_previous")
    tokenizer.decoder = decoders.Sequence([decoders.Replace("\u2581", " "), decoders.ByteFallback(), decoders.Fuse()])
    tokenizer.add_special_tokens(special)
    tokenizer.post_processor = processors.TemplateProcessing(single="$A <eos>", special_tokens=[("<eos>", 1)])
    tokenizer.save(str(folder / "tokenizer.json"), pretty=False)
    config = {"tokenizer_class": "GemmaTokenizer", "padding_side": "right", "pad_token": {"content": "<pad>"},
              "add_eos_token": True, "add_bos_token": False}
    (folder / "tokenizer_config.json").write_text(json.dumps(config))
    return tokenizer, len(vocab)


# --- models -------------------------------------------------------------------------------------------------------

def randomise(model, seed):
    generator = torch.Generator().manual_seed(seed)
    with torch.no_grad():
        for name, parameter in model.named_parameters():
            noise = torch.randn(parameter.shape, generator=generator)
            if name.endswith("logit_scale"):
                parameter.fill_(math.log(100.0))
            elif name.endswith("logit_bias"):
                parameter.fill_(-12.5)
            elif "norm" in name and name.endswith("weight"):
                parameter.copy_(1 + 0.2 * noise)
            elif parameter.ndim >= 2:
                parameter.copy_(noise * 1.2 / math.sqrt(parameter[0].numel()))
            else:
                parameter.copy_(0.1 * noise)
    return model.eval().float()


def stored(state, dtype):
    """What a snapshot of this type holds, so that rounding to it is no part of the comparison."""
    return {name: tensor.to(dtype).contiguous() for name, tensor in state.items() if not name.endswith("position_ids")}


def golden(folder, model, pixels, mean, std, ids, padded_ids, description):
    values = (torch.tensor(np.stack(pixels)).permute(0, 3, 1, 2).float() / 255 - torch.tensor(mean).view(1, 3, 1, 1)) \
        / torch.tensor(std).view(1, 3, 1, 1)
    with torch.no_grad():
        out = model(pixel_values=values, input_ids=torch.tensor(padded_ids))
    write(folder / "golden.json", {
        "made_with": description,
        "pictures": [{"width": p.shape[1], "height": p.shape[0], "rgb": base64.b64encode(p.tobytes()).decode()} for p in PICTURES],
        "crops": [base64.b64encode(np.asarray(p).transpose(2, 0, 1).tobytes()).decode() for p in pixels],
        "texts": TEXTS,
        "ids": ids,
        "image_embeds": out.image_embeds.tolist(),
        "text_embeds": out.text_embeds.tolist(),
        "logits_per_image": out.logits_per_image.tolist(),
    })


def write(path, value):
    path.write_text(json.dumps(value, ensure_ascii=False, separators=(",", ":")))


def fresh(name):
    folder = OUT / name
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    return folder


def padded(ids, fill):
    longest = max(map(len, ids))
    return [row + [fill] * (longest - len(row)) for row in ids]


CLIP_MEAN, CLIP_STD = [0.48145466, 0.4578275, 0.40821073], [0.26862954, 0.26130258, 0.27577711]
BILINEAR, BICUBIC = Image.Resampling.BILINEAR, Image.Resampling.BICUBIC


def clip_model(seed, vocabulary, end, act, image=32, patch=8, heads=2, hidden=32, text_hidden=24, projection=20, context=16):
    config = CLIPConfig(
        vision_config=dict(hidden_size=hidden, intermediate_size=3 * hidden, num_hidden_layers=3, num_attention_heads=heads,
                           image_size=image, patch_size=patch, hidden_act=act),
        text_config=dict(hidden_size=text_hidden, intermediate_size=4 * text_hidden, num_hidden_layers=2,
                         num_attention_heads=3, vocab_size=vocabulary, max_position_embeddings=context, hidden_act=act,
                         eos_token_id=end, bos_token_id=end - 1, pad_token_id=end),
        projection_dim=projection)
    return randomise(CLIPModel(config), seed)


def reloaded(model, state):
    model.load_state_dict({k: v.float() for k, v in state.items()}, strict=False)
    return model


def openai_clip():
    """As OpenAI's ViT-L/14@336: QuickGELU, larger pictures than usual, the end token that is called 2."""
    folder = fresh("clip-quickgelu")
    tokenizer, vocabulary, end = clip_tokenizer(folder, 640, as_vocab_and_merges=True)
    model = clip_model(1, vocabulary, end, "quick_gelu", image=48, patch=8)
    model.config.text_config.eos_token_id = 2
    save_file(stored(model.state_dict(), torch.float32), folder / "model.safetensors")
    config = model.config.to_dict()
    del config["text_config"]["layer_norm_eps"], config["vision_config"]["hidden_act"]  # the library's defaults
    write(folder / "config.json", config)
    write(folder / "preprocessor_config.json", {
        "crop_size": 48, "do_center_crop": True, "do_normalize": True, "do_resize": True,
        "feature_extractor_type": "CLIPFeatureExtractor", "image_mean": CLIP_MEAN, "image_std": CLIP_STD, "resample": 3,
        "size": 48})
    ids = clip_ids(tokenizer, 16)
    golden(folder, model, [crop_shortest(p, 48, 48, BICUBIC, False) for p in PICTURES], CLIP_MEAN, CLIP_STD, ids,
           padded(ids, end), "transformers CLIPModel")


def laion_clip():
    """As LAION's H/14 in transformers' layout: exact GELU, heads that are not 64 wide, float16, two shards."""
    folder = fresh("clip-gelu-sharded")
    tokenizer, vocabulary, end = clip_tokenizer(folder, 600, as_vocab_and_merges=False)
    model = clip_model(2, vocabulary, end, "gelu", heads=4, hidden=40, projection=28)
    state = stored(model.state_dict(), torch.float16)
    names = sorted(state)
    halves = [names[:len(names) // 2], names[len(names) // 2:]]
    index = {"metadata": {"total_size": 0}, "weight_map": {}}
    for i, half in enumerate(halves):
        file = f"model-{i + 1:05}-of-00002.safetensors"
        save_file({name: state[name] for name in half}, folder / file)
        index["weight_map"].update({name: file for name in half})
    write(folder / "model.safetensors.index.json", index)
    write(folder / "config.json", model.config.to_dict())
    write(folder / "preprocessor_config.json", {
        "image_processor_type": "CLIPImageProcessor", "crop_size": {"height": 32, "width": 32},
        "size": {"shortest_edge": 36}, "image_mean": [0.5, 0.4, 0.3], "image_std": [0.2, 0.3, 0.4]})
    ids = clip_ids(tokenizer, 16)
    golden(folder, reloaded(model, state), [crop_shortest(p, 36, 32, BICUBIC, False) for p in PICTURES], [0.5, 0.4, 0.3],
           [0.2, 0.3, 0.4], ids, padded(ids, end), "transformers CLIPModel, weights rounded to float16")


def open_clip_state(state, text_prefix):
    """transformers' names and shapes to open_clip's."""
    out = {"logit_scale": state["logit_scale"],
           "visual.conv1.weight": state["vision_model.embeddings.patch_embedding.weight"],
           "visual.class_embedding": state["vision_model.embeddings.class_embedding"],
           "visual.positional_embedding": state["vision_model.embeddings.position_embedding.weight"],
           "visual.proj": state["visual_projection.weight"].T,
           text_prefix + "token_embedding.weight": state["text_model.embeddings.token_embedding.weight"],
           text_prefix + "positional_embedding": state["text_model.embeddings.position_embedding.weight"],
           text_prefix + "text_projection": state["text_projection.weight"].T}
    for kind in ("weight", "bias"):
        out[f"visual.ln_pre.{kind}"] = state[f"vision_model.pre_layrnorm.{kind}"]
        out[f"visual.ln_post.{kind}"] = state[f"vision_model.post_layernorm.{kind}"]
        out[f"{text_prefix}ln_final.{kind}"] = state[f"text_model.final_layer_norm.{kind}"]
    for tower, prefix in (("vision_model", "visual."), ("text_model", text_prefix)):
        layer = 0
        while f"{tower}.encoder.layers.{layer}.layer_norm1.weight" in state:
            there, here = f"{tower}.encoder.layers.{layer}.", f"{prefix}transformer.resblocks.{layer}."
            for kind in ("weight", "bias"):
                out[f"{here}attn.in_proj_{kind}"] = torch.cat(
                    [state[f"{there}self_attn.{m}_proj.{kind}"] for m in "qkv"])
                out[f"{here}attn.out_proj.{kind}"] = state[f"{there}self_attn.out_proj.{kind}"]
                out[f"{here}ln_1.{kind}"] = state[f"{there}layer_norm1.{kind}"]
                out[f"{here}ln_2.{kind}"] = state[f"{there}layer_norm2.{kind}"]
                out[f"{here}mlp.c_fc.{kind}"] = state[f"{there}mlp.fc1.{kind}"]
                out[f"{here}mlp.c_proj.{kind}"] = state[f"{there}mlp.fc2.{kind}"]
            layer += 1
    return out


def open_clip(name, seed, act, custom_text, preprocess, crop):
    """open_clip's own layout; the reference is transformers on the same weights under its own names."""
    folder = fresh(name)
    tokenizer, vocabulary, end = clip_tokenizer(folder, 580, as_vocab_and_merges=False)
    model = clip_model(seed, vocabulary, end, act, heads=2, hidden=32)
    state = stored(open_clip_state(model.state_dict(), "text." if custom_text else ""), torch.float32)
    save_file(state, folder / "open_clip_model.safetensors")
    model_cfg = {"embed_dim": 20,
                 "vision_cfg": {"image_size": 32, "layers": 3, "width": 32, "head_width": 16, "patch_size": 8,
                                "mlp_ratio": 3.0},
                 "text_cfg": {"context_length": 16, "vocab_size": vocabulary, "width": 24, "heads": 3, "layers": 2}}
    if act == "quick_gelu":
        model_cfg["quick_gelu"] = True
    if custom_text:
        model_cfg["custom_text"] = True
    write(folder / "open_clip_config.json", {"model_cfg": model_cfg, "preprocess_cfg": preprocess})
    ids = clip_ids(tokenizer, 16)
    golden(folder, model, [crop(p) for p in PICTURES], CLIP_MEAN, CLIP_STD, ids, padded(ids, end),
           "transformers CLIPModel, weights renamed to open_clip's")


def siglip_model(seed, vocabulary, context):
    config = SiglipConfig(
        vision_config=dict(hidden_size=36, intermediate_size=100, num_hidden_layers=3, num_attention_heads=3, image_size=32,
                           patch_size=8),
        text_config=dict(hidden_size=36, intermediate_size=80, num_hidden_layers=2, num_attention_heads=4,
                         vocab_size=vocabulary, max_position_embeddings=context))
    return randomise(SiglipModel(config), seed)


def siglip():
    """As google/siglip-base-patch16-224: sentencepiece, text without case and punctuation, squashed pictures; bfloat16."""
    folder = fresh("siglip")
    tokenizer = spiece(folder, 64)
    model = siglip_model(5, 64, 24)
    state = stored(model.state_dict(), torch.bfloat16)
    save_file(state, folder / "model.safetensors")
    write(folder / "config.json", model.config.to_dict())
    write(folder / "preprocessor_config.json", {
        "image_processor_type": "SiglipImageProcessor", "resample": 3, "size": {"height": 32, "width": 32},
        "image_mean": [0.5, 0.5, 0.5], "image_std": [0.5, 0.5, 0.5]})
    ids = tokenizer(TEXTS, padding="max_length", max_length=24, truncation=True)["input_ids"]
    golden(folder, reloaded(model, state), [squash(p, 32, BICUBIC) for p in PICTURES], [0.5] * 3, [0.5] * 3, ids, ids,
           "transformers SiglipModel, weights rounded to bfloat16, SiglipTokenizer")


def siglip2():
    """As google/siglip2-base-patch16-224: Gemma's tokenizer on lower case, bilinear, a processor of the newer form."""
    folder = fresh("siglip2")
    tokenizer, vocabulary = gemma_tokenizer(folder, 520)
    model = siglip_model(6, vocabulary, 24)
    save_file(stored(model.state_dict(), torch.float32), folder / "model.safetensors")
    write(folder / "config.json", model.config.to_dict())
    write(folder / "processor_config.json", {"processor_class": "SiglipProcessor", "image_processor": {
        "image_processor_type": "SiglipImageProcessor", "resample": 2, "size": {"height": 32, "width": 32}}})
    tokenizer.enable_truncation(24)
    tokenizer.enable_padding(length=24, pad_id=0, pad_token="<pad>")
    ids = [tokenizer.encode(text.lower()).ids for text in TEXTS]
    golden(folder, model, [squash(p, 32, BILINEAR) for p in PICTURES], [0.5] * 3, [0.5] * 3, ids, ids,
           "transformers SiglipModel, tokenizers")


if __name__ == "__main__":
    torch.manual_seed(0)
    openai_clip()
    laion_clip()
    open_clip("open-clip-quickgelu", 3, "quick_gelu", False, {"mean": CLIP_MEAN, "std": CLIP_STD},
              lambda p: crop_shortest(p, 32, 32, BICUBIC, True))
    open_clip("open-clip-gelu-custom-text", 4, "gelu", True, {"interpolation": "bilinear", "resize_mode": "squash"},
              lambda p: squash(p, 32, BILINEAR))
    siglip()
    siglip2()
    for file in OUT.rglob("*"):
        file.chmod(0o755 if file.is_dir() else 0o644)
    for folder in sorted(OUT.iterdir()):
        print(folder.name, sum(f.stat().st_size for f in folder.iterdir()) // 1000, "kB")
