package io.tagstream.app;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.bytedeco.opencv.global.opencv_imgcodecs.IMREAD_COLOR;
import static org.bytedeco.opencv.global.opencv_imgcodecs.IMWRITE_WEBP_QUALITY;
import static org.bytedeco.opencv.global.opencv_imgcodecs.imdecode;
import static org.bytedeco.opencv.global.opencv_imgcodecs.imwrite;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import io.tagstream.local.WorkerProcess;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.opencv.opencv_core.Mat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** Takes pictures of all pages, where the property says into which folder: docs/page.md has the command. */
@EnabledIfSystemProperty(named = "page.shots", matches = ".+")
class PageShotsIT {

    private static final int QUALITY = 72;

    private static final Path FOLDER = Path.of(System.getProperty("page.shots", "target/shots"));

    /** A window. */
    private record Size(int width, int height) {}

    private static final List<Size> SIZES = List.of(new Size(360, 740), new Size(768, 1024), new Size(1440, 900));

    @Test
    void takesThePictures() throws IOException {
        Files.createDirectories(FOLDER);
        try (Chromium chromium = Chromium.start();
                LocalTagstream tagstream = new LocalTagstream();
                WorkerProcess worker = catalogued(tagstream)) {
            String address = worker.address().toString();
            prepare(chromium, address);
            for (Size size : SIZES) {
                for (String[] shot : shots()) {
                    take(chromium, address, size, ColorScheme.LIGHT, shot[0], shot[1]);
                }
            }
            for (String[] shot : shots()) {
                take(chromium, address, SIZES.getLast(), ColorScheme.DARK, shot[0], shot[1]);
            }
        }
    }

    private static List<String[]> shots() {
        return List.of(
                new String[] {"gallery", "/"},
                new String[] {"search", "/?q=three+red+circles"},
                new String[] {"photo", "/ui/photos/three-red-circles.jpg"},
                new String[] {"rejected", "/ui/rejected"},
                new String[] {"taxonomy", "/ui/taxonomy"},
                new String[] {"draft", "/ui/taxonomy/drawn-scenes/draft"},
                new String[] {"jobs", "/ui/jobs"},
                new String[] {"health", "/ui/health"});
    }

    private static WorkerProcess catalogued(LocalTagstream tagstream) throws IOException {
        List<Path> photos = new ArrayList<>(LocalTagstream.pictures(LocalTagstream.HELD_OUT));
        photos.removeIf(photo -> !photo.toString().matches(".*-0\\d\\.jpg"));
        photos.addAll(LocalTagstream.pictures(LocalTagstream.SAMPLES));
        photos.forEach(photo -> tagstream.uploads.upload(photo.getFileName().toString(), photo.toUri()));
        Path text = tagstream.services.directory().resolve("letter.jpg");
        Files.writeString(text, "this is no picture");
        tagstream.uploads.upload("letter.jpg", text.toUri());
        tagstream.uploads.upload(
                "holiday-2026/0043.jpg",
                tagstream.services.directory().resolve("0043.jpg").toUri());
        tagstream.uploads.upload(
                "holiday-2026/0044.jpg",
                tagstream.services.directory().resolve("0044.jpg").toUri());
        tagstream.uploads.upload("signed.jpg", URI.create("http://127.0.0.1:1/signed.jpg?X-Amz-Signature=12ab"));
        tagstream.uploads.send("broken", "{ no JSON".getBytes(StandardCharsets.UTF_8));
        tagstream.uploads.flush();
        WorkerProcess worker = tagstream.with("tagstream.fetch.patience", "1s").startReadyWorker();
        LocalTagstream.await(
                "all are processed",
                Duration.ofMinutes(2),
                () -> tagstream.count("select count(*) from photos") == photos.size() + 4
                        && tagstream.count("select count(*) from rejections") == 5);
        return worker;
    }

    /** A job that takes its time, one that was done before, and a draft with a mistake. */
    private static void prepare(Chromium chromium, String address) {
        try (Visitor visitor = chromium.visitor(address)) {
            Page page = visitor.page;
            publish(visitor, "limit: 12\n", "Fewer tags for each photo");
            page.getByRole(AriaRole.BUTTON, named("Start tagging")).click();
            assertThat(page.getByText("Go back to it")).isVisible(patiently());
            publish(visitor, "threshold: 0.45\n", "Be bolder");
            page.getByLabel("Photos a second").fill("10");
            page.getByRole(AriaRole.BUTTON, named("Start tagging")).click();
            assertThat(page.getByText("Photos are being tagged")).isVisible();
            visitor.opens("/ui/taxonomy/drawn-scenes/draft");
            var editor = page.getByLabel("The taxonomy, in YAML");
            editor.fill(editor.inputValue().replaceFirst("kind: one-of", "kind: some-of"));
            page.getByLabel("Your name").fill("Mara");
            page.getByRole(AriaRole.BUTTON, named("Save")).click();
            assertThat(page.getByText("It is saved.")).isVisible();
        }
    }

    private static void publish(Visitor visitor, String line, String note) {
        Page page = visitor.opens("/ui/taxonomy/drawn-scenes/draft").page;
        var editor = page.getByLabel("The taxonomy, in YAML");
        editor.fill(editor.inputValue() + line);
        page.getByLabel("Your name").fill("Mara");
        page.getByLabel("Why you change it").fill(note);
        page.getByRole(AriaRole.BUTTON, named("Publish")).click();
        assertThat(page.getByText("It is published.")).isVisible();
    }

    private static Page.GetByRoleOptions named(String name) {
        return new Page.GetByRoleOptions().setName(name).setExact(true);
    }

    private static com.microsoft.playwright.assertions.LocatorAssertions.IsVisibleOptions patiently() {
        return new com.microsoft.playwright.assertions.LocatorAssertions.IsVisibleOptions().setTimeout(60_000);
    }

    private static void take(
            Chromium chromium, String address, Size size, ColorScheme scheme, String name, String path) {
        Browser.NewContextOptions window = new Browser.NewContextOptions()
                .setViewportSize(size.width(), size.height())
                .setColorScheme(scheme);
        try (Visitor visitor = chromium.visitor(address, window).opens(path)) {
            // Those below the window are not fetched until somebody gets there.
            visitor.page.waitForFunction("() => [...document.images].every("
                    + "image => image.complete || image.getBoundingClientRect().top > innerHeight)");
            if (name.equals("taxonomy")) {
                assertThat(visitor.page.locator(".tree").first()).isVisible();
            }
            String file = "%s-%d%s.webp".formatted(name, size.width(), scheme == ColorScheme.DARK ? "-dark" : "");
            byte[] png = visitor.page.screenshot();
            try (BytePointer bytes = new BytePointer(png);
                    Mat raw = new Mat(1, png.length, org.bytedeco.opencv.global.opencv_core.CV_8U, bytes);
                    Mat picture = imdecode(raw, IMREAD_COLOR);
                    IntPointer quality = new IntPointer(IMWRITE_WEBP_QUALITY, QUALITY)) {
                imwrite(FOLDER.resolve(file).toString(), picture, quality);
            }
        }
    }
}
