package io.tagstream.decode;

import static io.tagstream.failure.FailureCode.IMAGE_CORRUPT;
import static io.tagstream.failure.FailureCode.IMAGE_FORMAT_UNSUPPORTED;

import io.tagstream.failure.Failure;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * A HEIF's primary picture, coded as HEVC (HEIC) or AV1 (AVIF).
 *
 * <p>Its turns and mirrors are properties of the container, and whoever decodes it applies them; an EXIF orientation beside them says
 * the same once more and is not applied again. So width and height here are upright ones.
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record HeifFile(byte[] bytes, ImageFormat format, int width, int height) implements PictureFile {

    private static final int FULL_BOX = 4;

    /** More properties than any file has. */
    private static final int MOST_PROPERTIES = 10_000;

    /** A property of pictures: a size, a quarter turn, or one that does not matter here. */
    private record Property(int width, int height, boolean quarterTurn) {

        static final Property OTHER = new Property(0, 0, false);
    }

    /**
     * Reads the item properties.
     *
     * @throws Failure IMAGE_CORRUPT, IMAGE_FORMAT_UNSUPPORTED, or what the limits say
     */
    static HeifFile read(byte[] bytes, ImageFormat format, DecodeLimits limits) {
        ByteBuffer file = ByteBuffer.wrap(bytes);
        new HeifBoxes(file, 0, bytes.length).requireMediaWhole();
        HeifBoxes meta = child(new HeifBoxes(file, 0, bytes.length), "meta");
        int primary = primaryItem(child(meta.within(FULL_BOX), "pitm"));
        HeifBoxes containers = child(meta.within(FULL_BOX), "iprp");
        List<Property> all = properties(child(containers.within(0), "ipco"));
        // Of tiles and alpha, too: all of them may get decoded.
        all.stream().filter(each -> each.width != 0 || each.height != 0).forEach(each -> {
            if (each.width < 1 || each.height < 1) {
                throw new Failure(IMAGE_CORRUPT, "the HEIF's header gives a side of no or too many pixels");
            }
            limits.check(each.width, each.height);
        });
        int width = 0;
        int height = 0;
        boolean turned = false;
        for (int index : associations(containers, primary)) {
            Property property = index >= 1 && index <= all.size() ? all.get(index - 1) : Property.OTHER;
            width = property.width == 0 ? width : property.width;
            height = property.height == 0 ? height : property.height;
            turned |= property.quarterTurn;
        }
        if (width == 0 || height == 0) {
            throw new Failure(IMAGE_CORRUPT, "the HEIF does not say how large its picture is");
        }
        return new HeifFile(bytes, format, turned ? height : width, turned ? width : height);
    }

    private static HeifBoxes child(HeifBoxes boxes, String type) {
        while (boxes.advance()) {
            if (boxes.type().equals(type)) {
                return boxes;
            }
        }
        throw new Failure(
                IMAGE_FORMAT_UNSUPPORTED,
                "a HEIF without a primary picture (no %s box) is not supported".formatted(type));
    }

    private static int primaryItem(HeifBoxes pitm) {
        return pitm.unsignedByte(0) == 0 ? pitm.unsignedShort(FULL_BOX) : pitm.number(FULL_BOX);
    }

    private static List<Property> properties(HeifBoxes container) {
        List<Property> properties = new ArrayList<>();
        HeifBoxes boxes = container.within(0);
        while (boxes.advance()) {
            if (properties.size() == MOST_PROPERTIES) {
                throw new Failure(IMAGE_CORRUPT, "the HEIF has more than %,d properties".formatted(MOST_PROPERTIES));
            }
            properties.add(
                    switch (boxes.type()) {
                        case "ispe" -> new Property(boxes.number(FULL_BOX), boxes.number(FULL_BOX + 4), false);
                        case "irot" -> new Property(0, 0, (boxes.unsignedByte(0) & 1) == 1);
                        default -> Property.OTHER;
                    });
        }
        return properties;
    }

    /** Which properties the item has, counted from 1, in their order. */
    private static List<Integer> associations(HeifBoxes containers, int item) {
        List<Integer> indices = new ArrayList<>();
        HeifBoxes boxes = containers.within(0);
        while (boxes.advance()) {
            if (boxes.type().equals("ipma")) {
                addAssociations(boxes, item, indices);
            }
        }
        return indices;
    }

    private static void addAssociations(HeifBoxes ipma, int item, List<Integer> indices) {
        boolean longItems = ipma.unsignedByte(0) >= 1;
        boolean longIndices = (ipma.unsignedByte(3) & 1) == 1;
        int at = FULL_BOX + 4;
        for (int left = ipma.number(FULL_BOX); left > 0 && at < ipma.length(); left--) {
            int of = longItems ? ipma.number(at) : ipma.unsignedShort(at);
            at += longItems ? 4 : 2;
            int count = ipma.unsignedByte(at++);
            for (int i = 0; i < count; i++) { // the highest bit says that a reader has to know the property
                int index = longIndices ? ipma.unsignedShort(at) & 0x7FFF : ipma.unsignedByte(at) & 0x7F;
                at += longIndices ? 2 : 1;
                if (of == item) {
                    indices.add(index);
                }
            }
        }
    }

    @Override
    public int orientation() {
        return ExifOrientation.UPRIGHT;
    }
}
