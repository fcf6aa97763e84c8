package io.tagstream.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.tagstream.ChildJvm;
import io.tagstream.local.ResidentSize;
import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * 64 photos of 50 megapixels at once take the memory of as many as there are decoding threads. Side by side, their pixels alone would
 * be 9.6 GB.
 *
 * <p>The bound: the heap's, and for each thread 6 bytes a pixel natively (of a progressive JPEG its coefficients, of a PNG half as
 * much), and 400 MB for the JVM and OpenCV.
 */
class LargePhotosMemoryTest {

    private static final int WIDTH = 8_660;
    private static final int HEIGHT = 5_774;
    private static final int PHOTOS = 64;
    private static final int THREADS = 2;
    private static final int BYTES_IN_FLIGHT = 64 << 20;
    private static final long MB = 1_000_000;
    private static final long HEAP = 640 << 20;
    private static final long BOUND = HEAP + THREADS * 6L * WIDTH * HEIGHT + 400 * MB;

    private static final Pattern RESULT = Pattern.compile("photos (\\d+) pixels (\\d+) before (\\d+) peak (\\d+)");

    @TempDir
    private Path folder;

    @Test
    void manyLargePhotosAtOnceStayWithinTheBound() throws IOException, InterruptedException {
        assumeTrue(ResidentSize.isExact(), "only Linux says how much memory a process has");
        BufferedImage scene = scene();
        List<String> files = List.of(
                jpeg(scene, "baseline.jpg", ImageWriteParam.MODE_DISABLED),
                jpeg(scene, "progressive.jpg", ImageWriteParam.MODE_DEFAULT),
                png(scene));
        List<String> arguments =
                List.of(Integer.toString(THREADS), Integer.toString(BYTES_IN_FLIGHT), Integer.toString(PHOTOS));

        try (ChildJvm child = ChildJvm.start(
                folder,
                ManyLargePhotos.class,
                List.of("-Xmx" + HEAP),
                Stream.concat(arguments.stream(), files.stream()).toList())) {
            assertThat(child.waitFor(Duration.ofMinutes(8))).as("it ends").isTrue();
            assertThat(child.exitStatus()).as(child.endOfErrors()).isZero();
            Matcher result = RESULT.matcher(child.output());
            assertThat(result.find()).as(child.output()).isTrue();
            assertThat(Long.parseLong(result.group(1))).isEqualTo(PHOTOS);
            assertThat(Long.parseLong(result.group(4))).as(child.output()).isLessThan(BOUND);
        }
    }

    /** Large areas, so that the files stay small and the test is about pixels. */
    private static BufferedImage scene() {
        BufferedImage scene = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_3BYTE_BGR);
        Graphics2D graphics = scene.createGraphics();
        graphics.setPaint(new GradientPaint(0, 0, Color.ORANGE, WIDTH, HEIGHT, Color.BLUE));
        graphics.fillRect(0, 0, WIDTH, HEIGHT);
        for (int i = 0; i < 400; i++) {
            graphics.setColor(new Color(i * 7_919 % 0xFFFFFF));
            graphics.fillOval(i * 1_733 % WIDTH, i * 977 % HEIGHT, 300, 200);
        }
        graphics.dispose();
        return scene;
    }

    private String jpeg(BufferedImage scene, String name, int progressive) throws IOException {
        Path file = folder.resolve(name);
        ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
        ImageWriteParam how = writer.getDefaultWriteParam();
        how.setProgressiveMode(progressive);
        try (ImageOutputStream out = ImageIO.createImageOutputStream(file.toFile())) {
            writer.setOutput(out);
            writer.write(null, new IIOImage(scene, null, null), how);
        } finally {
            writer.dispose();
        }
        return file.toString();
    }

    private String png(BufferedImage scene) throws IOException {
        Path file = folder.resolve("scene.png");
        assertThat(ImageIO.write(scene, "png", file.toFile())).isTrue();
        assertThat(Files.size(file)).isPositive();
        return file.toString();
    }
}
