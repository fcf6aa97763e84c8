"""What a scene can show, and the words for it. Everything else in this folder reads its lists from here."""

COLOURS = ("red", "orange", "yellow", "green", "blue", "purple", "pink")
SHAPES = ("circle", "square", "triangle", "star", "heart", "cross", "ring")
COUNTS = ("one", "two", "three", "four")
TEXTURES = ("plain", "striped", "dotted", "checkered")
BACKGROUNDS = ("white", "black", "grass", "sky", "sand", "night")

FACETS = {
    "colour": COLOURS,
    "shape": SHAPES,
    "count": COUNTS,
    "texture": TEXTURES,
    "background": BACKGROUNDS,
}

# Each colour and each shape is left out exactly once, so no colour and no shape is rarer than another in training.
NEVER_TRAINED = (
    ("red", "circle"),
    ("orange", "triangle"),
    ("yellow", "star"),
    ("green", "ring"),
    ("blue", "heart"),
    ("purple", "square"),
    ("pink", "cross"),
)

# A colour is not drawn where it would hardly stand out.
HIDDEN_ON = {"grass": "green", "sky": "blue", "night": "blue", "sand": "yellow"}

PLURALS = {shape: shape + "s" for shape in SHAPES} | {"cross": "crosses"}

# How a background ends a sentence: "a red circle …".
BACKGROUND_PHRASES = {
    "white": "on a white background",
    "black": "on a black background",
    "grass": "on grass",
    "sky": "in the sky",
    "sand": "on sand",
    "night": "at night",
}
