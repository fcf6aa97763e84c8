package io.tagstream.evaluation;

import java.util.BitSet;

/**
 * What a tagger says of one photo, by the numbers of a {@link TagTree}.
 *
 * @param confidences of every tag, given or not: what it would be given with if everything above it held
 * @param given the tags that the photo gets; those above them are not here
 * @param reachable the tags that it would get if their own threshold were low enough and all else stayed: not those that are beaten in
 *     their one-of group, nor those whose parent does not hold
 */
@SuppressWarnings("ArrayRecordComponent") // one for each of many photos, written once
public record Scores(double[] confidences, BitSet given, BitSet reachable) {}
