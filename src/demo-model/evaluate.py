"""Draws the held-out pictures, chooses prompts on other pictures, and measures the snapshot on the held-out files.

Everything is measured as a user would: a file is decoded, cropped and encoded by the saved snapshot, reloaded.
"""

import json
import shutil
from pathlib import Path

import numpy as np
import torch
from PIL import Image
from tokenizers import Tokenizer
from transformers import CLIPModel

import captions
import snapshot
from scenes import draw, random_scene
from vocabulary import BACKGROUND_PHRASES, COLOURS, COUNTS, FACETS, NEVER_TRAINED, SHAPES

HERE = Path(__file__).parent
HELDOUT = HERE / "heldout"
HELDOUT_SEED, CHOICE_SEED, TRAINED_SEED = 48_001, 48_002, 48_003
PICTURES_PER_PAIR = 36

# What fills the braces of a template, per value of a facet.
PHRASES = {
    "colour": {value: value for value in COLOURS},
    "shape": {value: f"a {value}" for value in SHAPES},
    "count": {value: f"{value} object" if value == "one" else f"{value} objects" for value in COUNTS},
    "texture": {value: value for value in FACETS["texture"]},
    "background": BACKGROUND_PHRASES,
}
TEMPLATES = {
    "colour": ("something {}", "a photo of something {}", "a drawing of something {}", "a picture of something {}"),
    "shape": ("{}", "a photo of {}", "a drawing of {}", "a picture of {}"),
    "count": ("{}", "a photo of {}", "a drawing of {}", "a picture of {}"),
    "texture": ("something {}", "a photo of something {}", "a drawing of something {}", "a picture of something {}"),
    "background": ("something {}", "a photo of something {}", "an object {}", "a photo of an object {}"),
}
# Tags of taxonomy.yaml that are called otherwise: ids are unique over all facets.
TAGS = {"white": "white-background", "black": "black-background"}
PAIR_TEMPLATES = ("a photo of {}", "a drawing of {}", "a picture of {}")


class Encoder:
    """The snapshot as anyone would load it: pictures and texts to unit vectors, without gradients."""

    def __init__(self, directory=snapshot.SNAPSHOT):
        self.model = CLIPModel.from_pretrained(directory).eval()
        self.tokenizer = Tokenizer.from_file(str(directory / "tokenizer.json"))
        self.tokenizer.enable_truncation(snapshot.CONTEXT)

    @torch.no_grad()
    def pictures(self, crops):
        return snapshot.encode_pictures(self.model, torch.from_numpy(np.stack(crops))).numpy()

    @torch.no_grad()
    def texts(self, texts):
        return snapshot.encode_tokens(self.model, snapshot.token_batch(self.tokenizer, texts)).numpy()

    def labels(self, templates, phrases):
        """One unit vector per phrase: the mean over the templates, normalised again."""
        means = np.stack([self.texts([template.format(phrase) for template in templates]).mean(0) for phrase in phrases])
        return means / np.linalg.norm(means, axis=1, keepdims=True)


def main():
    encoder = Encoder()
    templates = choose_templates(encoder)
    pictures = draw_heldout()
    crops = [crop_of(HELDOUT / name) for name, _ in pictures]
    never_trained = measure(encoder, [scene for _, scene in pictures], crops, templates)
    trained = measure(encoder, *draw_trained(), templates)
    print(json.dumps({"never_trained": never_trained, "trained": trained}, indent=1))
    write_labels(pictures, never_trained, trained)
    write_vocabulary(templates, never_trained, trained)


def choose_templates(encoder):
    """The template, or all of them together, that measures best per facet on scenes that are not the held-out ones."""
    rng = np.random.default_rng(CHOICE_SEED)
    scenes = [random_scene(rng) for _ in range(1_500)]
    vectors = encoder.pictures([snapshot.crop(draw(scene, 128, 128)) for scene in scenes])
    chosen = {}
    for facet, templates in TEMPLATES.items():
        options = [templates, *((template,) for template in templates)]
        scores = [facet_accuracy(encoder, scenes, vectors, facet, option) for option in options]
        print(facet, [f"{score:.4f}" for score in scores], flush=True)
        chosen[facet] = options[int(np.argmax(scores))]
    return chosen


