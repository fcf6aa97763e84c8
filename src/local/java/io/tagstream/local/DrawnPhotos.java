package io.tagstream.local;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;

/** JPEGs of 12 megapixels with as much detail as a telephone's: drawn shapes under noise, about 4 MB each. */
final class DrawnPhotos {

    private static final int WIDTH = 4_032;
    private static final int HEIGHT = 3_024;
    private static final int SHAPES = 300;
    private static final double NOISE = 6;
    private static final float QUALITY = 0.9f;

    private DrawnPhotos() {}

    static List<Path> write(Path folder, int count) throws IOException {
        List<Path> photos = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            boolean progressive = i % 3 == 2;
            Path file = folder.resolve("%d%s.jpg".formatted(i, progressive ? "-progressive" : ""));
            write(scene(new Random(i)), file, progressive);
            photos.add(file);
        }
        return photos;
    }

    private static BufferedImage scene(Random random) {
        BufferedImage scene = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = scene.createGraphics();
        for (int i = 0; i < SHAPES; i++) {
            graphics.setColor(new Color(random.nextInt(0x1000000)));
            graphics.fillOval(random.nextInt(WIDTH), random.nextInt(HEIGHT), random.nextInt(900), random.nextInt(900));
        }
        graphics.dispose();
        int[] row = new int[WIDTH];
        for (int y = 0; y < HEIGHT; y++) {
            scene.getRGB(0, y, WIDTH, 1, row, 0, WIDTH);
            for (int x = 0; x < WIDTH; x++) {
                int noise = (int) (random.nextGaussian() * NOISE);
                row[x] = (channel(row[x] >> 16, noise) << 16)
                        | (channel(row[x] >> 8, noise) << 8)
                        | channel(row[x], noise);
            }
            scene.setRGB(0, y, WIDTH, 1, row, 0, WIDTH);
        }
        return scene;
    }

    private static int channel(int value, int noise) {
        return Math.clamp((value & 0xFF) + noise, 0, 255);
    }

    private static void write(BufferedImage scene, Path file, boolean progressive) throws IOException {
        ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
        ImageWriteParam how = writer.getDefaultWriteParam();
        how.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
        how.setCompressionQuality(QUALITY);
        how.setProgressiveMode(progressive ? ImageWriteParam.MODE_DEFAULT : ImageWriteParam.MODE_DISABLED);
        try (ImageOutputStream out = ImageIO.createImageOutputStream(file.toFile())) {
            writer.setOutput(out);
            writer.write(null, new IIOImage(scene, null, null), how);
        } finally {
            writer.dispose();
        }
    }
}
