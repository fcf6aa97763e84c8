"""Captions in varied words, and which captions are true of which pictures."""

import numpy as np

from vocabulary import BACKGROUND_PHRASES, COLOURS, FACETS, NEVER_TRAINED, PLURALS, SHAPES

OPENINGS = ("", "", "a photo of ", "a photo of ", "a picture of ", "a drawing of ", "an image of ")
NEUTRAL = ("a photo", "a picture", "a drawing", "an image", "something", "a photo of something")
UNSAID = -1


def labels(scene):
    """The scene's value in every facet, as indices into FACETS."""
    return [values.index(getattr(scene, facet)) for facet, values in FACETS.items()]


def mentions(scene, facets):
    """Like `labels`, with UNSAID for the facets that a caption leaves out."""
    return [label if facet in facets else UNSAID for facet, label in zip(FACETS, labels(scene))]


def is_true(scene_labels, caption_mentions):
    """Which caption is true of which scene: (scenes, 5) and (captions, 5) give (scenes, captions)."""
    said, label = caption_mentions[None, :, :], scene_labels[:, None, :]
    return ((said == UNSAID) | (said == label)).all(-1)


def is_left_out(scene_labels, caption_mentions):
    """Whether the scene's colour with the caption's shape, or the other way round, is a pair left out of training."""
    out = np.zeros((len(COLOURS) + 1, len(SHAPES) + 1), bool)  # the last row and column stand for UNSAID
    for colour, shape in NEVER_TRAINED:
        out[COLOURS.index(colour), SHAPES.index(shape)] = True
    own_colour, own_shape = scene_labels[:, None, 0], scene_labels[:, None, 1]
    said_colour, said_shape = caption_mentions[None, :, 0], caption_mentions[None, :, 1]
    return out[own_colour, said_shape] | out[said_colour, own_shape]


def caption_facets(rng):
    """What three captions of one picture mention: one facet alone, any of them, and the pair with what else there is.

    Colour and background are learned in a few hundred steps; alone they are mentioned seldom, to leave room for the others.
    """
    names = tuple(FACETS)
    alone = {names[rng.choice(len(names), p=(0.1, 0.35, 0.25, 0.2, 0.1))]}
    some = {name for name in names if rng.random() < 0.5}
    pair = {"colour", "shape"} | {name for name in names if rng.random() < 0.3}
    return alone, some, pair


def caption(scene, facets, rng):
    """One wording of the given facets. "a red circle" leaves the number open, as the usual CLIP prompts do."""
    if not facets:
        return pick(rng, NEUTRAL)
    if len(facets) == 1 and rng.random() < 0.15:
        return getattr(scene, *facets)
    if facets == {"background"} and rng.random() < 0.6:
        return pick(rng, OPENINGS) + background_noun(scene.background)
    words = [getattr(scene, facet) for facet in ("texture", "colour") if facet in facets]
    subject = something(words) if not facets & {"shape", "count"} and rng.random() < 0.4 else things(scene, facets, words, rng)
    ending = " " + BACKGROUND_PHRASES[scene.background] if "background" in facets else ""
    return pick(rng, OPENINGS) + subject + ending


def background_noun(background):
    if background in ("white", "black"):
        return f"a {background} background"
    return f"the {background}" if background in ("sky", "night") else background


def something(words):
    return " ".join(["something", *words])


def things(scene, facets, words, rng):
    singular = scene.shape if "shape" in facets else pick(rng, ("object", "thing", "shape"))
    plural = PLURALS.get(singular, singular + "s")
    if "count" in facets:
        number = pick(rng, ("one", "a single")) if scene.count == "one" else scene.count
        return " ".join([number, *words, singular if scene.count == "one" else plural])
    if scene.count != "one" and rng.random() < 0.3:
        return " ".join([*words, plural])
    phrase = " ".join([*words, singular])
    return ("an " if phrase[0] in "aeiou" else "a ") + phrase


def pick(rng, options):
    return options[rng.integers(len(options))]


def corpus(scenes, rng):
    """Captions that together use every word, for the tokenizer."""
    return [caption(scene, facets, rng) for scene in scenes for facets in caption_facets(rng)] + list(NEUTRAL)


def as_array(rows):
    return np.array(rows, np.int64)
