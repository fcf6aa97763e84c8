package io.tagstream.page;

import com.fasterxml.jackson.core.io.JsonStringEncoder;

/** What the live region says after a request of htmx that succeeded, as the value of {@link #HEADER}. */
final class Announcement {

    static final String HEADER = "HX-Trigger";

    private static final int LAST_ASCII = 126;

    private Announcement() {}

    /** Headers are ASCII. */
    static String of(String sentence) {
        StringBuilder json = new StringBuilder("{\"say\":\"");
        for (char c : JsonStringEncoder.getInstance().quoteAsString(sentence)) {
            if (c <= LAST_ASCII) {
                json.append(c);
            } else {
                json.append("\\u%04x".formatted((int) c));
            }
        }
        return json.append("\"}").toString();
    }
}
