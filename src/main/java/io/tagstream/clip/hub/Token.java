package io.tagstream.clip.hub;

import java.util.regex.Pattern;

/** Says who asks. Never printed, and only ever sent to the hub itself. */
record Token(String secret) {

    private static final Pattern PRINTABLE = Pattern.compile("[\\x21-\\x7E]+");

    /** The complaint does not quote it; that of an HTTP client about an invalid header would. */
    Token {
        if (!PRINTABLE.matcher(secret).matches()) {
            throw new HubException(
                    "the hub's token (HF_TOKEN or the token file) holds spaces or other characters of no token");
        }
    }

    String header() {
        return "Bearer " + secret;
    }

    @Override
    public String toString() {
        return "token";
    }
}
