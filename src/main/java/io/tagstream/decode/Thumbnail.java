package io.tagstream.decode;

import io.tagstream.clip.vision.RgbImage;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;

/** A picture scaled down and encoded again, for people to look at: on the page, and in the report of an evaluation. */
public final class Thumbnail {

    private static final float QUALITY = 0.8f;

    private Thumbnail() {}

    /**
     * Encodes as JPEG. A picture that is small already keeps its size.
     *
     * @param longest pixels of the longer side, at most
     */
    public static byte[] jpeg(RgbImage image, int longest) {
        return jpeg(scaled(image, longest));
    }

    /** Each pixel is the mean of those that it stands for. */
    private static BufferedImage scaled(RgbImage image, int longest) {
        double scale = Math.max(1, Math.max(image.width(), image.height()) / (double) longest);
        int width = Math.max(1, (int) Math.round(image.width() / scale));
        int height = Math.max(1, (int) Math.round(image.height() / scale));
        BufferedImage small = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < height; y++) {
            int top = (int) ((long) y * image.height() / height);
            int bottom = Math.max(top + 1, (int) ((y + 1L) * image.height() / height));
            for (int x = 0; x < width; x++) {
                int left = (int) ((long) x * image.width() / width);
                int right = Math.max(left + 1, (int) ((x + 1L) * image.width() / width));
                small.setRGB(x, y, mean(image, left, top, right, bottom));
            }
        }
        return small;
    }

    private static int mean(RgbImage image, int left, int top, int right, int bottom) {
        long red = 0;
        long green = 0;
        long blue = 0;
        for (int y = top; y < bottom; y++) {
            for (int x = left; x < right; x++) {
                int at = 3 * (y * image.width() + x);
                red += image.pixels()[at] & 0xFF;
                green += image.pixels()[at + 1] & 0xFF;
                blue += image.pixels()[at + 2] & 0xFF;
            }
        }
        long count = (long) (right - left) * (bottom - top);
        return (int) (red / count) << 16 | (int) (green / count) << 8 | (int) (blue / count);
    }

    private static byte[] jpeg(BufferedImage image) {
        ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
        ImageWriteParam how = writer.getDefaultWriteParam();
        how.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
        how.setCompressionQuality(QUALITY);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ImageOutputStream out = ImageIO.createImageOutputStream(bytes)) {
            writer.setOutput(out);
            writer.write(null, new IIOImage(image, null, null), how);
        } catch (IOException e) {
            throw new UncheckedIOException("memory can be written to", e);
        } finally {
            writer.dispose();
        }
        return bytes.toByteArray();
    }
}
