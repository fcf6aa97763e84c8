package io.tagstream.decode;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.tagstream.clip.vision.RgbImage;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.zip.CRC32;
import java.util.zip.DeflaterOutputStream;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;

/** Pictures made on the spot, good and bad. */
final class Pictures {

    static final byte[] PNG_SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};

    private Pictures() {}

    /** Soft colours with a different one in each corner, so that no turn goes unnoticed. */
    static BufferedImage scene(int width, int height) {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_3BYTE_BGR);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                image.setRGB(x, y, ((255 * x / width) << 16) | ((255 * y / height) << 8) | ((x * y) % 64));
            }
        }
        return image;
    }

    static byte[] png(BufferedImage image) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ImageIO.write(image, "png", out);
        return out.toByteArray();
    }

    static byte[] jpeg(int width, int height, boolean progressive) throws IOException {
        ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
        ImageWriteParam how = writer.getDefaultWriteParam();
        how.setProgressiveMode(progressive ? ImageWriteParam.MODE_DEFAULT : ImageWriteParam.MODE_DISABLED);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ImageOutputStream stream = ImageIO.createImageOutputStream(out)) {
            writer.setOutput(stream);
            writer.write(null, new IIOImage(scene(width, height), null, null), how);
        } finally {
            writer.dispose();
        }
        return out.toByteArray();
    }

    /** A PNG of chosen bit depth and colour type; the rows, each with its filter byte, are packed but not looked at. */
    static byte[] png(int width, int height, int bits, int colourType, byte[] rows, byte[]... chunksBeforeData) {
        ByteBuffer header = ByteBuffer.allocate(13).putInt(width).putInt(height);
        header.put(new byte[] {(byte) bits, (byte) colourType, 0, 0, 0});
        byte[] start = join(PNG_SIGNATURE, chunk("IHDR", header.array()), join(chunksBeforeData));
        return join(start, chunk("IDAT", deflate(rows)), chunk("IEND"));
    }

    static byte[] chunk(String type, byte... data) {
        ByteBuffer chunk = ByteBuffer.allocate(data.length + 12).putInt(data.length);
        chunk.put(type.getBytes(US_ASCII));
        CRC32 crc = new CRC32();
        crc.update(chunk.put(data).array(), 4, data.length + 4);
        return chunk.putInt((int) crc.getValue()).array();
    }

    /** The same JPEG with a segment after its start. */
    static byte[] withSegment(byte[] jpeg, int marker, byte[] body) {
        ByteBuffer out = ByteBuffer.allocate(jpeg.length + body.length + 4);
        out.put(jpeg, 0, 2).put((byte) 0xFF).put((byte) marker);
        return out.putShort((short) (body.length + 2))
                .put(body)
                .put(jpeg, 2, jpeg.length - 2)
                .array();
    }

    static byte[] withExif(byte[] jpeg, byte[] tiff) {
        return withSegment(jpeg, 0xE1, join(new byte[] {'E', 'x', 'i', 'f', 0, 0}, tiff));
    }

    /** What ImageIO makes of a PNG, as an independent reader. Takes samples, not colours, since those it would convert. */
    static RgbImage readByImageIo(byte[] png) throws IOException {
        BufferedImage image = ImageIO.read(new ByteArrayInputStream(png));
        int bands = image.getRaster().getNumBands();
        byte[] pixels = new byte[3 * image.getWidth() * image.getHeight()];
        for (int i = 0; i < pixels.length; i++) {
            int x = i / 3 % image.getWidth();
            int y = i / 3 / image.getWidth();
            pixels[i] = (byte) image.getRaster().getSample(x, y, bands < 3 ? 0 : i % 3);
        }
        return new RgbImage(image.getWidth(), image.getHeight(), pixels);
    }

    static byte[] join(byte[]... parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            out.writeBytes(part);
        }
        return out.toByteArray();
    }

    private static byte[] deflate(byte[] data) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (DeflaterOutputStream deflater = new DeflaterOutputStream(out)) {
            deflater.write(data);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return out.toByteArray();
    }
}
