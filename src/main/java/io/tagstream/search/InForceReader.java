package io.tagstream.search;

import io.tagstream.catalog.LoadedRelease;
import io.tagstream.catalog.Release;
import io.tagstream.catalog.ReleaseLoader;
import io.tagstream.catalog.ReleaseStore;
import io.tagstream.catalog.Transactions;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import javax.sql.DataSource;

/** Asks which release is in force, and remembers what was read of it. Safe for use by many threads. */
final class InForceReader {

    private final DataSource dataSource;
    private final ReleaseStore releases;
    private final ReleaseLoader loader;
    private final AtomicReference<Optional<InForce>> latest = new AtomicReference<>(Optional.empty());

    InForceReader(DataSource dataSource, ReleaseLoader loader) {
        this.dataSource = dataSource;
        this.releases = new ReleaseStore(dataSource);
        this.loader = loader;
    }

    /** The release that is in force at this moment. */
    InForce read() {
        Release release = releases.active()
                .orElseThrow(() -> Unanswerable.notNow("q", "cannot be answered: no release is in force yet"));
        Optional<InForce> known = latest.get()
                .filter(one -> one.release().number() == release.number()
                        && one.release().id().equals(release.id()));
        if (known.isPresent()) {
            return known.get();
        }
        LoadedRelease loaded = loader.load(release)
                .orElseThrow(() -> Unanswerable.notNow(
                        "q", "cannot be answered: release %s has no labels yet".formatted(release.id())));
        TagNumbers numbers = Transactions.ask(dataSource, connection -> TagNumbers.read(connection, release.version()));
        InForce read = new InForce(loaded, new Vocabulary(loaded.taxonomy()), numbers);
        latest.set(Optional.of(read));
        return read;
    }
}
