package io.tagstream.app;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import io.tagstream.local.WorkerProcess;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Photos are found in a browser, looked at, and judged by key. */
class FindPagesIT {

    private static Chromium chromium;
    private static LocalTagstream tagstream;
    private static WorkerProcess worker;

    @BeforeAll
    static void start() {
        chromium = Chromium.start();
        tagstream = new LocalTagstream();
        List<Path> photos = new ArrayList<>(LocalTagstream.pictures(LocalTagstream.SAMPLES));
        LocalTagstream.pictures(LocalTagstream.HELD_OUT).stream()
                .filter(photo -> photo.toString().matches(".*-0\\d\\.jpg"))
                .forEach(photos::add);
        photos.forEach(photo -> tagstream.uploads.upload(photo.getFileName().toString(), photo.toUri()));
        tagstream.uploads.flush();
        worker = tagstream.startReadyWorker();
        LocalTagstream.await(
                "all are catalogued",
                Duration.ofMinutes(2),
                () -> tagstream.count("select count(*) from photos where status = 'catalogued'") == photos.size());
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

    private static Visitor visitor() {
        return chromium.visitor(worker.address().toString());
    }

    private static Locator photos(Page page) {
        return page.locator("#photos .card a");
    }

    private static long havingTag(String tag) {
        return tagstream.count("select count(distinct photo_id) from tags_of_photo where tag_id = '%s'".formatted(tag));
    }

    private static Locator line(Page page, String tag) {
        return page.locator("#tags [data-item='%s']".formatted(tag));
    }

    private static long verdicts(String photo, String tag, String verdict) {
        return tagstream.count("""
                select count(*) from verdicts v join photos p using (photo_no) join tags t using (tag_no)
                where p.photo_id = '%s' and t.tag_id = '%s' and v.verdict = '%s'""".formatted(photo, tag, verdict));
    }

    @Test
    void aTextFindsThePhotosThatShowIt() {
        try (Visitor visitor = visitor().opens("/")) {
            Page page = visitor.page;

            page.getByRole(AriaRole.SEARCHBOX).fill("three red circles");
            page.getByRole(AriaRole.SEARCHBOX).press("Enter");

            assertThat(photos(page).first()).hasAttribute("href", "/ui/photos/three-red-circles.jpg");
            assertThat(page).hasURL(Pattern.compile(".*[?&]q=three.red.circles.*"));
            page.reload();
            assertThat(photos(page).first()).hasAttribute("href", "/ui/photos/three-red-circles.jpg");
            assertThat(page.getByRole(AriaRole.SEARCHBOX)).hasValue("three red circles");
        }
    }

    @Test
    void aTagIsFilteredByAndExcludedWithItsCount() {
        long all = tagstream.count("select count(*) from photos where status = 'catalogued'");
        long red = havingTag("red");
        assertThat(red).isBetween(1L, all - 1);
        try (Visitor visitor = visitor().opens("/")) {
            Page page = visitor.page;
            Locator count = page.getByRole(AriaRole.LISTITEM)
                    .filter(new Locator.FilterOptions()
                            .setHas(page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("without red"))));
            assertThat(count).containsText(Long.toString(red));

            count.getByRole(
                            AriaRole.LINK,
                            new Locator.GetByRoleOptions().setName("red").setExact(true))
                    .click();

            assertThat(photos(page)).hasCount((int) red);
            page.goBack();
            assertThat(count).isVisible();

            page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("without red"))
                    .click();

            assertThat(page.getByRole(AriaRole.LIST, new Page.GetByRoleOptions().setName("Filters in force")))
                    .isVisible();
            assertThat(page.locator("#photos a[href='/ui/photos/three-red-circles.jpg']"))
                    .hasCount(0);
            page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName(", remove"))
                    .click();
            assertThat(page.getByRole(AriaRole.LIST, new Page.GetByRoleOptions().setName("Filters in force")))
                    .hasCount(0);
        }
    }

    @Test
    void aTagIsAcceptedAndTakenBackWithOneKeyEach() {
        String photo = "two-green-circles.png";
        try (Visitor visitor = visitor().opens("/ui/photos/" + photo)) {
            Page page = visitor.page;
            line(page, "green").focus();

            page.keyboard().press("a");

            assertThat(line(page, "green")
                            .getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Accept green")))
                    .hasAttribute("aria-pressed", "true");
            assertThat(verdicts(photo, "green", "accepted")).isEqualTo(1);
            assertThat(line(page, "green")).isFocused();

            page.keyboard().press("u");

            assertThat(line(page, "green")
                            .getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Accept green")))
                    .hasAttribute("aria-pressed", "false");
            assertThat(verdicts(photo, "green", "accepted")).isZero();
        }
    }

    @Test
    void aRejectedTagIsGoneFromTheCatalog() {
        String photo = "three-red-circles.jpg";
        String given = "select count(*) from tags_of_photo where photo_id = '%s' and tag_id = 'red'".formatted(photo);
        assertThat(tagstream.count(given)).isEqualTo(1);
        try (Visitor visitor = visitor().opens("/ui/photos/" + photo)) {
            Page page = visitor.page;

            page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Reject red"))
                    .click();

            assertThat(line(page, "red")).containsText("by people");
            assertThat(tagstream.count(given)).isZero();
            page.reload();
            assertThat(line(page, "red")).containsText("by people");
            page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Take back what was said of red"))
                    .click();
            assertThat(page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Reject red")))
                    .hasAttribute("aria-pressed", "false");
            assertThat(tagstream.count(given)).isEqualTo(1);
        }
    }

    @Test
    void aTagThatTheModelDidNotGiveIsAddedByKeyboardAlone() {
        String photo = "four-purple-squares.jpg";
        try (Visitor visitor = visitor().opens("/")) {
            Page page = visitor.page;
            page.keyboard().press("/");
            assertThat(page.getByRole(AriaRole.SEARCHBOX)).isFocused();
            page.keyboard().type("four purple squares");
            page.keyboard().press("Enter");
            assertThat(photos(page).first()).hasAttribute("href", "/ui/photos/" + photo);
            photos(page).first().focus();
            page.keyboard().press("Enter");
            assertThat(page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setLevel(1)))
                    .hasText(photo);

            page.keyboard().press("t");
            assertThat(page.getByLabel("Add a tag")).isFocused();
            page.keyboard().type("night");
            page.keyboard().press("Enter");

            assertThat(line(page, "night")).containsText("by people");
            assertThat(verdicts(photo, "night", "accepted")).isEqualTo(1);
        }
    }

    @Test
    void similarPhotosAreShownBelowAPhoto() {
        try (Visitor visitor = visitor().opens("/ui/photos/three-red-circles.jpg")) {
            Locator similar = visitor.page
                    .getByRole(AriaRole.REGION, new Page.GetByRoleOptions().setName("Similar photos"))
                    .getByRole(AriaRole.IMG);

            assertThat(similar.first()).isVisible();
            assertThat(similar.first()).hasAttribute("alt", Pattern.compile(".*circle.*"));
        }
    }

    @Test
    void whatCannotBeSearchedForIsSaid() {
        try (Visitor visitor = visitor().expecting(400).opens("/?tag=no-such-tag")) {
            assertThat(visitor.page.locator("main")).containsText("no-such-tag");
        }
    }
}
