package io.tagstream.app;

import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** The system's Chromium, driven by Playwright: what tests see is what people see. */
final class Chromium implements AutoCloseable {

    private static final Path PROGRAM =
            Path.of(System.getenv().getOrDefault("TAGSTREAM_CHROMIUM", "/usr/bin/chromium"));

    /** Machines that build are busy. */
    private static final int PATIENCE_MILLIS = 20_000;

    /** It runs as root in containers, and calls nobody but the worker. */
    private static final List<String> ARGUMENTS = List.of(
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            "--force-color-profile=srgb",
            "--font-render-hinting=none");

    private final Playwright playwright;
    private final Browser browser;

    private Chromium(Playwright playwright, Browser browser) {
        this.playwright = playwright;
        this.browser = browser;
    }

    /** Skips the test where there is none, unless everything is to be tested. */
    static Chromium start() {
        if (!Files.isExecutable(PROGRAM)) {
            String missing = "there is no " + PROGRAM
                    + ": install Debian's package chromium, or say in TAGSTREAM_CHROMIUM where it is";
            if (System.getenv("TAGSTREAM_TEST_EVERYTHING") != null) {
                fail(missing);
            }
            abort(missing);
        }
        PlaywrightAssertions.setDefaultAssertionTimeout(PATIENCE_MILLIS);
        Playwright playwright = Playwright.create(
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        Browser browser = playwright
                .chromium()
                .launch(new BrowserType.LaunchOptions()
                        .setExecutablePath(PROGRAM)
                        .setArgs(ARGUMENTS));
        return new Chromium(playwright, browser);
    }

    /** Somebody at a window of the usual size. */
    Visitor visitor(String address) {
        return visitor(address, new Browser.NewContextOptions().setViewportSize(1280, 900));
    }

    Visitor visitor(String address, Browser.NewContextOptions window) {
        return new Visitor(browser.newContext(window.setBaseURL(address)), address);
    }

    @Override
    public void close() {
        browser.close();
        playwright.close();
    }
}
