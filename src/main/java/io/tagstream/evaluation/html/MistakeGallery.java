package io.tagstream.evaluation.html;

import io.tagstream.evaluation.Mistake;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** The worst mistakes, as pictures. */
final class MistakeGallery {

    private final Function<Path, Optional<String>> thumbnails;

    /** @param thumbnails data URIs of photos; absent where a photo cannot be shown */
    MistakeGallery(Function<Path, Optional<String>> thumbnails) {
        this.thumbnails = thumbnails;
    }

    /** The tag, and what would have been right. */
    Element falseAlarms(List<Mistake> mistakes) {
        return gallery(
                mistakes,
                mistake -> "given " + mistake.tagId(),
                mistake -> "shows " + list(mistake.shown()) + also(", also given ", mistake.given(), mistake));
    }

    /** The tag, and what was given instead. */
    Element misses(List<Mistake> mistakes) {
        return gallery(
                mistakes,
                mistake -> "missed " + mistake.tagId(),
                mistake -> "given " + list(mistake.given()) + also(", shows ", mistake.shown(), mistake));
    }

    private Element gallery(List<Mistake> mistakes, Function<Mistake, String> what, Function<Mistake, String> instead) {
        if (mistakes.isEmpty()) {
            return Element.of("p", "None.");
        }
        Element gallery = Element.of("div").with("class", "gallery");
        mistakes.forEach(mistake -> gallery.add(figure(mistake, what.apply(mistake), instead.apply(mistake))));
        return gallery;
    }

    private Element figure(Mistake mistake, String what, String instead) {
        String confidence = Numbers.percent(mistake.confidence());
        return Element.of("figure")
                .with("class", "mistake")
                .add(picture(
                        mistake, "%s: %s with %s, %s".formatted(mistake.photo().name(), what, confidence, instead)))
                .add(Element.of("figcaption")
                        .add(Element.of("b", what))
                        .add(Element.of("span", confidence).with("class", "confidence"))
                        .add(Element.of("span", instead))
                        .add(Element.of("bdi", mistake.photo().name()).with("class", "name")));
    }

    private Element picture(Mistake mistake, String alternative) {
        return thumbnails
                .apply(mistake.photo().file())
                .map(uri -> Element.of("img")
                        .with("src", uri)
                        .with("alt", alternative)
                        .with("loading", "lazy"))
                .orElseGet(() -> Element.of("p", "cannot be shown").with("class", "no-picture"));
    }

    private static String also(String words, List<String> ids, Mistake mistake) {
        List<String> others =
                ids.stream().filter(id -> !id.equals(mistake.tagId())).toList();
        return others.isEmpty() ? "" : words + list(others);
    }

    private static String list(List<String> ids) {
        return ids.isEmpty() ? "nothing" : String.join(", ", ids);
    }
}
