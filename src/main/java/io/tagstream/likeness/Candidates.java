package io.tagstream.likeness;

import io.tagstream.catalog.Transactions;
import io.tagstream.likeness.PairTable.Ends;
import io.tagstream.photo.ContentHash;
import io.tagstream.search.Condition;
import io.tagstream.search.NearestPhotos;
import io.tagstream.search.NearestPhotos.Question;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import javax.sql.DataSource;

/**
 * Who may be like a photo: whoever has the same bytes, a near hash, or a near embedding. Of equal files only the first is compared with
 * others, and the rest with the first: a file that is uploaded ten thousand times has ten thousand pairs, and not fifty million.
 */
final class Candidates {

    private final int model;
    private final NearestPhotos nearest;
    private final LikenessSettings settings;
    private final HashScan hashes;

    private Candidates(int model, NearestPhotos nearest, LikenessSettings settings) {
        this.model = model;
        this.nearest = nearest;
        this.settings = settings;
        this.hashes = new HashScan(settings.hashes());
    }

    /**
     * With the hashes of all photos that were looked at.
     *
     * @param mark how far that was
     */
    static Candidates load(
            Connection connection, int model, long mark, NearestPhotos nearest, LikenessSettings settings)
            throws SQLException {
        Candidates candidates = new Candidates(model, nearest, settings);
        FingerprintTable.addHashes(connection, model, mark, candidates.hashes);
        return candidates;
    }

    int model() {
        return model;
    }

    /**
     * Pairs that deserve a comparison, each of one of these photos.
     *
     * @param fresh photos whose hash is not known yet; the others may be looked at again
     */
    Set<Ends> of(DataSource dataSource, List<Fingerprint> photos, Set<Long> fresh) {
        Set<ContentHash> contents = photos.stream().map(Fingerprint::content).collect(Collectors.toSet());
        Map<ContentHash, Long> firsts =
                Transactions.ask(dataSource, connection -> FingerprintTable.firsts(connection, model, contents));
        Set<Ends> pairs = new HashSet<>();
        List<Fingerprint> searched = new ArrayList<>();
        for (Fingerprint photo : photos) {
            long first = Optional.ofNullable(firsts.get(photo.content())).orElse(photo.photo());
            if (first == photo.photo()) {
                searched.add(photo);
            } else {
                pairs.add(Ends.of(photo.photo(), first));
            }
        }
        addByHash(searched, fresh, pairs);
        if (settings.neighbours() > 0) {
            searched.forEach(photo -> addByEmbedding(photo, pairs));
        }
        return pairs;
    }

    private void addByHash(List<Fingerprint> photos, Set<Long> fresh, Set<Ends> pairs) {
        long[] wanted = photos.stream().mapToLong(Fingerprint::hash).toArray();
        // Beside itself, and beside those of the batch, which the scan does not have yet.
        long[][] near = hashes.near(wanted, settings.thresholds().loosestHash(), settings.candidates());
        HashScan ofBatch = new HashScan(photos.size());
        photos.forEach(photo -> ofBatch.add(photo.photo(), photo.hash()));
        long[][] nearInBatch = ofBatch.near(wanted, settings.thresholds().loosestHash(), settings.candidates());
        for (int i = 0; i < wanted.length; i++) {
            boolean known = addAll(photos.get(i).photo(), near[i], pairs);
            addAll(photos.get(i).photo(), nearInBatch[i], pairs);
            if (!known || fresh.contains(photos.get(i).photo())) {
                hashes.add(photos.get(i).photo(), photos.get(i).hash());
            }
        }
    }

    private void addByEmbedding(Fingerprint photo, Set<Ends> pairs) {
        Question question = new Question(
                photo.embedding(),
                model,
                Condition.NONE,
                settings.neighbours() + 1,
                Optional.empty(),
                settings.thresholds().loosestCosine());
        long[] found = nearest.nearest(question).hits().stream()
                .mapToLong(NearestPhotos.Hit::photo)
                .toArray();
        addAll(photo.photo(), found, pairs);
    }

    /**
     * Pairs a photo with others.
     *
     * @return whether the photo itself was among them
     */
    private static boolean addAll(long photo, long[] others, Set<Ends> pairs) {
        boolean itself = false;
        for (long other : others) {
            if (other == photo) {
                itself = true;
            } else {
                pairs.add(Ends.of(photo, other));
            }
        }
        return itself;
    }
}
