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

    Element falseAlarms(List<Mistake> mistakes) {
        return gallery(mistakes, mistake -> "given %s (%s)".formatted(mistake.tagId(), Numbers.percent(mistake.confidence())));
    }

    Element misses(List<Mistake> mistakes) {
        return gallery(mistakes, mistake -> "not given %s (%s)".formatted(mistake.tagId(), Numbers.percent(mistake.confidence())));
    }

    private Element gallery(List<Mistake> mistakes, Function<Mistake, String> what) {
        if (mistakes.isEmpty()) {
            return Element.of("p", "None.");
        }
        Element gallery = Element.of("div").with("class", "gallery");
        mistakes.forEach(mistake -> gallery.add(figure(mistake, what.apply(mistake))));
        return gallery;
    }

    private Element figure(Mistake mistake, String what) {
        String others = "shows %s; given %s".formatted(list(mistake.shown()), list(mistake.given()));
        return Element.of("figure")
                .with("class", "mistake")
                .add(picture(mistake, "%s: %s, %s".formatted(mistake.photo().name(), what, others)))
                .add(Element.of("figcaption")
                        .add(Element.of("b", what), Element.of("span", others))
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

    private static String list(List<String> ids) {
        return ids.isEmpty() ? "nothing" : String.join(", ", ids);
    }
}
