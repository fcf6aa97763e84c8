"""The model as a directory in the form the Hugging Face hub serves: making the empty one, loading a trained one."""

import json
from pathlib import Path

import numpy as np
import torch
from PIL import Image, ImageOps
from tokenizers import Regex, Tokenizer, models, trainers
from tokenizers.pre_tokenizers import ByteLevel, Sequence, Split
from transformers import CLIPConfig, CLIPModel

SNAPSHOT = Path(__file__).parent / "snapshot"
SIZE = 64
CONTEXT = 32
MEAN = (0.48145466, 0.4578275, 0.40821073)
STD = (0.26862954, 0.26130258, 0.27577711)
START, END = "<|startoftext|>", "<|endoftext|>"
WORDS = r"<\|startoftext\|>|<\|endoftext\|>|'s|'t|'re|'ve|'m|'ll|'d|[\p{L}]+|[\p{N}]|[^\s\p{L}\p{N}]+"


def new_tokenizer(corpus):
    """CLIP's tokenizer with merges learned from `corpus`; any other text falls back to bytes."""
    merges = learn_merges(corpus)
    alphabet = byte_alphabet()
    pieces = alphabet + [byte + "</w>" for byte in alphabet] + ["".join(merge) for merge in merges] + [START, END]
    vocabulary = {piece: index for index, piece in enumerate(dict.fromkeys(pieces))}
    return Tokenizer.from_str(json.dumps(tokenizer_json(vocabulary, merges)))


def learn_merges(corpus):
    tokenizer = Tokenizer(models.BPE(end_of_word_suffix="</w>"))
    tokenizer.pre_tokenizer = Sequence([Split(Regex(WORDS), "removed", invert=True), ByteLevel(add_prefix_space=False)])
    trainer = trainers.BpeTrainer(vocab_size=4096, min_frequency=2, end_of_word_suffix="</w>", show_progress=False)
    tokenizer.train_from_iterator(corpus, trainer)
    return json.loads(tokenizer.to_str())["model"]["merges"]


def byte_alphabet():
    """One printable character per byte, in the order of CLIP's vocabulary: printable bytes first."""
    printable = [*range(ord("!"), ord("~") + 1), *range(ord("¡"), ord("¬") + 1), *range(ord("®"), ord("ÿ") + 1)]
    others = [byte for byte in range(256) if byte not in printable]
    return [chr(byte) for byte in printable] + [chr(256 + index) for index in range(len(others))]


def tokenizer_json(vocabulary, merges):
    """The fields of openai/clip-vit-*'s tokenizer.json."""
    special = {"single_word": False, "lstrip": False, "rstrip": False, "special": True}
    return {
        "version": "1.0",
        "truncation": None,
        "padding": None,
        "added_tokens": [
            {"id": vocabulary[START], "content": START, **special, "normalized": True},
            {"id": vocabulary[END], "content": END, **special, "normalized": False},
        ],
        "normalizer": {
            "type": "Sequence",
            "normalizers": [
                {"type": "NFC"},
                {"type": "Replace", "pattern": {"Regex": r"\s+"}, "content": " "},
                {"type": "Lowercase"},
            ],
        },
        "pre_tokenizer": {
            "type": "Sequence",
            "pretokenizers": [
                {"type": "Split", "pattern": {"Regex": WORDS}, "behavior": "Removed", "invert": True},
                {"type": "ByteLevel", "add_prefix_space": False, "trim_offsets": True, "use_regex": True},
            ],
        },
        "post_processor": {
            "type": "RobertaProcessing",
            "sep": [END, vocabulary[END]],
            "cls": [START, vocabulary[START]],
            "trim_offsets": False,
            "add_prefix_space": False,
        },
        "decoder": {"type": "ByteLevel", "add_prefix_space": True, "trim_offsets": True, "use_regex": True},
        "model": {
            "type": "BPE",
            "dropout": None,
            "unk_token": END,
            "continuing_subword_prefix": "",
            "end_of_word_suffix": "</w>",
            "fuse_unk": False,
            "byte_fallback": False,
            "ignore_merges": False,
            "vocab": vocabulary,
            "merges": merges,
        },
    }


