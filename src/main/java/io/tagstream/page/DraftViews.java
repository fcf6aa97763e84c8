package io.tagstream.page;

import io.tagstream.api.Problem.Mistake;
import io.tagstream.api.TaxonomyReview.Finding;
import io.tagstream.page.TaxonomyViews.PreviewView;
import io.tagstream.taxonomy.TaxonomyVersion;
import io.tagstream.taxonomy.YamlLines;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What the page of a draft shows. */
public final class DraftViews {

    private DraftViews() {}

    /**
     * The editor.
     *
     * @param revision of the draft that is edited; 0 if it is to be begun
     * @param saved who saved it when, in words
     * @param text as it is in the editor, saved or not
     * @param theirs what somebody else saved meanwhile; empty if nobody did
     */
    public record DraftView(
            String name,
            int revision,
            String saved,
            String text,
            String author,
            String note,
            ReviewView review,
            String theirs,
            @Nullable PreviewView preview,
            String notice,
            String problem) {

        DraftView with(PreviewView shown) {
            return new DraftView(name, revision, saved, text, author, note, review, theirs, shown, notice, problem);
        }
    }

    /** A line of the text, by its number, and what is wrong in it; mostly nothing. */
    public record LineView(int number, String problem) {

        public boolean isWrong() {
            return !problem.isEmpty();
        }
    }

    /** Something wrong. */
    public record MistakeView(int line, String place, String message) {}

    /**
     * What is wrong with a text.
     *
     * @param version that it would be, if nothing is wrong
     * @param isInForce whether photos are tagged with this very text
     */
    public record ReviewView(List<LineView> lines, List<MistakeView> mistakes, String version, boolean isInForce) {

        /** More lines are not numbered: nobody scrolls that far. */
        private static final int MOST_LINES = 20_000;

        static ReviewView of(String text, Finding finding, String inForce) {
            YamlLines places = new YamlLines(text);
            List<MistakeView> mistakes = finding.mistakes().stream()
                    .map(mistake -> mistake(mistake, places))
                    .sorted(Comparator.comparingInt(MistakeView::line))
                    .toList();
            Map<Integer, String> byLine = mistakes.stream()
                    .collect(Collectors.toMap(
                            MistakeView::line,
                            mistake -> mistake.place() + ": " + mistake.message(),
                            (one, other) -> one + "; " + other));
            List<LineView> lines = new ArrayList<>();
            long count = Math.clamp(text.lines().count() + 1, 1, MOST_LINES);
            for (int line = 1; line <= count; line++) {
                lines.add(new LineView(line, byLine.getOrDefault(line, "")));
            }
            String version = finding.right()
                    .map(taxonomy -> TaxonomyVersion.of(taxonomy))
                    .map(TaxonomyVersion::hash)
                    .orElse("");
            return new ReviewView(
                    lines, mistakes, version.substring(0, Math.min(12, version.length())), version.equals(inForce));
        }

        private static MistakeView mistake(Mistake mistake, YamlLines places) {
            return new MistakeView(places.line(mistake.place()), mistake.place(), mistake.message());
        }

        public boolean isRight() {
            return mistakes.isEmpty();
        }

        public int rows() {
            return lines.size();
        }
    }
}
