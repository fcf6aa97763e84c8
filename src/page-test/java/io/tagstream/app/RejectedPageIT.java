package io.tagstream.app;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import io.tagstream.local.WorkerProcess;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Rejected photos in a browser: why, and another try. */
class RejectedPageIT {

    private static final Path RED_CIRCLES = LocalTagstream.SAMPLES.resolve("three-red-circles.jpg");

    private static Chromium chromium;
    private static LocalTagstream tagstream;
    private static WorkerProcess worker;

    @BeforeAll
    static void start() throws IOException {
        chromium = Chromium.start();
        tagstream = new LocalTagstream();
        for (String photo : List.of("away/one", "away/two", "away/three", "back", "by keyboard", "keep")) {
            tagstream.uploads.upload(photo, source(photo).toUri());
        }
        tagstream.uploads.upload("signed", URI.create("http://127.0.0.1:1/signed.jpg?X-Amz-Signature=12ab"));
        Path text = tagstream.services.directory().resolve("text.jpg");
        Files.writeString(text, "this is no picture");
        tagstream.uploads.upload("text", text.toUri());
        tagstream.uploads.send("broken", "{ no JSON".getBytes(StandardCharsets.UTF_8));
        tagstream.uploads.flush();
        worker = tagstream.with("tagstream.fetch.patience", "1s").startReadyWorker();
        LocalTagstream.await(
                "all are rejected",
                Duration.ofSeconds(60),
                () -> tagstream.count("select count(*) from rejections") == 9);
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

    private static Path source(String photo) {
        return tagstream.services.directory().resolve(photo.replace('/', '-').replace(' ', '-') + ".jpg");
    }

    private static Locator row(Page page, String photo) {
        return page.getByRole(
                AriaRole.LISTITEM, new Page.GetByRoleOptions().setName(photo).setExact(true));
    }

    @Test
    void everyRejectedPhotoHasItsReasonAndSource() {
        try (Visitor visitor = chromium.visitor(worker.address().toString()).opens("/ui/rejected")) {
            Locator text = row(visitor.page, "text");

            assertThat(text).containsText("IMAGE_");
            assertThat(text).containsText("text.jpg");
            assertThat(visitor.page.locator("main")).containsText("EVENT_UNPARSABLE");
        }
    }

    @Test
    void aCodeShowsItsPhotosOnlyAndTheBackButtonLeadsToAll() {
        try (Visitor visitor = chromium.visitor(worker.address().toString()).opens("/ui/rejected")) {
            Page page = visitor.page;
            Locator reasons = page.getByRole(AriaRole.NAVIGATION, new Page.GetByRoleOptions().setName("Reasons"));

            reasons.getByRole(AriaRole.LINK)
                    .filter(new Locator.FilterOptions().setHasText("SOURCE_NOT_FOUND"))
                    .click();

            assertThat(row(page, "keep")).isVisible();
            assertThat(row(page, "text")).hasCount(0);

            page.goBack();

            assertThat(row(page, "text")).isVisible();
        }
    }

    @Test
    void aPhotoWhoseSourceHasComeBackIsCataloguedByAnotherTry() throws IOException {
        Files.copy(RED_CIRCLES, source("back"));
        try (Visitor visitor = chromium.visitor(worker.address().toString()).opens("/ui/rejected")) {
            Page page = visitor.page;

            row(page, "back").getByRole(AriaRole.BUTTON).click();

            assertThat(page.getByText("back is catalogued now.")).isVisible();

            page.reload();

            assertThat(row(page, "back")).hasCount(0);
        }
        org.assertj.core.api.Assertions.assertThat(tagstream.count(
                        "select count(*) from tags_of_photo where photo_id = 'back' and tag_id = 'red'"))
                .isEqualTo(1);
    }

    @Test
    void whatIsStillMissingIsTriedInVainAndSaysSo() {
        try (Visitor visitor = chromium.visitor(worker.address().toString()).opens("/ui/rejected")) {
            row(visitor.page, "keep").getByRole(AriaRole.BUTTON).click();

            assertThat(row(visitor.page, "keep")).containsText("in vain");
            assertThat(row(visitor.page, "keep").getByRole(AriaRole.BUTTON)).isVisible();
        }
    }

    @Test
    void itWorksByKeyboard() throws IOException {
        Files.copy(RED_CIRCLES, source("by keyboard"));
        try (Visitor visitor = chromium.visitor(worker.address().toString()).opens("/ui/rejected")) {
            Page page = visitor.page;
            row(page, "by keyboard").getByRole(AriaRole.LINK).focus();

            page.keyboard().press("Tab");
            assertThat(row(page, "by keyboard").getByRole(AriaRole.BUTTON)).isFocused();
            page.keyboard().press("Enter");

            assertThat(page.getByText("by keyboard is catalogued now.")).isVisible();
        }
    }

    @Test
    void aSignedAddressIsNotTriedAndTheReasonIsSaid() {
        try (Visitor visitor = chromium.visitor(worker.address().toString()).opens("/ui/rejected")) {
            assertThat(row(visitor.page, "signed")).containsText("its address was signed");
            assertThat(row(visitor.page, "signed").getByRole(AriaRole.BUTTON)).hasCount(0);
        }
    }

    @Test
    void allOfACodeAreTriedOnceSomebodyHasConfirmedIt() throws IOException {
        Files.writeString(source("away/one"), "no picture");
        Files.writeString(source("away/two"), "no picture");
        Files.writeString(source("away/three"), "no picture");
        try (Visitor visitor =
                chromium.visitor(worker.address().toString()).opens("/ui/rejected?code=SOURCE_NOT_FOUND")) {
            Page page = visitor.page;

            page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Try all of SOURCE_NOT_FOUND again"))
                    .click();
            assertThat(page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setLevel(1)))
                    .hasText("Try all photos of SOURCE_NOT_FOUND again?");
            page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Try again"))
                    .click();

            assertThat(page.locator(".said")).containsText("being tried again");
        }
        LocalTagstream.await(
                "they are rejected for what is there now",
                Duration.ofSeconds(30),
                () -> tagstream.count(
                                "select count(*) from photos where photo_id like 'away/%' and failure_code like 'IMAGE%'")
                        == 3);
    }
}
