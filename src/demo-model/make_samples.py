"""Draws the sample photos, as an uploader would hold them, and says how the snapshot does on many more of their kind."""

import io
import shutil
from pathlib import Path

import numpy as np
from PIL import Image

import snapshot
from evaluate import Encoder, PHRASES, crop_of, facet_predictions, truth
from scenes import Scene, draw, random_scene
from vocabulary import FACETS, PLURALS

SAMPLES = Path(__file__).parent / "samples"
SEED, MANY_SEED = 61_000, 62_000
ORIENTATION_TAG = 0x0112
ROTATED = {6: Image.Transpose.ROTATE_90, 3: Image.Transpose.ROTATE_180}

# colour, shape, count, texture, background, width, height, file type, EXIF orientation
PLAN = (
    ("red", "circle", "three", "plain", "white", 640, 480, "jpg", 1),
    ("blue", "star", "two", "striped", "grass", 600, 800, "jpg", 1),
    ("yellow", "star", "four", "plain", "sky", 800, 600, "jpg", 1),
    ("green", "triangle", "one", "dotted", "sand", 480, 640, "jpg", 1),
    ("purple", "heart", "two", "checkered", "white", 500, 500, "png", 1),
    ("pink", "heart", "one", "plain", "night", 700, 525, "jpg", 1),
    ("orange", "ring", "three", "striped", "black", 640, 426, "jpg", 1),
    ("blue", "heart", "one", "plain", "white", 400, 600, "jpg", 6),
    ("red", "star", "four", "plain", "night", 900, 600, "jpg", 1),
    ("green", "circle", "two", "plain", "black", 480, 360, "png", 1),
    ("yellow", "ring", "one", "checkered", "grass", 640, 480, "jpg", 1),
    ("orange", "triangle", "two", "dotted", "sky", 720, 480, "jpg", 1),
    ("pink", "cross", "three", "plain", "sand", 600, 450, "jpg", 3),
    ("purple", "square", "four", "plain", "white", 600, 600, "jpg", 1),
    ("red", "triangle", "one", "striped", "sky", 450, 600, "jpg", 1),
    ("blue", "square", "three", "dotted", "sand", 640, 480, "jpg", 1),
    ("green", "cross", "four", "plain", "night", 560, 420, "jpg", 1),
    ("yellow", "circle", "one", "plain", "night", 1000, 700, "jpg", 1),
    ("orange", "star", "one", "plain", "black", 420, 560, "jpg", 1),
    ("purple", "triangle", "three", "checkered", "sky", 640, 480, "jpg", 1),
    ("pink", "ring", "two", "plain", "grass", 500, 400, "jpg", 1),
    ("red", "heart", "two", "dotted", "white", 300, 400, "png", 1),
    ("blue", "circle", "four", "checkered", "white", 512, 512, "jpg", 1),
    ("green", "ring", "two", "striped", "black", 600, 400, "jpg", 1),
)


def main():
    encoder = Encoder()
    vocabulary = snapshot.read_json(Path(__file__).parent / "vocabulary.json")
    templates = {facet: entry["templates"] for facet, entry in vocabulary["facets"].items()}
    scenes = draw_samples()
    wrong = mistakes(encoder, scenes, [crop_of(SAMPLES / name) for name in scenes], templates)
    print(f"{len(scenes)} samples, wrong: {wrong}")
    many = many_like_them()
    snapshot.write_json(SAMPLES / "captions.json", captions_file(scenes, wrong, many_accuracy(encoder, many, templates)))


def draw_samples():
    shutil.rmtree(SAMPLES, ignore_errors=True)
    SAMPLES.mkdir()
    scenes = {}
    for index, (*labels, width, height, kind, orientation) in enumerate(PLAN):
        scene = Scene(*labels, seed=SEED + index)
        name = f"{file_stem(scene)}.{kind}"
        save(draw(scene, width, height), SAMPLES / name, orientation)
        scenes[name] = scene
    return scenes


def file_stem(scene):
    noun = scene.shape if scene.count == "one" else PLURALS[scene.shape]
    texture = [] if scene.texture == "plain" else [scene.texture]
    return "-".join([scene.count, *texture, scene.colour, noun])


def save(picture, path, orientation):
    """With an orientation other than 1 the stored pixels are turned, as a camera held sideways stores them."""
    if path.suffix == ".png":
        picture.quantize(128, dither=Image.Dither.NONE).convert("RGB").save(path, optimize=True)
        return
    exif = Image.Exif()
    exif[ORIENTATION_TAG] = orientation
    stored = picture.transpose(ROTATED[orientation]) if orientation in ROTATED else picture
    stored.save(path, quality=85, exif=exif)


def mistakes(encoder, scenes, crops, templates):
    """Per file with any wrong facet, what was predicted instead."""
    predicted = predictions(encoder, crops, templates)
    wrong = {}
    for index, (name, scene) in enumerate(scenes.items()):
        facets = {facet: values[index] for facet, values in predicted.items() if values[index] != getattr(scene, facet)}
        if facets:
            wrong[name] = facets
    return wrong


def predictions(encoder, crops, templates):
    vectors = encoder.pictures(crops)
    return {facet: facet_predictions(encoder, vectors, facet, templates[facet]) for facet in PHRASES}


def many_like_them(count=1_000):
    """Random scenes in the sizes of the plan, one in four of a pair that was never trained or less, as JPEG."""
    rng = np.random.default_rng(MANY_SEED)
    sizes = [plan[5:7] for plan in PLAN]
    pictures = []
    for index in range(count):
        scene = random_scene(rng)
        coded = io.BytesIO()
        draw(scene, *sizes[index % len(sizes)]).save(coded, "JPEG", quality=80)
        pictures.append((scene, snapshot.crop(Image.open(coded))))
    return pictures


def many_accuracy(encoder, pictures, templates):
    scenes, crops = zip(*pictures)
    predicted = predictions(encoder, list(crops), templates)
    right = {facet: np.array([getattr(s, facet) == v for s, v in zip(scenes, predicted[facet])]) for facet in FACETS}
    accuracy = {facet: float(values.mean()) for facet, values in right.items()}
    accuracy["all_facets"] = float(np.logical_and.reduce(list(right.values())).mean())
    print(len(pictures), accuracy)
    return {"pictures": len(pictures), **accuracy}


def captions_file(scenes, wrong, many):
    return {
        "about": "Drawn scenes as files of many sizes. The accuracies are of other random scenes in the same sizes.",
        "measured_on_random_scenes": many,
        "mistakes_on_these": wrong,
        "samples": [{"file": name, **truth(scene)} for name, scene in scenes.items()],
    }


if __name__ == "__main__":
    main()
