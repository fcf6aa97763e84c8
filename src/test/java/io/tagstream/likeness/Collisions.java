package io.tagstream.likeness;

import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Pictures that people tell apart at a glance, and that are hard for a hash of 64 bits: each list is of different ones. */
final class Collisions {

    private static final int COUNT = 24;
    private static final String LETTERS = "etaoinshrdlucmfwypvbg";

    private Collisions() {}

    /** Pages of one layout with another text each. */
    static List<byte[]> pages() throws IOException {
        List<byte[]> pages = new ArrayList<>();
        for (int seed = 0; seed < COUNT; seed++) {
            Random random = new Random(seed);
            BufferedImage page = blank(620, 877, Color.WHITE);
            Graphics2D graphics = pen(page, 14, Color.BLACK);
            for (int line = 0; line < 34; line++) {
                graphics.drawString(words(random, line % 9 == 8 ? 20 : 68), 60, 90 + 21 * line);
            }
            graphics.dispose();
            pages.add(Variants.png(page));
        }
        return pages;
    }

    /** Screens of one program that says something else each time. */
    static List<byte[]> screens() throws IOException {
        List<byte[]> screens = new ArrayList<>();
        for (int seed = 0; seed < COUNT; seed++) {
            Random random = new Random(seed);
            BufferedImage screen = blank(390, 844, new Color(236, 229, 221));
            Graphics2D graphics = pen(screen, 15, Color.BLACK);
            graphics.setColor(new Color(7, 94, 84));
            graphics.fillRect(0, 0, 390, 90);
            int y = 110;
            while (y < 760) {
                boolean mine = random.nextBoolean();
                int height = 40 + 20 * random.nextInt(3);
                graphics.setColor(mine ? new Color(220, 248, 198) : Color.WHITE);
                graphics.fillRoundRect(mine ? 110 : 15, y, 265, height, 12, 12);
                graphics.setColor(Color.BLACK);
                graphics.drawString(words(random, 26), mine ? 120 : 25, y + 25);
                y += height + 12;
            }
            graphics.dispose();
            screens.add(Variants.png(screen));
        }
        return screens;
    }

    /** Forms that differ in one line alone. */
    static List<byte[]> forms() throws IOException {
        List<byte[]> forms = new ArrayList<>();
        for (int seed = 0; seed < COUNT; seed++) {
            BufferedImage form = blank(620, 400, Color.WHITE);
            Graphics2D graphics = pen(form, 16, Color.BLACK);
            graphics.fillRect(0, 0, 620, 60);
            graphics.drawString("Invoice", 60, 100);
            graphics.drawRect(60, 140, 500, 120);
            graphics.setFont(new Font(Font.SANS_SERIF, Font.BOLD, 40));
            graphics.drawString("No. " + (100_000 + new Random(seed).nextInt(900_000)), 90, 215);
            graphics.dispose();
            forms.add(Variants.png(form));
        }
        return forms;
    }

    /** Nights with another light or two each. */
    static List<byte[]> nights() throws IOException {
        List<byte[]> nights = new ArrayList<>();
        for (int seed = 0; seed < COUNT; seed++) {
            Random random = new Random(seed);
            BufferedImage night = blank(480, 320, new Color(6, 6, 10));
            Graphics2D graphics = pen(night, 12, new Color(70, 60, 40));
            for (int light = 0; light < 2 + random.nextInt(3); light++) {
                graphics.fillOval(random.nextInt(460), random.nextInt(300), 14, 14);
            }
            graphics.dispose();
            nights.add(Variants.jpeg(night, 0.9f));
        }
        return nights;
    }

    /** One drawing in colours that are equally bright. */
    static List<byte[]> colours() throws IOException {
        List<byte[]> colours = new ArrayList<>();
        for (int hue = 0; hue < COUNT; hue += 4) {
            BufferedImage drawing = blank(300, 300, new Color(230, 230, 230));
            Graphics2D graphics = pen(drawing, 12, ofLuma(hue / (float) COUNT));
            graphics.fillOval(60, 60, 180, 180);
            graphics.fillRect(200, 20, 60, 60);
            graphics.dispose();
            colours.add(Variants.jpeg(drawing, 0.9f));
        }
        return colours;
    }

    private static Color ofLuma(float hue) {
        Color full = Color.getHSBColor(hue, 1, 1);
        double luma = 0.299 * full.getRed() + 0.587 * full.getGreen() + 0.114 * full.getBlue();
        double factor = Math.min(1, 76 / luma);
        return new Color(
                (int) (factor * full.getRed()), (int) (factor * full.getGreen()), (int) (factor * full.getBlue()));
    }

    private static BufferedImage blank(int width, int height, Color colour) {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = image.createGraphics();
        graphics.setColor(colour);
        graphics.fillRect(0, 0, width, height);
        graphics.dispose();
        return image;
    }

    private static Graphics2D pen(BufferedImage image, int size, Color colour) {
        Graphics2D graphics = image.createGraphics();
        graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        graphics.setFont(new Font(Font.SANS_SERIF, Font.PLAIN, size));
        graphics.setColor(colour);
        return graphics;
    }

    private static String words(Random random, int letters) {
        StringBuilder words = new StringBuilder();
        while (words.length() < letters) {
            words.append(random.nextInt(6) == 0 ? ' ' : LETTERS.charAt(random.nextInt(LETTERS.length())));
        }
        return words.toString();
    }
}
