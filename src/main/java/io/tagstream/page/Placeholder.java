package io.tagstream.page;

/** What stands where a photo would. */
final class Placeholder {

    private Placeholder() {}

    /** @param reason a few words of letters and spaces */
    static String svg(String reason) {
        if (!reason.matches("[a-z ]+")) {
            throw new IllegalArgumentException("not a few words: " + reason);
        }
        return """
                <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 400 400" width="400" height="400" role="img">
                  <title>No picture: %1$s</title>
                  <rect width="400" height="400" fill="#808884" fill-opacity=".14"/>
                  <g fill="none" stroke="#808884" stroke-width="6" stroke-linejoin="round" stroke-linecap="round">
                    <rect x="140" y="120" width="120" height="96" rx="10"/>
                    <path d="m146 204 34-38 22 22 18-18 34 34M124 232 276 104"/>
                  </g>
                  <text x="200" y="276" font-family="system-ui, sans-serif" font-size="22" text-anchor="middle" fill="#808884">%1$s</text>
                </svg>
                """.formatted(reason);
    }
}
