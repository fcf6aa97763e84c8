package io.tagstream.app;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import io.tagstream.local.WorkerProcess;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A taxonomy is edited, previewed, published and put in force in a browser, and taken back. */
class TaxonomyPageIT {

    private static final String DRAFT = "/ui/taxonomy/drawn-scenes/draft";
    private static final String PURPLE_PHOTOS =
            "select count(*) from tags_of_photo where tag_id = 'purple' and distance = 0";

    private static Chromium chromium;
    private static LocalTagstream tagstream;
    private static WorkerProcess worker;

    @BeforeAll
    static void start() {
        chromium = Chromium.start();
        tagstream = new LocalTagstream();
        List<Path> photos = LocalTagstream.pictures(LocalTagstream.SAMPLES);
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

    @BeforeEach
    void forgetDrafts() {
        tagstream.execute("delete from taxonomy_drafts");
    }

    private static Visitor visitor() {
        return chromium.visitor(worker.address().toString());
    }

    private static Locator button(Page page, String name) {
        return page.getByRole(
                AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
    }

    private static Locator link(Page page, String name) {
        return page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName(name));
    }

    private static Locator editor(Page page) {
        return page.getByRole(AriaRole.TEXTBOX, new Page.GetByRoleOptions().setName("The taxonomy, in YAML"));
    }

    private static String without(String text, String tag) {
        String less = text.lines()
                .filter(line -> !line.strip().equals("- " + tag))
                .reduce("", (all, line) -> all + line + "\n");
        assertThat(less).hasSizeLessThan(text.length());
        return less;
    }

    @Test
    void tagsHaveTheirCountsOfPhotos() {
        try (Visitor visitor = visitor().opens("/ui/taxonomy")) {
            assertThat(visitor.page
                            .getByRole(AriaRole.LISTITEM)
                            .filter(new Locator.FilterOptions().setHas(link(visitor.page, "purple"))))
                    .hasText("purple " + tagstream.count(PURPLE_PHOTOS));
        }
    }

    @Test
    void aMistakeIsShownBesideItsLineAsItIsTyped() {
        try (Visitor visitor = visitor().opens(DRAFT)) {
            Page page = visitor.page;
            Locator editor = editor(page);
            String text = editor.inputValue();
            List<String> lines = text.lines().toList();
            int line = 1
                    + lines.indexOf(lines.stream()
                            .filter(one -> one.contains("kind: one-of"))
                            .findFirst()
                            .orElseThrow());

            editor.fill(text.replaceFirst("kind: one-of", "kind: some-of"));

            assertThat(page.locator("#review")).containsText("Line " + line + ", facets[0].kind");
            assertThat(page.locator("#gutter li").nth(line - 1)).containsText("unknown kind");

            editor.fill(text);

            assertThat(page.locator("#review")).containsText("It is the version in force");
        }
    }

    @Test
    void whatIsTypedIsStillThereAfterSavingAndReloading() {
        try (Visitor visitor = visitor().opens(DRAFT)) {
            Page page = visitor.page;
            String text = without(editor(page).inputValue(), "pink");

            editor(page).fill(text);
            page.getByLabel("Your name").fill("Mara");
            button(page, "Save").click();
            assertThat(page.getByText("It is saved.")).isVisible();
            page.reload();

            assertThat(editor(page)).hasValue(text);
            assertThat(page.getByLabel("Your name")).hasValue("Mara");
        }
    }

    @Test
    void nobodyOverwritesWhatSomebodyElseSavedWithoutSeeingIt() {
        try (Visitor mara = visitor().expecting(409).opens(DRAFT);
                Visitor otto = visitor().opens(DRAFT)) {
            editor(otto.page).fill(without(editor(otto.page).inputValue(), "pink"));
            otto.page.getByLabel("Your name").fill("Otto");
            button(otto.page, "Save").click();
            assertThat(otto.page.getByText("It is saved.")).isVisible();

            String hers = without(editor(mara.page).inputValue(), "orange");
            editor(mara.page).fill(hers);
            button(mara.page, "Save").click();

            assertThat(mara.page.locator(".said.bad[role=alert]")).containsText("Somebody else changed the draft");
            assertThat(editor(mara.page)).hasValue(hers);
            assertThat(mara.page.locator(".theirs")).not().containsText("- pink");

            button(mara.page, "Save over theirs").click();

            assertThat(mara.page.getByText("It is saved.")).isVisible();
            assertThat(editor(mara.page)).hasValue(hers);
        }
    }

    @Test
    void aDraftIsPreviewedPublishedPutInForceAndTakenBack() {
        long purple = tagstream.count(PURPLE_PHOTOS);
        assertThat(purple).isPositive();
        try (Visitor visitor = visitor().opens("/ui/taxonomy")) {
            Page page = visitor.page;
            link(page, "Change it").click();
            editor(page).fill(without(editor(page).inputValue(), "purple"));
            page.getByLabel("Your name").fill("Mara");
            page.getByLabel("Why you change it").fill("Nobody asks for purple");

            button(page, "Preview").click();

            Locator lost = page.getByRole(
                    AriaRole.LISTITEM,
                    new Page.GetByRoleOptions().setName("purple").setExact(true));
            assertThat(lost).containsText("lost by " + purple);
            assertThat(lost.getByRole(AriaRole.IMG).first()).isVisible();

            button(page, "Publish").click();

            assertThat(page.getByText("It is published.")).isVisible();
            assertThat(page.getByText("Nobody asks for purple")).isVisible();
            assertThat(page.locator("#preview")).containsText("lost by " + purple);
            assertThat(tagstream.count(PURPLE_PHOTOS)).isEqualTo(purple);

            page.getByLabel("Wait for me before it comes into force").check();
            button(page, "Start tagging").click();
            link(page, "Put it in force").click();
            button(page, "Put it in force").click();

            assertThat(page.getByText("It is in force")).isVisible();
            assertThat(tagstream.count(PURPLE_PHOTOS)).isZero();
            assertThat(page.locator("#tree")).containsText("orange");
            assertThat(page.locator("#tree")).not().containsText("purple");

            link(page, "Go back to it").click();
            button(page, "Go back").click();

            assertThat(page.locator("#tree")).containsText("purple " + purple);
            assertThat(tagstream.count(PURPLE_PHOTOS)).isEqualTo(purple);
            assertThat(page.getByRole(AriaRole.ROW)
                            .filter(new Locator.FilterOptions().setHasText("Nobody asks for purple")))
                    .containsText("Mara");
        }
    }

    @Test
    void twoVersionsAreComparedAndADraftIsGivenUp() {
        try (Visitor visitor = visitor().opens(DRAFT)) {
            Page page = visitor.page;
            editor(page).fill(without(editor(page).inputValue(), "pink"));
            button(page, "Save").click();
            assertThat(page.getByText("It is saved.")).isVisible();

            link(page, "Compare").click();

            assertThat(page.locator(".changes")).containsText("pink");

            page.goBack();
            link(page, "Give it up").click();
            button(page, "Give it up").click();

            assertThat(link(page, "Change it")).isVisible();
            assertThat(tagstream.count("select count(*) from taxonomy_drafts")).isZero();
        }
    }
}
