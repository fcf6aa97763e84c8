package io.tagstream.decode;

import static org.assertj.core.api.Assertions.assertThat;

import io.tagstream.clip.vision.RgbImage;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ThumbnailTest {

    @ParameterizedTest
    @CsvSource({"640, 480, 160, 120", "300, 3000, 16, 160", "100, 90, 100, 90", "5000, 10, 160, 1", "1, 1, 1, 1"})
    void isAtMostAsLongAsAskedForAndKeepsItsShape(int width, int height, int smallWidth, int smallHeight)
            throws IOException {
        BufferedImage thumbnail = thumbnail(halves(width, height));

        assertThat(thumbnail.getWidth()).isEqualTo(smallWidth);
        assertThat(thumbnail.getHeight()).isEqualTo(smallHeight);
    }

    @Test
    void looksLikeThePicture() throws IOException {
        BufferedImage thumbnail = thumbnail(halves(1000, 500));

        assertNear(new Color(thumbnail.getRGB(20, 40)), new Color(200, 30, 10));
        assertNear(new Color(thumbnail.getRGB(140, 40)), new Color(0, 60, 220));
    }

    private static void assertNear(Color color, Color expected) {
        assertThat(Math.abs(color.getRed() - expected.getRed())).isLessThan(8);
        assertThat(Math.abs(color.getGreen() - expected.getGreen())).isLessThan(8);
        assertThat(Math.abs(color.getBlue() - expected.getBlue())).isLessThan(8);
    }

    /** Red left, blue right. */
    private static RgbImage halves(int width, int height) {
        byte[] pixels = new byte[3 * width * height];
        for (int i = 0; i < width * height; i++) {
            boolean left = i % width < width / 2;
            pixels[3 * i] = (byte) (left ? 200 : 0);
            pixels[3 * i + 1] = (byte) (left ? 30 : 60);
            pixels[3 * i + 2] = (byte) (left ? 10 : 220);
        }
        return new RgbImage(width, height, pixels);
    }

    private static BufferedImage thumbnail(RgbImage image) throws IOException {
        byte[] jpeg = Thumbnail.jpeg(image, 160);
        return ImageIO.read(new ByteArrayInputStream(jpeg));
    }
}
