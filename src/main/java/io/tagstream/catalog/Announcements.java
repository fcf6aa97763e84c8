package io.tagstream.catalog;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;

/** Announces photos by what the catalog has of them. */
public final class Announcements {

    private final Announcer announcer;

    public Announcements(Announcer announcer) {
        this.announcer = announcer;
    }

    /**
     * Puts an event into the outbox for each of the photos that is catalogued. The caller holds the photos' rows, so that nobody changes
     * them before the commit.
     *
     * @param release the one in force
     * @return how many
     */
    public int append(Connection connection, LoadedRelease release, Collection<Long> photos) throws SQLException {
        List<OutboxEvent> events = CataloguedPhotos.read(connection, release, photos).stream()
                .map(announcer::announce)
                .toList();
        Outbox.append(connection, events);
        return events.size();
    }
}
