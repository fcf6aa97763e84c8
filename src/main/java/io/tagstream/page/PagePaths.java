package io.tagstream.page;

import io.tagstream.photo.ContentHash;
import jakarta.ws.rs.core.UriInfo;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Which addresses are the page's. */
final class PagePaths {

    private PagePaths() {}

    static boolean isOfPage(UriInfo address) {
        String path = address.getPath();
        return path.isEmpty() || path.equals("/") || path.equals("/ui") || path.startsWith("/ui/");
    }

    /** The address of a photo's page: its id is one segment, whatever is in it. */
    static String photo(String id) {
        return "/ui/photos/" + encoded(id);
    }

    /** The address of a photo's picture, which stands for this content for ever where its hash is known. */
    static String picture(long number, Optional<ContentHash> content, PictureSize size) {
        String address = "/ui/thumbnails/%d?size=%s".formatted(number, size.word());
        return content.map(hash -> address + "&v=" + hash.hex().substring(0, ThumbnailResource.HASH_DIGITS))
                .orElse(address);
    }

    /** For a segment of a path, or for a value of a query. */
    static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
