package io.tagstream.clip.hub;

import java.util.regex.Pattern;

/**
 * A model's name on the hub: {@code openai/clip-vit-large-patch14}, or with a revision {@code openai/clip-vit-large-patch14@refs/pr/12}.
 *
 * @param repository owner and name
 * @param revision a branch, a tag, a commit, or the hub's {@code refs/pr/N}
 */
public record ModelName(String repository, String revision) {

    public static final String MAIN = "main";

    private static final Pattern REPOSITORY =
            Pattern.compile("[A-Za-z0-9_][A-Za-z0-9._-]*/[A-Za-z0-9_][A-Za-z0-9._-]*");
    private static final Pattern REVISION =
            Pattern.compile("[A-Za-z0-9_][A-Za-z0-9._+-]*(/[A-Za-z0-9_][A-Za-z0-9._+-]*)*");
    private static final int MAX_LENGTH = 200;

    /** Both become names of files, so nothing that leads out of a folder is let through. */
    public ModelName {
        if (!isRepository(repository)) {
            throw new HubException(
                    "'%s' is no name of a model on the hub: OWNER/NAME, such as openai/clip-vit-large-patch14"
                            .formatted(repository));
        }
        if (revision.length() > MAX_LENGTH
                || revision.contains("..")
                || !REVISION.matcher(revision).matches()) {
            throw new HubException("'%s' is no revision: a branch, a tag, a commit or refs/pr/N".formatted(revision));
        }
    }

    /**
     * Reads {@code OWNER/NAME} or {@code OWNER/NAME@REVISION}.
     *
     * @throws HubException where it is neither
     */
    public static ModelName of(String text) {
        int at = text.indexOf('@');
        return at < 0 ? new ModelName(text, MAIN) : new ModelName(text.substring(0, at), text.substring(at + 1));
    }

    /** Whether a text has the form of a name, so that it may be one; {@link #of} says what is wrong with it. */
    static boolean looksLike(String text) {
        int at = text.indexOf('@');
        return isRepository(at < 0 ? text : text.substring(0, at));
    }

    /** The folder of the repository in the hub's cache; the hub allows no {@code --} in names, so two never share one. */
    String folder() {
        return HubCache.PREFIX + repository.replace("/", "--");
    }

    private static boolean isRepository(String text) {
        return text.length() <= MAX_LENGTH
                && !text.contains("..")
                && !text.contains("--")
                && REPOSITORY.matcher(text).matches();
    }

    @Override
    public String toString() {
        return revision.equals(MAIN) ? repository : repository + "@" + revision;
    }
}
