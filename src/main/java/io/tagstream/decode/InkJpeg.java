package io.tagstream.decode;

import static io.tagstream.failure.FailureCode.IMAGE_CORRUPT;

import io.tagstream.clip.vision.RgbImage;
import io.tagstream.failure.Failure;
import java.awt.image.DataBufferByte;
import java.awt.image.Raster;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;

/**
 * JPEGs of four inks, at full size. OpenCV gives no inks but colours that it made of them, some of which are one off; the JDK's codec
 * gives the components as they are stored, and is libjpeg as well.
 */
final class InkJpeg {

    private static final int INKS = 4;

    private InkJpeg() {}

    /** Light of ink that, as in all JPEGs that Photoshop wrote, is stored inverted. */
    static RgbImage decode(JpegFile file) {
        byte[] inks = components(file);
        if (JpegSegments.adobeTransform(file) == JpegSegments.YCCK) {
            YcckColours.toInks(inks);
        }
        byte[] pixels = new byte[inks.length / INKS * 3];
        for (int i = 0; i < inks.length / INKS; i++) {
            int white = inks[INKS * i + 3] & 0xFF;
            for (int channel = 0; channel < 3; channel++) {
                pixels[3 * i + channel] = Ink.light(255 - (inks[INKS * i + channel] & 0xFF), white);
            }
        }
        return new RgbImage(file.width(), file.height(), pixels);
    }

    /**
     * The four components of each pixel, unconverted.
     *
     * @throws Failure IMAGE_CORRUPT
     */
    static byte[] components(JpegFile file) {
        byte[] plain = JpegSegments.plain(file, JpegSegments.UNCONVERTED);
        ImageReader reader = ImageIO.getImageReadersByFormatName("jpeg").next();
        try (ImageInputStream in = new MemoryCacheImageInputStream(new ByteArrayInputStream(plain))) {
            reader.setInput(in, true, true);
            Raster raster = reader.readRaster(0, null);
            if (raster.getWidth() != file.width()
                    || raster.getHeight() != file.height()
                    || raster.getNumBands() != INKS
                    || !(raster.getDataBuffer() instanceof DataBufferByte data)
                    || data.getData().length != INKS * file.width() * file.height()) {
                throw new Failure(IMAGE_CORRUPT, "the JPEG is damaged: its pixels are not those of its header");
            }
            return data.getData();
        } catch (Failure failure) {
            throw failure;
        } catch (IOException | RuntimeException e) {
            throw new Failure(IMAGE_CORRUPT, "the JPEG is damaged: its inks cannot be decoded", e);
        } finally {
            reader.dispose();
        }
    }
}
