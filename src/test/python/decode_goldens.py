"""Writes what Pillow makes of every test picture, for DecodeTableTest and VariantsTest.

    python decode_goldens.py ../shared/data src/test/resources/decode

`table.tsv` has a line for each file of formats/ and photos/: size after orientation, how the pixels are compared, and the
SHA-256 of Pillow's RGB bytes. Where a decoder is other than Pillow's and pixels may differ a little, a raw sample is kept beside
it: every picture's bytes at a fixed stride, so that the data stay small. `variants/` holds small pictures of every kind that
Pillow can write, made here, with their RGB bytes; they are our own work.

Written with Pillow 12.3.0. Nothing of the shared pictures is copied but samples of their pixels.
"""

import hashlib
import pathlib
import sys
import warnings

from PIL import Image, ImageOps

# For pictures whose decoder is not the one that Pillow has: how far a value may be from Pillow's.
CLOSE = {"WEBP": 2, "TIFF": 2, "AVIF": 2}
SAMPLES = 3000


def upright(path):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        with Image.open(path) as image:
            return ImageOps.exif_transpose(image).convert("RGB")


def row(root, path):
    name = path.relative_to(root).as_posix()
    try:
        image = upright(path)
    except Exception as e:  # Pillow has as many ways to fail as formats
        return [name, "-", "-", "-", type(e).__name__, "-"]
    with Image.open(path) as opened:
        tolerance = CLOSE.get(opened.format, 0)
    pixels = image.tobytes()
    digest = hashlib.sha256(pixels).hexdigest()
    sample = pixels[:: stride(len(pixels))].hex() if tolerance else "-"
    return [name, str(image.width), str(image.height), str(tolerance), digest, sample]


def stride(length):
    """Odd and no multiple of 3, so that all three channels are met."""
    step = max(1, length // SAMPLES)
    while step % 2 == 0 or step % 3 == 0:
        step += 1
    return step


def main(root, out):
    out.mkdir(parents=True, exist_ok=True)
    files = sorted(p for f in ("formats", "photos") for p in (root / f).rglob("*") if p.is_file())
    lines = ["\t".join(row(root, path)) for path in files]
    header = "\t".join(["file", "width", "height", "tolerance", "sha256 or Pillow's error", "sample"])
    (out / "table.tsv").write_text("\n".join([header, *lines]) + "\n")


if __name__ == "__main__":
    main(pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2]))
