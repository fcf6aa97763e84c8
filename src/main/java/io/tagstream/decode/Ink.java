package io.tagstream.decode;

/** From ink to light, without a colour profile: as Pillow's {@code convert("RGB")} does it. */
final class Ink {

    private Ink() {}

    /**
     * What is left of the light.
     *
     * @param ink cyan, magenta or yellow, 0 to 255
     * @param white 255 less the black
     */
    static byte light(int ink, int white) {
        int product = ink * white + 128;
        return (byte) (white - (((product >> 8) + product) >> 8)); // the product, divided by 255 and rounded
    }
}
