package io.tagstream.app.cli;

import io.tagstream.clip.vision.RgbImage;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Base64;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;

/** A picture small enough to stand in a page by itself. */
final class Thumbnail {

    /** Pixels of the longer side. */
    private static final int SIZE = 160;

    private static final float QUALITY = 0.8f;

    private Thumbnail() {}

    /** JPEG as a data URI. A picture that is small already stays as it is. */
    static String dataUri(RgbImage image) {
        return "data:image/jpeg;base64," + Base64.getEncoder().encodeToString(jpeg(scaled(image)));
    }

    /** Each pixel is the mean of those that it stands for. */
    private static BufferedImage scaled(RgbImage image) {
        double scale = Math.max(1, Math.max(image.width(), image.height()) / (double) SIZE);
        int width = Math.max(1, (int) Math.round(image.width() / scale));
        int height = Math.max(1, (int) Math.round(image.height() / scale));
        BufferedImage small = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < height; y++) {
            int top = y * image.height() / height;
            int bottom = Math.max(top + 1, (y + 1) * image.height() / height);
            for (int x = 0; x < width; x++) {
                int left = x * image.width() / width;
                int right = Math.max(left + 1, (x + 1) * image.width() / width);
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
