package io.tagstream.app;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import io.tagstream.local.WorkerProcess;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every page owes everybody: names for those who listen, colours for the night, room on a phone, and no calls to anywhere. */
class EveryPageIT {

    /** A control without a name, as the accessibility tree writes it: the role, and then no quoted text. */
    private static final Pattern NAMELESS = Pattern.compile(
            "(?m)^\\s*- (?:button|link|textbox|searchbox|combobox|checkbox|img|progressbar)(?: \\[[^\\]]*\\])*:?\\s*$");

    private static final String TOO_WIDE =
            "document.documentElement.scrollWidth - document.documentElement.clientWidth";

    private static final String GROUND = "getComputedStyle(document.body).backgroundColor.match(/\\d+/g).slice(0, 3)"
            + ".reduce((sum, part) => sum + Number(part), 0)";

    private static Chromium chromium;
    private static LocalTagstream tagstream;
    private static WorkerProcess worker;

    @BeforeAll
    static void start() {
        chromium = Chromium.start();
        tagstream = new LocalTagstream();
        List<Path> photos = LocalTagstream.pictures(LocalTagstream.SAMPLES);
        photos.forEach(photo -> tagstream.uploads.upload(photo.getFileName().toString(), photo.toUri()));
        tagstream.uploads.upload(
                "a/very-long-name-of-a-photo-that-nobody-would-break-into-lines/because-it-has-no-spaces-in-it.jpg",
                tagstream.services.directory().resolve("missing.jpg").toUri());
        tagstream.uploads.send("broken", "{ no JSON".getBytes(StandardCharsets.UTF_8));
        tagstream.uploads.flush();
        worker = tagstream.startReadyWorker();
        LocalTagstream.await(
                "all are processed",
                Duration.ofMinutes(2),
                () -> tagstream.count("select count(*) from photos") == photos.size() + 1
                        && tagstream.count("select count(*) from rejections") == 2);
    }

    @AfterAll
    static void stop() {
        if (worker != null) {
            worker.close();
        }
        if (tagstream != null) {
            tagstream.close();
        }
        if (chromium != null) {
            chromium.close();
        }
    }

    private static Visitor visitor(int width, ColorScheme scheme, String path) {
        Visitor visitor = chromium.visitor(
                worker.address().toString(),
                new Browser.NewContextOptions().setViewportSize(width, 800).setColorScheme(scheme));
        visitor.opens(path);
        // All that htmx fetches as the page is shown has come.
        visitor.page.waitForFunction("() => !document.querySelector('.htmx-request')");
        return visitor;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/?q=red",
                "/ui/photos/three-red-circles.jpg",
                "/ui/rejected",
                "/ui/rejected/retry-all?code=SOURCE_NOT_FOUND",
                "/ui/taxonomy",
                "/ui/taxonomy/drawn-scenes/draft",
                "/ui/taxonomy/drawn-scenes/diff",
                "/ui/jobs",
                "/ui/health"
            })
    void aPageHasNamesFitsAPhoneAndIsDarkAtNight(String path) {
        try (Visitor visitor = visitor(360, ColorScheme.LIGHT, path)) {
            Page page = visitor.page;
            assertThat(page.getByRole(AriaRole.MAIN)).hasCount(1);
            assertThat(page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setLevel(1)))
                    .hasCount(1);
            assertThat(((Number) page.evaluate(TOO_WIDE)).intValue())
                    .as("pixels that do not fit 360")
                    .isZero();
            assertThat(((Number) page.evaluate(GROUND)).intValue()).isGreaterThan(600);
            String tree = page.locator("body").ariaSnapshot();
            assertThat(tree).contains("link \"Taxonomy\"");
            assertThat(NAMELESS.matcher(tree).results().map(found -> found.group()
                            .strip()))
                    .isEmpty();
        }
        try (Visitor visitor = visitor(1280, ColorScheme.DARK, path)) {
            assertThat(((Number) visitor.page.evaluate(GROUND)).intValue()).isLessThan(200);
        }
    }
}
