package io.tagstream.likeness;

import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.AffineTransform;
import java.awt.image.BufferedImage;
import java.awt.image.LookupOp;
import java.awt.image.ShortLookupTable;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;

/** What people and programs do to a picture. */
public final class Variants {

    /** What a variant ought to be to its original. */
    enum Wanted {
        SAME,
        NEAR,
        /** Nearly the same, but so far changed that nobody is blamed who misses it. */
        EITHER,
        OTHER
    }

    /** A file that was made of another one. */
    @SuppressWarnings("ArrayRecordComponent")
    record Variant(String name, Wanted wanted, byte[] file) {}

    private Variants() {}

    static List<Variant> of(byte[] original) throws IOException {
        BufferedImage image = scaled(ImageIO.read(new ByteArrayInputStream(original)), 1);
        List<Variant> variants = new ArrayList<>();
        variants.add(new Variant("JPEG, quality 0.95", Wanted.SAME, jpeg(image, 0.95f)));
        variants.add(new Variant("JPEG, quality 0.75", Wanted.SAME, jpeg(image, 0.75f)));
        variants.add(new Variant("JPEG, quality 0.5", Wanted.SAME, jpeg(image, 0.5f)));
        variants.add(new Variant("JPEG, quality 0.3", Wanted.SAME, jpeg(image, 0.3f)));
        variants.add(new Variant("PNG", Wanted.SAME, png(image)));
        variants.add(new Variant("a quarter of the size", Wanted.SAME, jpeg(scaled(image, 0.25), 0.9f)));
        variants.add(new Variant("half the size", Wanted.SAME, jpeg(scaled(image, 0.5), 0.9f)));
        variants.add(new Variant("twice the size", Wanted.SAME, jpeg(scaled(image, 2), 0.9f)));
        variants.add(near("brighter by a tenth", lit(image, value -> 1.1 * value)));
        variants.add(near("brighter by a third", lit(image, value -> 1.33 * value)));
        variants.add(near("darker by a third", lit(image, value -> 0.67 * value)));
        variants.add(near("gamma 0.7", lit(image, value -> 255 * Math.pow(value / 255, 0.7))));
        variants.add(near("gamma 1.4", lit(image, value -> 255 * Math.pow(value / 255, 1.4))));
        variants.add(near("more contrast", lit(image, value -> 128 + 1.3 * (value - 128))));
        variants.add(near("cropped by 2 %", cropped(image, 0.02)));
        variants.add(near("cropped by 5 %", cropped(image, 0.05)));
        variants.add(near("cropped by 10 %", cropped(image, 0.10)));
        variants.add(new Variant("cropped by 20 %", Wanted.EITHER, jpeg(cropped(image, 0.20), 0.9f)));
        variants.add(near("turned by 2 degrees", turned(image)));
        variants.add(near("written on", writtenOn(image)));
        variants.add(near("grey", grey(image)));
        variants.add(new Variant("mirrored", Wanted.OTHER, jpeg(mirrored(image), 0.9f)));
        return variants;
    }

    private static Variant near(String name, BufferedImage image) throws IOException {
        return new Variant(name, Wanted.NEAR, jpeg(image, 0.9f));
    }

    /** As many programs do it: halved until nearly there, then interpolated. */
    public static BufferedImage scaled(BufferedImage image, double factor) {
        int width = Math.max(1, (int) Math.round(factor * image.getWidth()));
        int height = Math.max(1, (int) Math.round(factor * image.getHeight()));
        return factor <= 0.25 ? drawn(scaled(image, 2 * factor), width, height) : drawn(image, width, height);
    }

    private static BufferedImage drawn(BufferedImage image, int width, int height) {
        BufferedImage drawn = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = drawn.createGraphics();
        graphics.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
        graphics.drawImage(image, 0, 0, width, height, null);
        graphics.dispose();
        return drawn;
    }

    /** With that much less of its width and height, on the left and the top. */
    public static BufferedImage cropped(BufferedImage image, double part) {
        int x = (int) (part * image.getWidth());
        int y = (int) (part * image.getHeight());
        return scaled(image.getSubimage(x, y, image.getWidth() - x, image.getHeight() - y), 1);
    }

    private static BufferedImage lit(BufferedImage image, DoubleUnaryOperator light) {
        short[] table = new short[256];
        for (int value = 0; value < table.length; value++) {
            table[value] = (short) Math.clamp(Math.round(light.applyAsDouble(value)), 0, 255);
        }
        return new LookupOp(new ShortLookupTable(0, table), null).filter(image, null);
    }

    private static BufferedImage turned(BufferedImage image) {
        BufferedImage turned = new BufferedImage(image.getWidth(), image.getHeight(), BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = turned.createGraphics();
        graphics.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
        graphics.drawImage(image, 0, 0, null); // the corners, as an editor fills them
        AffineTransform turn =
                AffineTransform.getRotateInstance(Math.toRadians(2), image.getWidth() / 2.0, image.getHeight() / 2.0);
        graphics.drawImage(image, turn, null);
        graphics.dispose();
        return turned;
    }

    private static BufferedImage writtenOn(BufferedImage image) {
        BufferedImage written = scaled(image, 1);
        Graphics2D graphics = written.createGraphics();
        graphics.setFont(new Font(Font.SANS_SERIF, Font.BOLD, Math.max(8, image.getHeight() / 12)));
        graphics.setColor(Color.WHITE);
        graphics.drawString("Norway 2026", image.getWidth() / 20, image.getHeight() * 19 / 20);
        graphics.dispose();
        return written;
    }

    private static BufferedImage grey(BufferedImage image) {
        BufferedImage grey = new BufferedImage(image.getWidth(), image.getHeight(), BufferedImage.TYPE_BYTE_GRAY);
        Graphics2D graphics = grey.createGraphics();
        graphics.drawImage(image, 0, 0, null);
        graphics.dispose();
        return scaled(grey, 1);
    }

    private static BufferedImage mirrored(BufferedImage image) {
        BufferedImage mirrored = new BufferedImage(image.getWidth(), image.getHeight(), BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = mirrored.createGraphics();
        graphics.drawImage(image, image.getWidth(), 0, -image.getWidth(), image.getHeight(), null);
        graphics.dispose();
        return mirrored;
    }

    public static byte[] png(BufferedImage image) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ImageIO.write(image, "png", out);
        return out.toByteArray();
    }

    public static byte[] jpeg(BufferedImage image, float quality) throws IOException {
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
