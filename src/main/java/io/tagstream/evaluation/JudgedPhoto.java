package io.tagstream.evaluation;

import java.nio.file.Path;
import java.util.BitSet;

/** A photo of which both are known: what it shows, and what a tagger says. */
public final class JudgedPhoto {

    private final String name;
    private final Path file;
    private final Truth truth;
    private final Scores scores;
    private final BitSet given;
    private final double[] confidences;

    /** @param name for people: the path as they wrote it */
    public JudgedPhoto(TagTree tree, String name, Path file, Truth truth, Scores scores) {
        this.name = name;
        this.file = file;
        this.truth = truth;
        this.scores = scores;
        this.given = tree.withAncestors(scores.given());
        this.confidences = tree.rolledUp(scores.confidences());
    }

    public String name() {
        return name;
    }

    public Path file() {
        return file;
    }

    public Truth truth() {
        return truth;
    }

    /** Whether the photo has the tag, or one below it. */
    public boolean has(int tag) {
        return given.get(tag);
    }

    /** Whether the tag itself is stored with the photo. */
    public boolean isGiven(int tag) {
        return scores.given().get(tag);
    }

    /** Of the tag or one below it, whichever is greater. */
    public double confidence(int tag) {
        return confidences[tag];
    }

    /** Of the tag alone. */
    public double ownConfidence(int tag) {
        return scores.confidences()[tag];
    }

    /** What the tag would be given with; negative if no threshold of its own would give it. */
    double reach(int tag) {
        return scores.reachable().get(tag) ? ownConfidence(tag) : -1;
    }
}
