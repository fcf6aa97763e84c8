package io.tagstream.fetch;

import java.net.URI;

/** How a source is called in messages: no user info, query or fragment, since passwords and signatures live there. */
final class SourceName {

    private static final int MAX_CHARACTERS = 300;

    private SourceName() {}

    static String of(URI source) {
        String scheme = source.getScheme() == null ? "" : source.getScheme() + ":";
        if (source.isOpaque()) {
            return scheme + "…";
        }
        String authority = source.getRawAuthority() == null ? "" : "//" + withoutUserInfo(source.getRawAuthority());
        String path = source.getRawPath() == null ? "" : source.getRawPath();
        return shortened(scheme + authority + path);
    }

    /** By hand: {@link URI#getHost()} is null for hosts that Java does not like, and user info then hides in the authority. */
    private static String withoutUserInfo(String authority) {
        return authority.substring(authority.lastIndexOf('@') + 1);
    }

    private static String shortened(String name) {
        return name.length() <= MAX_CHARACTERS ? name : name.substring(0, MAX_CHARACTERS) + "…";
    }
}
