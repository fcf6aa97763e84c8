package io.tagstream.retag;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * One photo of every so many numbers, as evenly as deleted photos allow: of those that have an embedding of a model.
 *
 * @param first lowest photo_no
 * @param last highest photo_no; below first if there is none
 * @param step 1 for all photos
 */
record SampledPhotos(int model, long first, long last, long step) {

    private static final String FIRST = "select coalesce(min(photo_no), 1) from photos";
    private static final String LAST = "select coalesce(max(photo_no), 0) from photos";

    private static final String SAMPLE = """
            select e.photo_no
            from generate_series(?::int8, ?::int8, ?::int8) as step (first)
                     cross join lateral (select photo_no from embeddings
                                         where model_no = ? and photo_no >= step.first and photo_no < step.first + ?
                                         order by photo_no limit 1) as e
            """;

    /**
     * Of the whole catalog.
     *
     * @param most photos, give or take one; the catalog's size or more for all
     */
    static SampledPhotos of(Connection connection, int model, long most) throws SQLException {
        long first = Statements.number(connection, FIRST);
        long last = Statements.number(connection, LAST);
        return new SampledPhotos(model, first, last, Math.max(1, Math.ceilDiv(last - first + 1, Math.max(1, most))));
    }

    boolean isOfAll() {
        return step == 1;
    }

    /** In pieces of so many photos at most. */
    List<SampledPhotos> blocks(int photos) {
        List<SampledPhotos> blocks = new ArrayList<>();
        for (long from = first; from <= last; from += photos * step) {
            blocks.add(new SampledPhotos(model, from, Math.min(last, from + photos * step - 1), step));
        }
        return blocks;
    }

    Photos photos(Connection connection) throws SQLException {
        if (isOfAll()) {
            return new Photos.Range(first, last);
        }
        return new Photos.Listed(
                Statements.rows(connection, SAMPLE, row -> row.getLong(1), first, last, step, model, step).stream()
                        .mapToLong(Long::longValue)
                        .toArray());
    }
}
