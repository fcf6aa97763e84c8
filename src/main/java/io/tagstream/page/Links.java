package io.tagstream.page;

import jakarta.ws.rs.core.UriBuilder;

/** Addresses of the page's parts. */
final class Links {

    private Links() {}

    static String photo(String photo) {
        return with("/ui/photo", "id", photo);
    }

    static String thumbnail(String photo) {
        return with("/ui/thumbnail", "id", photo);
    }

    static String tag(String tag) {
        return with("/", "tag", tag);
    }

    static String with(String path, String parameter, String value) {
        return UriBuilder.fromPath(path)
                .queryParam(parameter, "{value}")
                .build(value)
                .toString();
    }
}
