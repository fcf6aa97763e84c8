"""Pillow's part of `tagstream bench decode`: from a file's bytes to the model's square, in milliseconds.

    python decode_bench.py SIZE

Reads paths from standard input, one a line, and answers each with two numbers: decoded in full, and with JPEG's draft mode, which
lets libjpeg reduce as Tagstream does. A file that Pillow refuses is answered with two dashes.
"""

import io
import sys
import time
import warnings

from PIL import Image

SIZE = int(sys.argv[1])


def square(data, draft):
    """As CLIPImageProcessor does it: the shorter side bicubically to SIZE, then the middle."""
    image = Image.open(io.BytesIO(data))
    if draft:
        shorter = min(image.size)
        image.draft("RGB", tuple(side * 2 * SIZE // shorter for side in image.size))
    image = image.convert("RGB")
    scale = SIZE / min(image.size)
    width, height = (max(SIZE, round(side * scale)) for side in image.size)
    image = image.resize((width, height), Image.Resampling.BICUBIC)
    left, top = (width - SIZE) // 2, (height - SIZE) // 2
    return image.crop((left, top, left + SIZE, top + SIZE)).tobytes()


def milliseconds(data, draft):
    start = time.perf_counter()
    square(data, draft)
    return (time.perf_counter() - start) * 1000


def answer(path):
    with open(path, "rb") as file:
        data = file.read()
    try:
        return f"{milliseconds(data, False):.3f} {milliseconds(data, True):.3f}"
    except Exception:  # Pillow has as many ways to fail as formats
        return "- -"


if __name__ == "__main__":
    warnings.simplefilter("ignore")
    Image.MAX_IMAGE_PIXELS = None
    import PIL

    print(PIL.__version__, flush=True)
    for line in sys.stdin:
        print(answer(line.rstrip("\n")), flush=True)