def new_model(tokenizer):
    """A CLIP small enough to train on two cores: 64 pixels in patches of 8, four layers of 128; three layers of 96 for text."""
    start, end = tokenizer.token_to_id(START), tokenizer.token_to_id(END)
    text = {
        "vocab_size": tokenizer.get_vocab_size(),
        "hidden_size": 96,
        "intermediate_size": 384,
        "num_hidden_layers": 3,
        "num_attention_heads": 4,
        "max_position_embeddings": CONTEXT,
        "hidden_act": "quick_gelu",
        "bos_token_id": start,
        "eos_token_id": end,
        "pad_token_id": end,
        "projection_dim": 64,
    }
    vision = {
        "image_size": SIZE,
        "patch_size": 8,
        "hidden_size": 128,
        "intermediate_size": 512,
        "num_hidden_layers": 4,
        "num_attention_heads": 4,
        "hidden_act": "quick_gelu",
        "projection_dim": 64,
    }
    return CLIPModel(CLIPConfig(text_config=text, vision_config=vision, projection_dim=64, logit_scale_init_value=2.6592))


def save(model, tokenizer, directory=SNAPSHOT):
    directory.mkdir(exist_ok=True)
    model.save_pretrained(directory)
    (directory / "model.safetensors").chmod(0o644)  # it is written readable by its owner alone
    tokenizer.save(str(directory / "tokenizer.json"))
    write_json(directory / "tokenizer_config.json", tokenizer_config(tokenizer))
    write_json(directory / "special_tokens_map.json", special_tokens())
    write_json(directory / "preprocessor_config.json", preprocessor_config())


def special_tokens():
    return {"bos_token": START, "eos_token": END, "pad_token": END, "unk_token": END}


def tokenizer_config(tokenizer):
    flags = {"lstrip": False, "rstrip": False, "single_word": False, "special": True}
    return {
        "add_prefix_space": False,
        "added_tokens_decoder": {
            str(tokenizer.token_to_id(START)): {"content": START, "normalized": True, **flags},
            str(tokenizer.token_to_id(END)): {"content": END, "normalized": False, **flags},
        },
        "clean_up_tokenization_spaces": False,
        "do_lower_case": True,
        "errors": "replace",
        "model_max_length": CONTEXT,
        "processor_class": "CLIPProcessor",
        "tokenizer_class": "CLIPTokenizer",
        **special_tokens(),
    }


def preprocessor_config():
    return {
        "crop_size": {"height": SIZE, "width": SIZE},
        "do_center_crop": True,
        "do_convert_rgb": True,
        "do_normalize": True,
        "do_rescale": True,
        "do_resize": True,
        "image_mean": MEAN,
        "image_processor_type": "CLIPImageProcessor",
        "image_std": STD,
        "resample": 3,
        "rescale_factor": 1 / 255,
        "size": {"shortest_edge": SIZE},
    }


def read_json(path):
    return json.loads(path.read_text(encoding="utf-8"))


def write_json(path, value):
    path.write_text(json.dumps(value, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


def encode_pictures(model, pixels):
    """uint8 (N, 64, 64, 3) to L2-normalised (N, 64)."""
    scaled = pixels.permute(0, 3, 1, 2).float() / 255
    normal = (scaled - torch.tensor(MEAN)[:, None, None]) / torch.tensor(STD)[:, None, None]
    pooled = model.vision_model(pixel_values=normal).pooler_output
    return torch.nn.functional.normalize(model.visual_projection(pooled).float(), dim=-1)


def encode_tokens(model, ids):
    """Token ids (N, T), padded with the end token, to L2-normalised (N, 64)."""
    pooled = model.text_model(input_ids=ids).pooler_output
    return torch.nn.functional.normalize(model.text_projection(pooled).float(), dim=-1)


def token_batch(tokenizer, texts):
    """Token ids of equal length: padding comes after the end token, where causal attention never looks."""
    rows = [encoding.ids for encoding in tokenizer.encode_batch(texts)]
    longest = max(map(len, rows))
    end = tokenizer.token_to_id(END)
    return torch.tensor([row + [end] * (longest - len(row)) for row in rows])


def crop(picture):
    """What CLIP's image processor does before it normalises, as uint8 (64, 64, 3); EXIF orientation applied first."""
    upright = ImageOps.exif_transpose(picture).convert("RGB")
    short = min(upright.size)
    width, height = (int(SIZE * side / short) for side in upright.size)
    resized = upright.resize((width, height), Image.Resampling.BICUBIC)
    left, top = (width - SIZE) // 2, (height - SIZE) // 2
    return np.asarray(resized.crop((left, top, left + SIZE, top + SIZE)))
