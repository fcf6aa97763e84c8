package io.tagstream.page;

import io.quarkus.qute.TemplateGlobal;
import io.tagstream.photo.ContentHash;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/** Addresses of what pages load. They carry the content's hash, so that a browser may keep them and still gets a new version at once. */
@TemplateGlobal
final class Assets {

    private static final String FOLDER = "/ui/assets/";
    private static final String HTMX_POM = "META-INF/maven/org.webjars.npm/htmx.org/pom.properties";
    private static final int HASH_DIGITS = 12;

    /** {@code {cssAddress}}. */
    static final String cssAddress = versioned("page.css");

    /** {@code {jsAddress}}. */
    static final String jsAddress = versioned("page.js");

    /** {@code {htmxAddress}}. */
    static final String htmxAddress = "/webjars/htmx.org/%s/dist/htmx.min.js".formatted(htmxVersion());

    private Assets() {}

    private static String versioned(String name) {
        String hash =
                ContentHash.of(bytes("META-INF/resources" + FOLDER + name)).hex();
        return FOLDER + name + "?v=" + hash.substring(0, HASH_DIGITS);
    }

    private static String htmxVersion() {
        Properties pom = new Properties();
        try (InputStream in = open(HTMX_POM)) {
            pom.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException(HTMX_POM, e);
        }
        return pom.getProperty("version");
    }

    private static byte[] bytes(String resource) {
        try (InputStream in = open(resource)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(resource, e);
        }
    }

    private static InputStream open(String resource) {
        InputStream in = Thread.currentThread().getContextClassLoader().getResourceAsStream(resource);
        if (in == null) {
            throw new IllegalStateException(resource + " is not on the class path");
        }
        return in;
    }
}
