package io.tagstream.pipeline;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Of several events about one photo in a batch, only the newest is worth the work. */
final class NewestPerPhoto {

    private NewestPerPhoto() {}

    /**
     * Leaves out what another event of the batch supersedes.
     *
     * @param events of one log in its order, the logs in any; the result keeps it
     */
    static List<IncomingEvent> of(List<IncomingEvent> events) {
        Map<Object, IncomingEvent> newest = new LinkedHashMap<>();
        for (IncomingEvent event : events) {
            Object key = keyOf(event);
            IncomingEvent known = newest.get(key);
            if (known == null || event.position().supersedes(known.position())) {
                newest.remove(key); // so that it moves to the end, where the newer one stood
                newest.put(key, event);
            }
        }
        return List.copyOf(newest.values());
    }

    /** A photo's id; an unreadable event stands for itself. */
    private static Object keyOf(IncomingEvent event) {
        return switch (event) {
            case IncomingEvent.Upload upload -> upload.photo().id();
            case IncomingEvent.Deletion deletion -> deletion.photo().id();
            case IncomingEvent.Unreadable unreadable -> unreadable.position();
        };
    }
}
