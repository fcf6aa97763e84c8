package io.tagstream.taxonomy;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;

/**
 * Something a photo may show. A value that only trims its text: {@link Taxonomy} is what refuses a wrong one, since most of what
 * can be wrong with a tag is about its neighbours.
 *
 * @param id stable, unique in the taxonomy; what is stored with photos
 * @param naming for people; the name is also the word that goes into the templates where there are no words and no prompts
 * @param synonyms what else people call it, to be found by; never scored
 * @param parent the id of a broader tag in the same facet
 * @param words put into the templates: {@code crimson} becomes {@code a photo of crimson}
 * @param prompts whole, used as they are
 * @param negatives whole prompts of what it is mistaken for, which it has to beat, too
 * @param threshold the confidence from which on the tag is given, in (0, 1); the facet's if absent
 * @param reliable false where CLIP is known to be weak: shown to people, and no reason to hide the tag
 * @param active false for a retired tag: it is no longer scored, nor are the tags below it, but its id stays taken and older
 *     rows keep their name
 */
public record Tag(
        String id,
        Naming naming,
        List<String> synonyms,
        Optional<String> parent,
        List<String> words,
        List<String> prompts,
        List<String> negatives,
        OptionalDouble threshold,
        boolean reliable,
        boolean active,
        Children children) {

    public Tag {
        id = id.strip();
        synonyms = stripped(synonyms);
        parent = parent.map(String::strip);
        words = stripped(words);
        prompts = stripped(prompts);
        negatives = stripped(negatives);
    }

    /** The tag that {@code - dark-red} means in a taxonomy file: everything follows from the id. */
    public static Tag of(String id) {
        return new Tag(
                id,
                Naming.of(Naming.nameFor(id)),
                List.of(),
                Optional.empty(),
                List.of(),
                List.of(),
                List.of(),
                OptionalDouble.empty(),
                true,
                true,
                Children.DEFAULT);
    }

    public String name() {
        return naming.name();
    }

    public Map<String, String> names() {
        return naming.names();
    }

    public String description() {
        return naming.description();
    }

    /** What goes into the templates; empty where the prompts are all there is. */
    List<String> templateWords() {
        return words.isEmpty() && prompts.isEmpty() ? List.of(name()) : words;
    }

    /** What CLIP is asked for: every word in every template, then the whole prompts; the name where neither is given. */
    List<String> expanded(List<String> templates) {
        return Stream.concat(
                        templateWords().stream()
                                .flatMap(word -> templates.stream().map(template -> inserted(word, template))),
                        prompts.stream())
                .toList();
    }

    /** How many prompts it takes with so many templates, negatives included, without making them. */
    long promptCount(int templates) {
        return (long) templateWords().size() * templates + prompts.size() + negatives.size();
    }

    static String inserted(String word, String template) {
        return template.replace(Taxonomy.PLACEHOLDER, word);
    }

    private static List<String> stripped(List<String> texts) {
        return texts.stream().map(String::strip).toList();
    }
}
