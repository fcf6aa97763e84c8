package io.tagstream.app.cli;

import io.tagstream.catalog.Release;
import io.tagstream.retag.Preview.Report;
import io.tagstream.retag.Preview.TagChange;
import io.tagstream.retag.Targets.Target;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;

/** What a release would change, for people. */
final class PreviewText {

    private final PrintWriter out;

    PreviewText(PrintWriter out) {
        this.out = out;
    }

    /** @param tags how many are shown at most */
    void print(Report report, Target target, Release active, int tags) {
        out.printf(
                Locale.ROOT,
                "From release %s (%s %s) to %s (%s %s):%n",
                active.id().shortForm(),
                active.taxonomy(),
                active.id().version().shortForm(),
                target.id().shortForm(),
                target.release().taxonomy(),
                target.id().version().shortForm());
        out.printf(
                Locale.ROOT,
                "%,d of %,d photos looked at would have other tags%s%n",
                report.changed(),
                report.sampled(),
                report.isOfAll()
                        ? "."
                        : String.format(
                                Locale.ROOT,
                                "; extrapolated to the %,d of the catalog: about %,d.",
                                report.photos(),
                                report.extrapolated(report.changed())));
        if (!report.tags().isEmpty()) {
            table(report, report.tags().stream().limit(tags).toList());
            if (report.tags().size() > tags) {
                out.printf(
                        "  … and %d more tags; --preview shows all%n",
                        report.tags().size() - tags);
            }
        }
        out.flush();
    }

    private void table(Report report, List<TagChange> changes) {
        String about = report.isOfAll() ? "" : "about ";
        TextTable table = new TextTable("tag", about + "gained by", about + "lost by", "for example");
        for (TagChange change : changes) {
            table.row(
                    change.tagId(),
                    count(report, change.gains()),
                    count(report, change.losses()),
                    examples("+", change.gained()) + examples("-", change.lost()));
        }
        table.print(out);
    }

    private static String count(Report report, int count) {
        return count == 0 ? "" : String.format(Locale.ROOT, "%,d", report.extrapolated(count));
    }

    private static String examples(String sign, List<String> photos) {
        return photos.isEmpty() ? "" : sign + String.join(" " + sign, photos) + " ";
    }
}
