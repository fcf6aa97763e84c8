package io.tagstream.learning;

import io.tagstream.tagging.AssignedTag;
import io.tagstream.tagging.Calibration;
import io.tagstream.tagging.Fitting;
import io.tagstream.tagging.LearnedTag;
import io.tagstream.tagging.Tagger;
import io.tagstream.tagging.Tagging;
import io.tagstream.taxonomy.LabelMatrix;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/**
 * Makes a fitting for one taxonomy version and model of what the catalog and its people know: calibrates every tag by the catalog,
 * learns those that people gave enough examples of, and calibrates the others by people's word. Each step is taken for a tag only
 * where it is better than the one before. The same input gives the same fitting.
 */
public final class Fitter {

    /** More photos would only make it slower. */
    public static final int MAX_PHOTOS = 10_000;

    /** Of photos that people spoke of: what they said of older ones is left out. */
    public static final int MAX_CORRECTED = 20_000;

    /** Log-odds of photos times tags that are kept in memory: 80 MB. */
    private static final int MAX_LOG_ODDS = 20_000_000;

    private final LabelMatrix labels;
    private final double logitScale;
    private final List<Tagger> shownBy;
    private final List<GroupedTag> tags;

    /**
     * Prepares.
     *
     * @param inForce the fitting of the release whose tags people see
     */
    public Fitter(LabelMatrix labels, double logitScale, Fitting inForce) {
        this.labels = labels;
        this.logitScale = logitScale;
        this.tags = GroupedTag.of(labels);
        this.shownBy = List.of(tagger(Map.of(), Map.of()), new Tagger(labels, inForce, logitScale));
    }

    /** How many photos of the catalog are of use. */
    public int photosWanted() {
        return wanted(MAX_PHOTOS);
    }

    /** How many photos that people spoke of are of use. */
    public int correctedWanted() {
        return wanted(MAX_CORRECTED);
    }

    private int wanted(int most) {
        return Math.min(most, MAX_LOG_ODDS / Math.max(1, tags.size()));
    }

    /**
     * Fits.
     *
     * @param catalog photos that were chosen by chance
     * @param judged all that people said, the newest first
     */
    public FittingReport fit(Photos catalog, List<CorrectedPhoto> judged) {
        Photos judgedPhotos = photos(judged);
        PeoplesVerdicts verdicts = new PeoplesVerdicts(tags, judged, shown(judgedPhotos));
        float[][] ofCatalog = logOdds(shownBy.getFirst(), catalog);
        List<CalibrationOutcome> distribution = each(tag -> distribution(tags.get(tag), ofCatalog[tag]));
        Map<String, Calibration> calibrations = new HashMap<>();
        for (GroupedTag tag : tags) {
            calibrations.put(tag.id(), TagReport.after(distribution.get(tag.column()), Calibration.NONE));
        }
        List<Optional<LearningOutcome>> learning = new Lessons(
                        tags,
                        tagger(calibrations, Map.of()),
                        logitScale,
                        catalog,
                        ofCatalog,
                        judgedPhotos,
                        logOdds(shownBy.getFirst(), judgedPhotos),
                        verdicts)
                .learn();
        Map<String, LearnedTag> learned = learned(learning);
        float[][] ofJudged = logOdds(tagger(Map.of(), learned), judgedPhotos);
        List<CalibrationOutcome> corrections =
                each(tag -> learned.containsKey(tags.get(tag).id())
                        ? new CalibrationOutcome.Refused("it is learned, and calibrated with that")
                        : corrections(tags.get(tag), verdicts, ofJudged[tag], calibrations));
        List<TagReport> reports = tags.stream()
                .map(tag -> new TagReport(
                        tag.id(),
                        tag.facetId(),
                        distribution.get(tag.column()),
                        corrections.get(tag.column()),
                        learning.get(tag.column())))
                .toList();
        return new FittingReport(fitting(reports, learned), catalog.count(), judged.size(), reports);
    }

    private Tagger tagger(Map<String, Calibration> calibrations, Map<String, LearnedTag> learned) {
        return new Tagger(labels, new Fitting(labels.modelDigest(), calibrations, learned), logitScale);
    }

    private Fitting fitting(List<TagReport> reports, Map<String, LearnedTag> learned) {
        Map<String, Calibration> calibrations = new HashMap<>();
        for (TagReport report : reports) {
            if (!report.calibration().equals(Calibration.NONE)) {
                calibrations.put(report.tagId(), report.calibration());
            }
        }
        return new Fitting(labels.modelDigest(), calibrations, learned);
    }

    private static CalibrationOutcome distribution(GroupedTag tag, float[] z) {
        return tag.oneOf()
                ? new CalibrationOutcome.Refused("its share in a one-of group is taken at its word")
                : DistributionCalibration.fit(z);
    }

    private static CalibrationOutcome corrections(
            GroupedTag tag, PeoplesVerdicts verdicts, float[] z, Map<String, Calibration> calibrations) {
        int[] telling = verdicts.telling(tag);
        double[] odds = new double[telling.length];
        boolean[] accepted = new boolean[telling.length];
        for (int i = 0; i < telling.length; i++) {
            odds[i] = z[telling[i]];
            accepted[i] = verdicts.holds(tag, telling[i]);
        }
        return CorrectionCalibration.fit(odds, accepted, calibrations.getOrDefault(tag.id(), Calibration.NONE));
    }

    private Map<String, LearnedTag> learned(List<Optional<LearningOutcome>> learning) {
        Map<String, LearnedTag> learned = new HashMap<>();
        for (GroupedTag tag : tags) {
            learning.get(tag.column()).ifPresent(outcome -> {
                if (outcome instanceof LearningOutcome.Learned(var weights, var gain, var error)) {
                    learned.put(tag.id(), weights);
                }
            });
        }
        return learned;
    }

    /** Tags do not depend on each other, so they are spread over the processors. */
    private <T> List<T> each(IntFunction<T> ofTag) {
        return IntStream.range(0, tags.size()).parallel().mapToObj(ofTag).toList();
    }

    private List<Set<String>> shown(Photos photos) {
        List<Set<String>> shown = new ArrayList<>();
        for (int i = 0; i < photos.count(); i++) {
            shown.add(new HashSet<>());
        }
        for (Tagger tagger : shownBy) {
            List<Tagging> taggings = tagger.tag(photos.embeddings(), photos.count());
            for (int i = 0; i < taggings.size(); i++) {
                taggings.get(i).tags().stream().map(AssignedTag::tagId).forEach(shown.get(i)::add);
            }
        }
        return shown;
    }

    private Photos photos(List<CorrectedPhoto> judged) {
        int dimensions = labels.dimensions();
        float[] embeddings = new float[Math.multiplyExact(judged.size(), dimensions)];
        for (int i = 0; i < judged.size(); i++) {
            System.arraycopy(judged.get(i).embedding().values(), 0, embeddings, i * dimensions, dimensions);
        }
        return new Photos(embeddings, judged.size(), dimensions);
    }

    /** [tags][photos] */
    private float[][] logOdds(Tagger tagger, Photos photos) {
        float[][] columns = new float[tags.size()][photos.count()];
        for (int photo = 0; photo < photos.count(); photo++) {
            double[] odds = tagger.logOdds(photos.embedding(photo), 1);
            for (int tag = 0; tag < odds.length; tag++) {
                columns[tag][photo] = (float) odds[tag];
            }
        }
        return columns;
    }
}
