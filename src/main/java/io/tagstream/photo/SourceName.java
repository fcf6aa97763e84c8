package io.tagstream.photo;

import java.net.URI;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What may be said of a source: in messages, which are short, and in rows and events, where the address is data. Passwords and
 * signatures live in user info, query and fragment, and an address that carries one is as good as the photo.
 */
public final class SourceName {

    private static final int MAX_CHARACTERS = 300;
    private static final String HIDDEN = "hidden";
    private static final Pattern PARAMETER = Pattern.compile("(?<name>[^?&=]+)=[^&]*");

    /** Of the queries that S3, Google, Azure, CloudFront and others sign with, and what people call a password of their own. */
    private static final Set<String> SECRET_PARAMETERS =
            Set.of("sig", "key", "code", "auth", "authorization", "hmac", "jwt", "policy");

    private static final Pattern SECRET_WORDS =
            Pattern.compile("signature|credential|token|secret|passw|api[-_]?key|access[-_]?key|session");

    private SourceName() {}

    /** For messages: no user info, query or fragment, 300 characters at most. */
    public static String of(URI source) {
        String scheme = source.getScheme() == null ? "" : source.getScheme() + ":";
        if (source.isOpaque()) {
            return scheme + "…";
        }
        return shortened(scheme + authority(source) + path(source));
    }

    /** For rows and events: the address as it came, but without user info and fragment, and telling parameters hidden. */
    public static String published(URI source) {
        String asked = source.getRawQuery() == null ? "" : "?" + source.getRawQuery();
        String shown = withoutSecrets(asked);
        boolean harmless = source.getRawFragment() == null && shown.equals(asked) && !hasUserInfo(source);
        String scheme = source.getScheme() == null ? "" : source.getScheme() + ":";
        return source.isOpaque() || harmless ? source.toString() : scheme + authority(source) + path(source) + shown;
    }

    /** Whether a published address has lost what it takes to fetch it: a signature or password that was hidden. */
    public static boolean lacksSecret(String published) {
        int query = published.indexOf('?');
        return query >= 0
                && PARAMETER
                        .matcher(published.substring(query))
                        .results()
                        .anyMatch(parameter ->
                                parameter.group().endsWith("=" + HIDDEN) && isSecret(parameter.group("name")));
    }

    private static boolean hasUserInfo(URI source) {
        return source.getRawAuthority() != null && source.getRawAuthority().contains("@");
    }

    private static String withoutSecrets(String query) {
        return PARAMETER
                .matcher(query)
                .replaceAll(parameter -> isSecret(parameter.group("name")) ? "${name}=" + HIDDEN : "$0");
    }

    private static boolean isSecret(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return SECRET_PARAMETERS.contains(lower) || SECRET_WORDS.matcher(lower).find();
    }

    private static String authority(URI source) {
        return source.getRawAuthority() == null ? "" : "//" + withoutUserInfo(source.getRawAuthority());
    }

    private static String path(URI source) {
        return source.getRawPath() == null ? "" : source.getRawPath();
    }

    /** By hand: {@link URI#getHost()} is null for hosts that Java does not like, and user info then hides in the authority. */
    private static String withoutUserInfo(String authority) {
        return authority.substring(authority.lastIndexOf('@') + 1);
    }

    private static String shortened(String name) {
        return name.length() <= MAX_CHARACTERS ? name : name.substring(0, MAX_CHARACTERS) + "…";
    }
}
