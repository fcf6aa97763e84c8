package io.tagstream.clip.hub;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * Which files of a repository it takes to run a CLIP. A repository often holds the same weights two to five times, for other
 * libraries; and weights in pickle files are never taken, because to read one is to run a program of its author.
 */
final class CheckpointFiles {

    static final String CONFIG = "config.json";
    static final String OPEN_CLIP_CONFIG = "open_clip_config.json";
    static final String PREPROCESSING = "preprocessor_config.json";
    static final String PROCESSOR = "processor_config.json";
    static final String TOKENIZER = "tokenizer.json";
    static final String VOCABULARY = "vocab.json";
    static final String MERGES = "merges.txt";
    static final String SENTENCE_PIECES = "spiece.model";
    static final String WEIGHTS = "model.safetensors";
    static final String INDEX = "model.safetensors.index.json";
    static final String OPEN_CLIP_WEIGHTS = "open_clip_model.safetensors";

    /** A few kilobytes to a few megabytes each: whatever there is of them is taken. */
    private static final List<String> SMALL = List.of(
            CONFIG,
            PREPROCESSING,
            PROCESSOR,
            TOKENIZER,
            "tokenizer_config.json",
            "special_tokens_map.json",
            VOCABULARY,
            MERGES,
            SENTENCE_PIECES,
            OPEN_CLIP_CONFIG);

    private static final Pattern SHARD = Pattern.compile("model-\\d{5}-of-\\d{5}\\.safetensors");
    private static final Pattern PICKLED = Pattern.compile("[^/]*\\.(bin|pt|pth|ckpt|pkl)");

    private CheckpointFiles() {}

    /**
     * Chooses from a repository's files: the small ones first, then the weights.
     *
     * @throws HubException where there are no weights that can be read, with what to do instead
     */
    static List<String> choose(ModelName name, Collection<String> listed) {
        if (!listed.contains(CONFIG) && !listed.contains(OPEN_CLIP_CONFIG)) {
            throw new HubException(
                    "%s holds no CLIP: it has neither %s nor %s".formatted(name, CONFIG, OPEN_CLIP_CONFIG));
        }
        List<String> chosen =
                new ArrayList<>(SMALL.stream().filter(listed::contains).toList());
        chosen.addAll(weights(name, listed));
        return List.copyOf(chosen);
    }

    private static List<String> weights(ModelName name, Collection<String> listed) {
        if (listed.contains(CONFIG) && listed.contains(WEIGHTS)) {
            return List.of(WEIGHTS);
        }
        if (listed.contains(CONFIG) && listed.contains(INDEX)) {
            List<String> sharded = new ArrayList<>(List.of(INDEX));
            listed.stream().filter(SHARD.asMatchPredicate()).sorted().forEach(sharded::add);
            return sharded;
        }
        if (listed.contains(OPEN_CLIP_WEIGHTS)) {
            return List.of(OPEN_CLIP_WEIGHTS);
        }
        throw new HubException(withoutWeights(name, listed));
    }

    private static String withoutWeights(ModelName name, Collection<String> listed) {
        List<String> pickled =
                listed.stream().filter(PICKLED.asMatchPredicate()).sorted().toList();
        if (pickled.isEmpty()) {
            return "%s has no weights: neither %s nor %s".formatted(name, WEIGHTS, OPEN_CLIP_WEIGHTS);
        }
        return """
                %s has its weights as Python pickles only (%s). They can run code when they are read, so they are not fetched. Instead:
                  - look for a pull request 'Adding `safetensors` variant' among the repository's discussions, and take %s@refs/pr/N
                  - or have the hub's space safetensors/convert open one, and take that
                  - or take a repository of the same model that has %s""".formatted(name, String.join(", ", pickled), name.repository(), WEIGHTS);
    }

    /**
     * What a folder lacks to be a CLIP that can be run.
     *
     * @param has whether a file of this name is there
     * @param shards that the index names, empty where there is no index
     */
    static List<String> missing(Predicate<String> has, List<String> shards) {
        boolean openClip = !has.test(CONFIG) || (has.test(OPEN_CLIP_WEIGHTS) && !has.test(WEIGHTS) && !has.test(INDEX));
        List<String> needed = new ArrayList<>();
        if (openClip && has.test(OPEN_CLIP_CONFIG)) {
            needed.addAll(List.of(OPEN_CLIP_CONFIG, tokenizer(has), OPEN_CLIP_WEIGHTS));
        } else {
            needed.addAll(List.of(CONFIG, has.test(PROCESSOR) ? PROCESSOR : PREPROCESSING, tokenizer(has)));
            needed.addAll(has.test(INDEX) && !has.test(WEIGHTS) ? shards : List.of(WEIGHTS));
        }
        return needed.stream().filter(has.negate()).toList();
    }

    /** The one that is asked for, unless what it can be made from is there. */
    private static String tokenizer(Predicate<String> has) {
        if (has.test(SENTENCE_PIECES)) {
            return SENTENCE_PIECES;
        }
        return has.test(VOCABULARY) && has.test(MERGES) ? VOCABULARY : TOKENIZER;
    }
}
