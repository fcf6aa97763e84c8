package io.tagstream.search;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** What a word may have been meant to be. */
final class Spelling {

    private static final int SUGGESTIONS = 3;

    /** A mistake for every so many letters, one at least. */
    private static final int LETTERS_A_MISTAKE = 4;

    private Spelling() {}

    /** The words that are only a few letters away, the nearest first, a few at most. */
    static List<String> near(String word, Stream<String> words) {
        record Candidate(String word, int distance) {}
        String folded = word.toLowerCase(Locale.ROOT);
        int most = Math.max(1, folded.length() / LETTERS_A_MISTAKE);
        return words.distinct()
                .filter(one -> Math.abs(one.length() - folded.length()) <= most)
                .map(one -> new Candidate(one, distance(folded, one.toLowerCase(Locale.ROOT))))
                .filter(one -> one.distance <= most)
                .sorted(Comparator.comparingInt(Candidate::distance).thenComparing(Candidate::word))
                .limit(SUGGESTIONS)
                .map(Candidate::word)
                .toList();
    }

    /** {@code ; do you mean a or b?}, or nothing. */
    static String question(List<String> suggestions) {
        return suggestions.isEmpty() ? "" : "; do you mean " + String.join(" or ", suggestions) + "?";
    }

    /** Letters to insert, remove or replace, or neighbours to exchange (optimal string alignment). */
    private static int distance(String a, String b) {
        int[][] d = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                d[i][j] = i == 0 || j == 0 ? i + j : step(d, a, b, i, j);
            }
        }
        return d[a.length()][b.length()];
    }

    private static int step(int[][] d, String a, String b, int i, int j) {
        int replaced = d[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        int best = Math.min(replaced, 1 + Math.min(d[i - 1][j], d[i][j - 1]));
        boolean exchanged = i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
        return exchanged ? Math.min(best, d[i - 2][j - 2] + 1) : best;
    }
}
