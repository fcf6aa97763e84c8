package io.tagstream.retag;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;

/** Which tags each photo of a block has in a release, people's word included: sets of tag numbers. */
final class TagSets {

    private static final int[] NONE = {};

    /** Ascending, by row of the block. */
    private final int[][] sets;

    /** @param sets tag_nos in any order, by row of the block; kept and sorted */
    TagSets(int[][] sets) {
        this.sets = sets;
        for (int[] set : sets) {
            Arrays.sort(set);
        }
    }

    static TagSets read(Connection connection, int release, PhotoBlock block, Photos photos) throws SQLException {
        int[][] tags = new int[block.photos()][NONE.length];
        int[] counts = new int[block.photos()];
        String query = "select photo_no, tag_no from photo_tags where release_no = %d and %s"
                .formatted(release, photos.are("photo_no"));
        try (CopyRows rows = new CopyRows(connection, query)) {
            while (rows.next()) {
                int row = block.row(rows.bigint());
                int tag = rows.integer();
                if (row >= 0) {
                    if (counts[row] == tags[row].length) {
                        tags[row] = Arrays.copyOf(tags[row], 8 + 2 * counts[row]);
                    }
                    tags[row][counts[row]++] = tag;
                }
            }
        }
        for (int row = 0; row < tags.length; row++) {
            tags[row] = Arrays.copyOf(tags[row], counts[row]);
        }
        return new TagSets(tags);
    }

    /** Ascending; not a copy. */
    int[] of(int row) {
        return sets[row];
    }

    boolean differs(TagSets other, int row) {
        return !Arrays.equals(sets[row], other.sets[row]);
    }
}
