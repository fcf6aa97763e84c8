package io.tagstream.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import java.util.ArrayList;
import java.util.List;

/**
 * Somebody at a browser. When they leave, nothing must have gone wrong behind their back: no error in the console, no request to
 * anywhere but the worker, nothing that the content security policy had to stop.
 */
final class Visitor implements AutoCloseable {

    /** A script of the test, so the policy says nothing against it. */
    private static final String REPORT_VIOLATIONS = "document.addEventListener('securitypolicyviolation', e => "
            + "console.error('policy violated: ' + e.violatedDirective + ' by ' + e.blockedURI + ' ' + e.sourceFile))";

    /** What the browser itself makes of a status that a page is meant to have. */
    private static final String STATUS = "Failed to load resource: the server responded with a status of ";

    final Page page;
    private final BrowserContext context;
    private final List<String> troubles = new ArrayList<>();
    private final List<Integer> expected = new ArrayList<>();

    Visitor(BrowserContext context, String address) {
        this.context = context;
        context.addInitScript(REPORT_VIOLATIONS);
        context.onConsoleMessage(message -> {
            if (message.type().equals("error") || message.type().equals("warning")) {
                troubles.add("console: " + message.text() + " at " + message.location());
            }
        });
        context.onWebError(error -> troubles.add("script: " + error.error()));
        context.onRequest(request -> {
            String url = request.url();
            if (!url.startsWith(address + "/") && !url.startsWith("data:") && !url.startsWith("blob:")) {
                troubles.add("it asked for " + url);
            }
        });
        this.page = context.newPage();
    }

    /** A page with such a status is part of the test. */
    Visitor expecting(int status) {
        expected.add(status);
        return this;
    }

    Visitor opens(String path) {
        page.navigate(path);
        return this;
    }

    @Override
    public void close() {
        context.close();
        assertThat(troubles)
                .filteredOn(trouble ->
                        expected.stream().noneMatch(status -> trouble.startsWith("console: " + STATUS + status)))
                .isEmpty();
    }
}