def draw_heldout():
    """Files of scenes whose pair of colour and shape was never trained; the same number of each pair."""
    shutil.rmtree(HELDOUT, ignore_errors=True)
    HELDOUT.mkdir()
    rng = np.random.default_rng(HELDOUT_SEED)
    pictures = []
    for pair in NEVER_TRAINED:
        for index in range(PICTURES_PER_PAIR):
            scene = random_scene(rng, [pair])
            name = f"{scene.colour}-{scene.shape}-{index:02d}.jpg"
            draw(scene, *((100, 92), (88, 104), (96, 96))[index % 3]).save(HELDOUT / name, quality=90)
            pictures.append((name, scene))
    return pictures


def draw_trained():
    """New scenes of the pairs that were trained: doing well on the others must not cost anything here."""
    rng = np.random.default_rng(TRAINED_SEED)
    pairs = [pair for pair in all_pairs() if pair not in NEVER_TRAINED]
    scenes = [random_scene(rng, pairs) for _ in range(1_000)]
    return scenes, [snapshot.crop(draw(scene, 100, 92)) for scene in scenes]


def crop_of(path):
    with Image.open(path) as picture:
        return snapshot.crop(picture)


def measure(encoder, scenes, crops, templates):
    """Top-1 among all pairs of colour and shape, and per facet with prompts that name this facet alone."""
    vectors = encoder.pictures(crops)
    predicted = (vectors @ encoder.labels(PAIR_TEMPLATES, pair_phrases()).T).argmax(1)
    truth = [all_pairs().index((scene.colour, scene.shape)) for scene in scenes]
    facets = {facet: facet_accuracy(encoder, scenes, vectors, facet, used) for facet, used in templates.items()}
    return {"pictures": len(scenes), "pair_top1": float((predicted == truth).mean()), **facets}


def all_pairs():
    return [(colour, shape) for colour in COLOURS for shape in SHAPES]


def pair_phrases():
    return [f"{'an' if colour[0] in 'aeiou' else 'a'} {colour} {shape}" for colour, shape in all_pairs()]


def facet_accuracy(encoder, scenes, vectors, facet, templates):
    predicted = facet_predictions(encoder, vectors, facet, templates)
    return float(np.mean([getattr(scene, facet) == value for scene, value in zip(scenes, predicted)]))


def facet_predictions(encoder, vectors, facet, templates):
    values = list(PHRASES[facet])
    return [values[index] for index in (vectors @ encoder.labels(templates, PHRASES[facet].values()).T).argmax(1)]


def write_labels(pictures, never_trained, trained):
    labels = {
        "about": "Drawn scenes whose pair of colour and shape was never trained. Figures are measured on these files.",
        "never_trained": [f"{colour} {shape}" for colour, shape in NEVER_TRAINED],
        "candidates": pair_phrases(),
        "templates": PAIR_TEMPLATES,
        "measured": never_trained,
        "measured_on_trained_pairs": trained,
        "pictures": [{"file": name, **truth(scene)} for name, scene in pictures],
    }
    snapshot.write_json(HELDOUT / "labels.json", labels)
    write_table(pictures)


def write_table(pictures):
    """The labels as tags of taxonomy.yaml, for `tagstream evaluate`."""
    rows = [",".join([name, *(TAGS.get(getattr(scene, facet), getattr(scene, facet)) for facet in FACETS)]) for name, scene in pictures]
    (HELDOUT / "labels.csv").write_text("\n".join([",".join(["path", *FACETS]), *rows]) + "\n")


def truth(scene):
    """The labels of a scene and one full caption."""
    words = captions.things(scene, {"count", "shape"}, [scene.texture, scene.colour], np.random.default_rng(0))
    return {facet: getattr(scene, facet) for facet in FACETS} | {
        "caption": f"{words} {BACKGROUND_PHRASES[scene.background]}",
        "never_trained": scene.never_trained,
    }


def write_vocabulary(templates, never_trained, trained):
    """Facets with what fills the braces of their templates, for whoever writes a taxonomy for this model."""
    facets = {
        facet: {"values": PHRASES[facet], "templates": templates[facet], "measured": measured(facet, never_trained, trained)}
        for facet in FACETS
    }
    pairs = {
        "templates": PAIR_TEMPLATES,
        "phrases": pair_phrases(),
        "measured": measured("pair_top1", never_trained, trained),
    }
    snapshot.write_json(HERE / "vocabulary.json", {"facets": facets, "pairs": pairs, "neutral": captions.NEUTRAL})


def measured(figure, never_trained, trained):
    return {"never_trained_pairs": never_trained[figure], "trained_pairs": trained[figure]}


if __name__ == "__main__":
    main()
