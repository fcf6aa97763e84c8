package io.tagstream.taxonomy;

/** Rows of a label matrix that follow each other, from first to before end; perhaps none. */
public record RowRange(int first, int end) {

    public RowRange {
        if (first < 0 || end < first) {
            throw new IllegalArgumentException("rows from %d to before %d".formatted(first, end));
        }
    }

    public int count() {
        return end - first;
    }

    public boolean isEmpty() {
        return end == first;
    }
}
