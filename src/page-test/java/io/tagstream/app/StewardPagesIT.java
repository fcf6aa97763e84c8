package io.tagstream.app;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
import io.tagstream.local.WorkerProcess;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Jobs and health in a browser. */
class StewardPagesIT {

    private static Chromium chromium;
    private static LocalTagstream tagstream;
    private static WorkerProcess worker;

    @BeforeAll
    static void start() {
        chromium = Chromium.start();
        tagstream = new LocalTagstream();
        List<Path> photos = LocalTagstream.pictures(LocalTagstream.HELD_OUT).stream()
                .filter(photo -> photo.toString().matches(".*-0\\d\\.jpg"))
                .toList();
        photos.forEach(photo -> tagstream.uploads.upload(photo.getFileName().toString(), photo.toUri()));
        tagstream.uploads.flush();
        worker = tagstream.startReadyWorker();
        LocalTagstream.await(
                "all are catalogued",
                Duration.ofSeconds(60),
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

    private static Locator button(Page page, String name) {
        return page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name));
    }

    @Test
    void aJobIsPausedResumedAndCancelledAndThePageSeesItChange() {
        try (Visitor visitor = visitor().opens("/ui/jobs");
                Visitor other = visitor().opens("/ui/taxonomy/drawn-scenes/draft")) {
            Page page = visitor.page;
            assertThat(page.getByText("Nothing is to be done.")).isVisible();
            publishAndStart(other.page);

            // Nobody touched this page: it notices that a job began.
            assertThat(button(page, "Pause job")).isVisible();

            button(page, "Pause job").click();
            assertThat(page.locator(".state")).hasText("paused");
            button(page, "Resume job").click();
            assertThat(page.locator(".state")).hasText("running");

            page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Cancel job"))
                    .click();
            button(page, "Cancel the job").click();

            assertThat(page.getByRole(AriaRole.ROW).filter(new Locator.FilterOptions().setHasText("cancelled")))
                    .containsText("Tags photos for a release");
        }
    }

    /** So slowly that the job waits for the turn of its second chunk for as long as the test takes. */
    private static void publishAndStart(Page page) {
        Locator editor = page.getByLabel("The taxonomy, in YAML");
        editor.fill(editor.inputValue() + "\n# for a job\n".replace("# for a job", "threshold: 0.4"));
        button(page, "Publish").click();
        page.getByLabel("Photos a second").fill("0.01");
        button(page, "Start tagging").click();
        assertThat(page.getByText("Photos are being tagged")).isVisible();
    }

    @Test
    void aJobThatIsNotThereIsSaidToBe() {
        try (Visitor visitor = visitor().expecting(404).opens("/ui/jobs/4711/cancel")) {
            assertThat(visitor.page.locator(".said.bad")).hasText("there is no job 4711");
        }
    }

    @Test
    void healthSaysWhatIsWrongAndNoticesWhenItIsMended() {
        try (Visitor visitor = visitor().opens("/ui/health")) {
            Page page = visitor.page;
            assertThat(page.getByText("Photos can be tagged.")).isVisible();
            assertThat(page.locator("main")).containsText("drawn-scenes");
            assertThat(page.locator("main")).containsText("PostgreSQL");

            tagstream.services.kafka().stop();

            assertThat(page.getByText("Photos cannot be tagged now."))
                    .isVisible(new LocatorAssertions.IsVisibleOptions().setTimeout(30_000));
            assertThat(page.getByRole(AriaRole.LISTITEM).filter(new Locator.FilterOptions().setHasText("kafka")))
                    .containsText("is not well");

            tagstream.services.kafka().restart();

            assertThat(page.getByText("Photos can be tagged."))
                    .isVisible(new LocatorAssertions.IsVisibleOptions().setTimeout(60_000));
        }
    }
}
