package io.tagstream.evaluation.labels;

import io.tagstream.taxonomy.Problem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What people know of photos.
 *
 * @param photos each once
 * @param problems what could not be understood, by place; the rest is not hurt
 * @param notices what was not looked at, and need not be a mistake
 */
public record Labels(List<LabelledPhoto> photos, List<Problem> problems, List<String> notices) {

    /** Their confidences for 500 tags are 400 MB. */
    public static final int MAX_PHOTOS = 50_000;

    public Labels {
        photos = List.copyOf(photos);
        problems = List.copyOf(problems);
        notices = List.copyOf(notices);
    }

    /**
     * Reads a folder or a table.
     *
     * @param complete whether a photo of which nothing is said shows nothing; it is left out otherwise
     * @throws LabelException where nothing at all can be read
     */
    public static Labels read(Path folderOrTable, ClaimReader claims, boolean complete) {
        if (!Files.exists(folderOrTable)) {
            throw new LabelException("there is no folder or file " + folderOrTable);
        }
        LabelCollector collector = new LabelCollector(claims.taxonomy(), complete);
        if (Files.isDirectory(folderOrTable)) {
            new LabelFolder(folderOrTable, claims, collector).read();
        } else {
            new LabelTable(folderOrTable, claims, collector).read();
        }
        return collector.labels();
    }

    /** At most so many photos, taken evenly from all of the list: a folder is sorted by tag, and its first photos show one. */
    public Labels limited(int limit) {
        if (photos.size() <= limit) {
            return this;
        }
        List<LabelledPhoto> some = IntStream.range(0, limit)
                .mapToObj(i -> photos.get((int) ((long) i * photos.size() / limit)))
                .toList();
        return new Labels(some, problems, notices);
    }
}
