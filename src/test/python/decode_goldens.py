"""Writes what Pillow makes of every test picture, for DecodeTableTest and VariantsTest.

    python decode_goldens.py ../shared/data src/test/resources/decode

`table.tsv` has a line for each file of formats/ and photos/: size after orientation, how far a value may be from Pillow's, and
the SHA-256 of Pillow's RGB bytes. Where a value may be off at all, bytes at a fixed stride are kept as well, so that the data stay
small. `variants.tsv` holds small pictures of every kind, drawn and packed by variants.py, with their RGB bytes; they are our own.

Written with Pillow 12.3.0. Nothing of the shared pictures is copied but samples of their pixels.
"""

import base64
import hashlib
import io
import pathlib
import sys
import warnings

import variants
from PIL import Image, ImageOps

# For pictures whose decoder is not the one that Pillow has: how far a value may be from Pillow's.
# libheif, in vipsthumbnail, repeats the colours of 4:2:0 where libavif interpolates them: there, only a mean can be compared.
CLOSE = {"WEBP": "2", "TIFF": "2", "AVIF": "2"}
HALF_COLOURS = "avif_rot"
SAMPLES = 1000


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
        tolerance = "mean 1" if path.name.startswith(HALF_COLOURS) else CLOSE.get(opened.format, "0")
    pixels = image.tobytes()
    digest = hashlib.sha256(pixels).hexdigest()
    sample = pixels[:: stride(len(pixels))].hex() if tolerance != "0" else "-"
    return [name, str(image.width), str(image.height), tolerance, digest, sample]


def stride(length):
    """Odd and no multiple of 3, so that all three channels are met."""
    step = max(1, length // SAMPLES)
    while step % 2 == 0 or step % 3 == 0:
        step += 1
    return step


def variant(name, data):
    image = upright(io.BytesIO(data))
    tolerance = 2 if name.startswith(("webp", "tiff")) else 0
    pixels = image.tobytes()
    golden = base64.b64encode(pixels).decode() if tolerance else hashlib.sha256(pixels).hexdigest()
    return [name, str(image.width), str(image.height), str(tolerance), golden, base64.b64encode(data).decode()]


def main(root, out):
    out.mkdir(parents=True, exist_ok=True)
    files = sorted(p for f in ("formats", "photos") for p in (root / f).rglob("*") if p.is_file())
    lines = ["\t".join(row(root, path)) for path in files]
    header = "\t".join(["file", "width", "height", "tolerance", "sha256 or Pillow's error", "sample"])
    (out / "table.tsv").write_text("\n".join([header, *lines]) + "\n")


    made = ["\t".join(variant(name, data)) for name, data in variants.all_of_them()]
    header = "\t".join(["name", "width", "height", "tolerance", "sha256, or RGB if tolerant", "file"])
    (out / "variants.tsv").write_text("\n".join([header, *made]) + "\n")


if __name__ == "__main__":
    main(pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2]))
