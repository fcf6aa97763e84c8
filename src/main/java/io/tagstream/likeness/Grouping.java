package io.tagstream.likeness;

import io.tagstream.photo.ContentHash;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * From pairs to groups, each a star: the best photo that is in no group yet, and all that are directly like it. So a chain of
 * likenesses does not bring photos together that are not like each other's best (docs/adr/0030). Equal files are one to it: what is
 * like one of them is like all.
 */
final class Grouping {

    /** A pair that was verified. */
    record Pair(long a, long b, LikenessKind kind, Optional<Integer> hashDistance, double cosine) {}

    /** A photo of a group, and what it is to the best. */
    record Member(Contender photo, LikenessKind likeness, Optional<Integer> hashDistance, double cosine) {}

    /**
     * A best photo and all that are like it.
     *
     * @param others the best of them first; at least one
     */
    record Star(LikenessKind kind, Contender best, List<Member> others) {

        Star {
            others = List.copyOf(others);
        }

        long reclaimableBytes() {
            return others.stream().mapToLong(other -> other.photo.bytes()).sum();
        }

        String reason() {
            return best.reason(others.stream().map(Member::photo).toList());
        }
    }

    private final List<Contender> contenders;
    private final Map<ContentHash, List<Contender>> byContent;

    /** The strictest pair between photos of two contents, which are not equal. */
    private final Map<ContentHash, Map<ContentHash, Pair>> between = new HashMap<>();

    Grouping(Collection<Contender> contenders, Collection<Pair> pairs) {
        this.contenders = contenders.stream().sorted(Contender.BEST_FIRST).toList();
        this.byContent = this.contenders.stream().collect(Collectors.groupingBy(Contender::content));
        Map<Long, ContentHash> contents = new HashMap<>();
        contenders.forEach(one -> contents.put(one.photo(), one.content()));
        for (Pair pair : pairs) {
            ContentHash a = contents.get(pair.a);
            ContentHash b = contents.get(pair.b);
            if (a != null && b != null && !a.equals(b)) {
                connect(a, b, pair);
                connect(b, a, pair);
            }
        }
    }

    private void connect(ContentHash from, ContentHash to, Pair pair) {
        between.computeIfAbsent(from, content -> new HashMap<>())
                .merge(to, pair, (one, other) -> one.kind().isWithin(other.kind()) ? one : other);
    }

    /** The groups of a kind, in which likenesses of stricter kinds may be, too. */
    List<Star> stars(LikenessKind kind) {
        Set<Long> taken = new HashSet<>();
        List<Star> stars = new ArrayList<>();
        for (Contender best : contenders) {
            if (!taken.contains(best.photo())) {
                List<Member> others = like(best, kind)
                        .filter(other -> !taken.contains(other.photo.photo()))
                        .sorted(Comparator.comparing(Member::photo, Contender.BEST_FIRST))
                        .toList();
                if (!others.isEmpty()) {
                    taken.add(best.photo());
                    others.forEach(other -> taken.add(other.photo.photo()));
                    stars.add(new Star(kind, best, others));
                }
            }
        }
        return stars;
    }

    private Stream<Member> like(Contender best, LikenessKind kind) {
        Stream<Member> sameFile = ofContent(best.content())
                .filter(other -> other.photo() != best.photo())
                .map(other -> new Member(other, LikenessKind.SAME_FILE, Optional.of(0), 1));
        Stream<Member> others = between.getOrDefault(best.content(), Map.of()).entrySet().stream()
                .filter(pair -> pair.getValue().kind.isWithin(kind))
                .flatMap(pair -> ofContent(pair.getKey()).map(other -> member(other, pair.getValue())));
        return Stream.concat(sameFile, others);
    }

    private Stream<Contender> ofContent(ContentHash content) {
        return byContent.getOrDefault(content, List.of()).stream();
    }

    private static Member member(Contender other, Pair pair) {
        return new Member(other, pair.kind, pair.hashDistance, pair.cosine);
    }
}
