package io.tagstream.decode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.tagstream.clip.vision.RgbImage;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.awt.image.RescaleOp;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;
import org.junit.jupiter.api.Test;

/** How far apart pictures are; a run prints the table that docs/sql.md has. */
class PerceptualHashTest {

    private static final List<String> PHOTOS = List.of(
            "skimage_astronaut.png",
            "skimage_camera.png",
            "skimage_chelsea.png",
            "skimage_coffee.png",
            "skimage_hubble_deep_field.jpg",
            "skimage_rocket.jpg");

    /** What two pictures may differ in and still be called the same. */
    private static final int SAME = 8;

    private final Decoder decoder = new Decoder(DecodeLimits.DEFAULTS, 224);

    @Test
    void theSamePictureStaysWithinEightBitsAndOthersDoNot() throws IOException {
        Map<String, List<Integer>> distances = new LinkedHashMap<>();
        List<Long> hashes = new ArrayList<>();
        for (String photo : PHOTOS) {
            byte[] file = SharedData.read("photos/" + photo);
            long hash = hash(file);
            hashes.add(hash);
            BufferedImage image = rgb(ImageIO.read(new ByteArrayInputStream(file)));
            changes(image).forEach((name, changed) -> distances
                    .computeIfAbsent(name, _ -> new ArrayList<>())
                    .add(Long.bitCount(hash ^ hash(changed))));
        }
        List<Integer> others = new ArrayList<>();
        for (int i = 0; i < hashes.size(); i++) {
            for (int j = 0; j < i; j++) {
                others.add(Long.bitCount(hashes.get(i) ^ hashes.get(j)));
            }
        }
        distances.forEach((name, bits) -> System.out.printf("%-28s %s%n", name, bits));
        System.out.printf("%-28s %s%n", "another photo", others);

        distances.entrySet().stream()
                .filter(entry -> !entry.getKey().startsWith("cropped"))
                .forEach(
                        entry -> assertThat(entry.getValue()).as(entry.getKey()).allMatch(bits -> bits <= SAME));
        assertThat(others).as("other photos").allMatch(bits -> bits > 2 * SAME);
    }

    @Test
    void aPictureOfOneColourIsZero() {
        byte[] grey = new byte[3 * 100 * 70];
        Arrays.fill(grey, (byte) 97);

        assertThat(PerceptualHash.of(new RgbImage(100, 70, grey))).isZero();
        assertThat(PerceptualHash.of(new RgbImage(1, 1, new byte[] {1, 2, 3}))).isZero();
    }

    @Test
    void theReducedDecodingOfABigPhotoIsTheSamePicture() throws IOException {
        byte[] photo = SharedData.read("photos/skimage_hubble_deep_field.jpg");
        DecodedPhoto full = new Decoder(DecodeLimits.DEFAULTS, 10_000).decode(photo);
        DecodedPhoto reduced = new Decoder(DecodeLimits.DEFAULTS, 64).decode(photo);
        assumeTrue(reduced.image().width() < full.image().width());

        assertThat(Long.bitCount(PerceptualHash.of(full.image()) ^ PerceptualHash.of(reduced.image())))
                .isLessThanOrEqualTo(SAME);
    }

    private Map<String, byte[]> changes(BufferedImage image) throws IOException {
        int width = image.getWidth();
        int height = image.getHeight();
        Map<String, byte[]> changes = new LinkedHashMap<>();
        changes.put("JPEG, quality 0.9", jpeg(image, 0.9f));
        changes.put("JPEG, quality 0.3", jpeg(image, 0.3f));
        changes.put("half the size", jpeg(scaled(image, width / 2, height / 2), 0.9f));
        changes.put("thumbnail of 128", jpeg(scaled(image, 128, 128 * height / width), 0.8f));
        changes.put("twice the size", jpeg(scaled(image, 2 * width, 2 * height), 0.9f));
        changes.put("brighter by a fifth", jpeg(new RescaleOp(1.2f, 0, null).filter(image, null), 0.9f));
        changes.put("darker by a third", jpeg(new RescaleOp(0.67f, 0, null).filter(image, null), 0.9f));
        changes.put("cropped by 2 % a side", jpeg(cropped(image, 0.02), 0.9f));
        changes.put("cropped by 10 % a side", jpeg(cropped(image, 0.1), 0.9f));
        return changes;
    }

    private long hash(byte[] file) {
        return PerceptualHash.of(decoder.decode(file).image());
    }

    private static BufferedImage rgb(BufferedImage image) {
        return scaled(image, image.getWidth(), image.getHeight());
    }

    private static BufferedImage scaled(BufferedImage image, int width, int height) {
        BufferedImage scaled = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = scaled.createGraphics();
        graphics.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
        graphics.drawImage(image, 0, 0, width, height, null);
        graphics.dispose();
        return scaled;
    }

    private static BufferedImage cropped(BufferedImage image, double side) {
        int x = (int) (side * image.getWidth());
        int y = (int) (side * image.getHeight());
        return rgb(image.getSubimage(x, y, image.getWidth() - 2 * x, image.getHeight() - 2 * y));
    }

    private static byte[] jpeg(BufferedImage image, float quality) throws IOException {
        ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
        ImageWriteParam how = writer.getDefaultWriteParam();
        how.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
        how.setCompressionQuality(quality);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ImageOutputStream stream = ImageIO.createImageOutputStream(out)) {
            writer.setOutput(stream);
            writer.write(null, new IIOImage(image, null, null), how);
        } finally {
            writer.dispose();
        }
        return out.toByteArray();
    }
}
