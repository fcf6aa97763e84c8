"""Small pictures of every kind, for decode_goldens.py: what Pillow writes, and by hand what it only reads."""

import io
import struct
import zlib

from PIL import Image

WIDTH, HEIGHT = 21, 13


def scene(mode="RGB", width=WIDTH, height=HEIGHT):
    """Slopes of colour with some hard edges, different in every corner."""
    image = Image.new("RGB", (width, height))
    for y in range(height):
        for x in range(width):
            edge = 90 if (x // 5 + y // 4) % 2 else 0
            image.putpixel((x, y), (255 * x // width, 255 * y // height, (x * y * 7 + edge) % 256))
    if mode == "CMYK":
        return Image.merge("CMYK", [*image.split(), image.convert("L").point(lambda v: v // 2)])
    if mode in ("RGBA", "LA"):
        alpha = image.convert("L").point(lambda v: 255 - v)
        colours = image.convert(mode[:-1])
        return Image.merge(mode, [*colours.split(), alpha])
    if mode == "P":
        return image.quantize(17)
    if mode == "I;16":
        grey = image.convert("L")
        return Image.frombytes("I;16", image.size, b"".join(struct.pack("<H", v * 3) for v in grey.tobytes()))
    return image.convert(mode)


def written(image, kind, **how):
    out = io.BytesIO()
    image.save(out, kind, **how)
    return out.getvalue()


def jpegs():
    for sampling in (0, 1, 2):
        for progressive in (False, True):
            name = f"jpeg-{('444', '422', '420')[sampling]}{'-progressive' if progressive else ''}"
            yield name, written(scene(), "JPEG", subsampling=sampling, progressive=progressive, quality=90)
    yield "jpeg-grey", written(scene("L"), "JPEG")
    yield "jpeg-rgb", written(scene(), "JPEG", keep_rgb=True)
    yield "jpeg-restarts", written(scene(), "JPEG", restart_marker_blocks=1)
    for progressive in (False, True):
        cmyk = written(scene("CMYK"), "JPEG", progressive=progressive, quality=95)
        name = "-progressive" if progressive else ""
        yield f"jpeg-cmyk{name}", cmyk
        at = cmyk.index(b"Adobe") + 11
        yield f"jpeg-ycck{name}", cmyk[:at] + b"\x02" + cmyk[at + 1 :]
        start = cmyk.index(b"\xff\xee")
        yield f"jpeg-cmyk-without-adobe{name}", cmyk[:start] + cmyk[start + 16 :]
    for orientation in range(1, 9):
        exif = Image.Exif()
        exif[0x0112] = orientation
        yield f"jpeg-orientation-{orientation}", written(scene(), "JPEG", exif=exif)
        if orientation == 6:
            yield "jpeg-cmyk-orientation-6", written(scene("CMYK"), "JPEG", exif=exif)
            yield "png-orientation-6", written(scene(), "PNG", exif=exif)
            yield "webp-orientation-6", written(scene(), "WEBP", exif=exif, lossless=True)
            yield "tiff-orientation-6", written(scene(), "TIFF", exif=exif)


def chunk(kind, data):
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def interlaced_png(image, bits, colour_type, bytes_per_pixel):
    """Adam7, which Pillow does not write."""
    passes = [(0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2)]
    data = image.tobytes()
    rows = b""
    for left, top, across, down in passes:
        for y in range(top, image.height, down):
            row = b"".join(
                data[(y * image.width + x) * bytes_per_pixel :][:bytes_per_pixel]
                for x in range(left, image.width, across)
            )
            rows += b"\0" + row if row else b""
    header = struct.pack(">IIBBBBB", image.width, image.height, bits, colour_type, 0, 0, 1)
    parts = chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + parts


def deep_png(colour_type, samples):
    """16 bits of everything, and for grey values above 255, which Pillow clips."""
    rows = b""
    for y in range(HEIGHT):
        values = [(x * 977 + y * 4801 + i * 20011) % 65536 for x in range(WIDTH) for i in range(samples)]
        rows += b"\0" + struct.pack(f">{len(values)}H", *values)
    header = struct.pack(">IIBBBBB", WIDTH, HEIGHT, 16, colour_type, 0, 0, 0)
    parts = chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + parts


def pngs():
    for mode in ("1", "L", "LA", "RGB", "RGBA", "P", "I;16"):
        yield f"png-{mode.lower().replace(';', '')}", written(scene(mode), "PNG")
    for bits in (1, 2, 4):
        yield f"png-palette-{bits}", written(scene().quantize(1 << bits), "PNG", bits=bits)
    yield "png-palette-transparent", written(scene("P"), "PNG", transparency=3)
    yield "png-rgb-transparent", written(scene(), "PNG", transparency=(0, 0, 0))
    yield "png-interlaced", interlaced_png(scene(), 8, 2, 3)
    yield "png-interlaced-alpha", interlaced_png(scene("RGBA"), 8, 6, 4)
    for name, colour_type, samples in (("grey", 0, 1), ("rgb", 2, 3), ("grey-alpha", 4, 2), ("rgba", 6, 4)):
        yield f"png-16-{name}", deep_png(colour_type, samples)
    yield "png-animated", written(scene(), "PNG", save_all=True, append_images=[scene("RGB").rotate(180)])
    yield "png-animated-default-apart", written(
        scene(), "PNG", save_all=True, default_image=True, append_images=[scene().rotate(180)]
    )


def webps():
    yield "webp-lossy", written(scene(), "WEBP", quality=80)
    yield "webp-lossless", written(scene(), "WEBP", lossless=True)
    yield "webp-alpha", written(scene("RGBA"), "WEBP", quality=80, exact=True)
    yield "webp-alpha-lossless", written(scene("RGBA"), "WEBP", lossless=True, exact=True)
    yield "webp-animated", written(scene(), "WEBP", save_all=True, append_images=[scene().rotate(180)], lossless=True)
    yield "webp-animated-lossy", written(scene(), "WEBP", save_all=True, append_images=[scene().rotate(180)])


def gif_frame_within_screen(left, top, screen, transparent):
    """A screen larger or smaller than its first frame; Pillow writes only frames that fill it."""
    whole = written(scene("P"), "GIF", interlace=0, optimize=False)
    at = whole.index(b"\x2c", 13 + (3 << (whole[10] & 7) + 1))
    control = b"\x21\xf9\x04\x01\x00\x00\x05\x00" if transparent else b""
    descriptor = b"\x2c" + struct.pack("<HH", left, top) + whole[at + 5 :]
    return b"GIF89a" + struct.pack("<HH", *screen) + whole[10 : 13 + (3 << (whole[10] & 7) + 1)] + control + descriptor


def gifs():
    for mode in ("1", "L", "P", "RGB"):
        for interlace in (0, 1):
            name = f"gif-{mode.lower()}{'-interlaced' if interlace else ''}"
            yield name, written(scene(mode), "GIF", interlace=interlace)
    yield "gif-transparent", written(scene("RGBA"), "GIF")
    yield "gif-large", written(scene("P", 130, 90), "GIF")
    yield "gif-animated", written(scene("P"), "GIF", save_all=True, append_images=[scene("P").rotate(180)])
    yield "gif-within-screen", gif_frame_within_screen(3, 2, (40, 30), False)
    yield "gif-within-screen-transparent", gif_frame_within_screen(3, 2, (40, 30), True)
    yield "gif-beyond-screen", gif_frame_within_screen(3, 2, (10, 10), False)


def bmp(header, data, palette=b""):
    start = 14 + len(header) + len(palette)
    return b"BM" + struct.pack("<IHHI", start + len(data), 0, 0, start) + header + palette + data


def info_header(bits, compression, height=HEIGHT, masks=b"", colours=0):
    return struct.pack("<IiiHHIIiiII", 40, WIDTH, height, 1, bits, compression, 0, 0, 0, colours, 0) + masks


def rows_of(pack, bits):
    """Rows from the bottom up, each filled to a multiple of four bytes."""
    image = scene()
    rows = b""
    for y in reversed(range(HEIGHT)):
        row = b"".join(pack(*image.getpixel((x, y))) for x in range(WIDTH))
        rows += row + b"\0" * (-len(row) % 4)
    return rows


def runs(nibbles):
    """Runs, literals, a jump and an early end. Of 4 bits, literals in pairs: Pillow miscounts the odd ones."""
    data = b""
    for y in range(HEIGHT - 2):
        if nibbles:
            data += bytes([5, 0x12, 0, 4, 0x34, 0x56, 4, 0x9A, 0, 0])
        else:
            data += bytes([5, y, 0, 3, 1, 2, 3, 0, 9, 7, 0, 0])
    return data + bytes([0, 2, 4, 1, 3, 0x55, 0, 0, 0, 1])


def bmps():
    for mode in ("1", "L", "P", "RGB", "RGBA"):
        yield f"bmp-{mode.lower()}", written(scene(mode), "BMP")
    flipped = rows_of(lambda r, g, b: bytes([b, g, r]), 24)
    yield "bmp-top-down", bmp(info_header(24, 0, -HEIGHT), flipped)
    five = rows_of(lambda r, g, b: struct.pack("<H", (r >> 3) << 10 | (g >> 3) << 5 | b >> 3), 16)
    yield "bmp-555", bmp(info_header(16, 0), five)
    six = rows_of(lambda r, g, b: struct.pack("<H", (r >> 3) << 11 | (g >> 2) << 5 | b >> 3), 16)
    yield "bmp-565", bmp(info_header(16, 3, masks=struct.pack("<III", 0xF800, 0x7E0, 0x1F)), six)
    wide = rows_of(lambda r, g, b: bytes([9, b, g, r]), 32)
    yield "bmp-masks-32", bmp(info_header(32, 3, masks=struct.pack("<III", 0xFF000000, 0xFF0000, 0xFF00)), wide)
    yield "bmp-32", bmp(info_header(32, 0), rows_of(lambda r, g, b: bytes([b, g, r, 9]), 32))
    colours = b"".join(bytes([i, 255 - i, i * 7 % 256, 0]) for i in range(256))
    yield "bmp-rle8", bmp(info_header(8, 1), runs(False), colours)
    yield "bmp-rle4", bmp(info_header(4, 2), runs(True), colours[:64])
    four = b"".join(bytes((x * 37 + y * 11) % 256 for x in range(12)) for y in range(HEIGHT))
    yield "bmp-4", bmp(info_header(4, 0), four, colours[:64])
    core = struct.pack("<IHHHH", 12, WIDTH, HEIGHT, 1, 8)
    eight = b"".join(bytes((x * 5 + y * 17) % 256 for x in range(24)) for y in range(HEIGHT))
    triples = b"".join(colours[4 * i : 4 * i + 3] for i in range(256))
    yield "bmp-os2", bmp(core, eight, triples)


def tiff(entries, chunks, order="<"):
    """A TIFF by hand: values of tags, and strips or tiles whose places are filled in."""
    out = bytearray(b"II*\0\0\0\0\0" if order == "<" else b"MM\0*\0\0\0\0")
    offsets = []
    for part in chunks:
        offsets.append(len(out))
        out += part + b"\0" * (len(part) % 2)
    tiles = 322 in entries
    entries = entries | {324 if tiles else 273: offsets, 325 if tiles else 279: [len(part) for part in chunks]}
    where = {}
    for tag, values in entries.items():
        if len(values) > 1:
            where[tag] = len(out)
            out += struct.pack(f"{order}{len(values)}I", *values)
    struct.pack_into(f"{order}I", out, 4, len(out))
    out += struct.pack(f"{order}H", len(entries))
    for tag, values in sorted(entries.items()):
        out += struct.pack(f"{order}HHII", tag, 4, len(values), where.get(tag, values[0]))
    return bytes(out + b"\0\0\0\0")


def tiffs():
    for mode in ("1", "L", "LA", "P", "RGB", "RGBA", "CMYK", "I;16"):
        for compression in ("raw", "tiff_lzw", "tiff_adobe_deflate", "packbits"):
            if not (mode == "I;16" and compression == "packbits"):
                name = f"tiff-{mode.lower().replace(';', '')}-{compression.removeprefix('tiff_')}"
                yield name, written(scene(mode), "TIFF", compression=compression)
    for mode in ("L", "RGB", "CMYK"):
        yield f"tiff-{mode.lower()}-jpeg", written(scene(mode), "TIFF", compression="jpeg", quality=90)
    yield "tiff-ycbcr-jpeg", written(scene("YCbCr"), "TIFF", compression="jpeg", quality=90)
    yield "tiff-lzw-large", written(scene("RGB", 90, 60), "TIFF", compression="tiff_lzw")
    for mode in ("L", "RGB"):
        yield f"tiff-{mode.lower()}-lzw-predictor", written(scene(mode), "TIFF", compression="tiff_lzw", tiffinfo={317: 2})
    rgb = scene().tobytes()
    basic = {256: [WIDTH], 257: [HEIGHT], 258: [8] * 3, 262: [2], 277: [3]}
    row = 3 * WIDTH
    strips = [rgb[i * 5 * row : (i + 1) * 5 * row] for i in range(3)]
    yield "tiff-strips-of-5", tiff(basic | {259: [1], 278: [5]}, strips)
    yield "tiff-big-endian", tiff(basic | {259: [1], 278: [5]}, strips, ">")
    planes = [band.tobytes() for band in scene().split()]
    yield "tiff-planes", tiff(basic | {259: [1], 278: [HEIGHT], 284: [2]}, planes)
    padded = Image.new("RGB", (32, 16))
    padded.paste(scene(), (0, 0))
    tiles = [padded.crop((x, 0, x + 16, 16)).tobytes() for x in (0, 16)]
    yield "tiff-tiles", tiff(basic | {259: [1], 322: [16], 323: [16]}, tiles)
    packed = [zlib.compress(tile) for tile in tiles]
    yield "tiff-tiles-deflate", tiff(basic | {259: [8], 322: [16], 323: [16]}, packed)
    for order in "<>":
        deep = struct.pack(f"{order}{len(rgb)}H", *((v * 257 + i) % 65536 for i, v in enumerate(rgb)))
        name = "little" if order == "<" else "big"
        yield f"tiff-16-rgb-{name}", tiff(basic | {258: [16] * 3, 259: [1], 278: [HEIGHT]}, [deep], order)
    grey = scene("L").tobytes()
    white = {256: [WIDTH], 257: [HEIGHT], 258: [8], 259: [1], 262: [0], 277: [1], 278: [HEIGHT]}
    yield "tiff-white-is-zero", tiff(white, [grey])
    half = b"".join(bytes((x * 29 + y * 7) % 256 for x in range(11)) for y in range(HEIGHT))
    yield "tiff-4", tiff(white | {258: [4], 262: [1]}, [half])


def all_of_them():
    for kind in (jpegs, pngs, webps, gifs, bmps, tiffs):
        yield from kind()
