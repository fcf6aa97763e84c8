package io.tagstream.app.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.agroal.api.AgroalDataSource;
import io.tagstream.likeness.LikenessKind;
import io.tagstream.likeness.Likenesses;
import io.tagstream.likeness.Likenesses.Group;
import io.tagstream.likeness.Likenesses.Likeness;
import io.tagstream.likeness.Likenesses.Member;
import io.tagstream.likeness.Likenesses.Place;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code tagstream duplicates}: what could be cleared away. */
@Command(
        name = "duplicates",
        description = {
            "Lists groups of photos that show the same, those with the most bytes to reclaim first, each with its best photo on top.",
            "It only reads: Tagstream never deletes photos. A worker finds likenesses some seconds after photos are catalogued."
        },
        mixinStandardHelpOptions = true)
final class DuplicatesCommand implements Callable<Integer> {

    private static final double MEBIBYTE = 1 << 20;
    private static final int MOST = 1_000;

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec = CommandLine.Model.CommandSpec.create();

    @Option(
            names = "--kind",
            paramLabel = "KIND",
            description =
                    "same-file, same-picture or near-duplicate; each has the stricter ones in it (default: ${DEFAULT-VALUE})")
    private String kind = LikenessKind.SAME_PICTURE.word();

    @Option(names = "--owner", paramLabel = "OWNER", description = "Only groups with a photo of this owner")
    private Optional<String> owner = Optional.empty();

    @Option(
            names = "--limit",
            paramLabel = "GROUPS",
            description = "At most, 1 to " + MOST + " (default: ${DEFAULT-VALUE})")
    private int limit = 50;

    @Option(names = "--json", description = "Prints JSON")
    private boolean json;

    @Mixin
    private DatabaseOptions database = new DatabaseOptions();

    @Override
    public Integer call() {
        LikenessKind asked = LikenessKind.ofWord(kind)
                .orElseThrow(
                        () -> new UserError("--kind is neither same-file, same-picture nor near-duplicate: " + kind));
        if (limit < 1 || limit > MOST) {
            throw new UserError("--limit is %d, it has to be from 1 to %d".formatted(limit, MOST));
        }
        PrintWriter out = spec.commandLine().getOut();
        try (AgroalDataSource catalog = database.open(1)) {
            Likenesses likenesses = new Likenesses(catalog);
            List<Group> groups = likenesses.groups(asked, owner, limit, Place.START);
            Likenesses.Total total = likenesses.total(asked);
            if (json) {
                out.println(json(asked, groups, total).toPrettyString());
            } else {
                print(out, asked, groups, total);
            }
            out.flush();
            return 0;
        }
    }

    private void print(PrintWriter out, LikenessKind asked, List<Group> groups, Likenesses.Total total) {
        if (!groups.isEmpty()) {
            TextTable table = new TextTable("group", "", "photo", "pixels", "bytes", "what it is");
            for (Group group : groups) {
                for (Member member : group.members()) {
                    boolean best = member.toBest().isEmpty();
                    table.row(
                            best ? Long.toString(group.number()) : "",
                            best ? "keep" : "",
                            member.photoId(),
                            member.width() + " × " + member.height(),
                            String.format(Locale.ROOT, "%,d", member.byteSize()),
                            member.toBest().map(DuplicatesCommand::words).orElse("the best: " + group.reason()));
                }
            }
            table.print(out);
            out.println();
        }
        out.printf(
                Locale.ROOT,
                "%,d %s in the catalog (%s); all photos but the best ones have %.1f MiB%n",
                total.groups(),
                total.groups() == 1 ? "group" : "groups",
                asked.word(),
                total.reclaimableBytes() / MEBIBYTE);
        if (groups.size() < total.groups()) {
            out.printf(Locale.ROOT, "%,d of them are shown%n", groups.size());
        }
    }

    private static String words(Likeness likeness) {
        String distance = likeness.hashDistance()
                .map(bits -> ", %d bits apart".formatted(bits))
                .orElse("");
        return likeness.kind() == LikenessKind.SAME_FILE
                ? likeness.kind().word()
                : String.format(
                        Locale.ROOT, "%s%s, cosine %.3f", likeness.kind().word(), distance, likeness.cosine());
    }

    private static ObjectNode json(LikenessKind asked, List<Group> groups, Likenesses.Total total) {
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        answer.put("kind", asked.word());
        answer.put("groups", total.groups());
        answer.put("reclaimableBytes", total.reclaimableBytes());
        ArrayNode shown = answer.putArray("shown");
        for (Group group : groups) {
            ObjectNode node = shown.addObject()
                    .put("group", group.number())
                    .put("reason", group.reason())
                    .put("reclaimableBytes", group.reclaimableBytes());
            ArrayNode photos = node.putArray("photos");
            group.members().forEach(member -> put(photos.addObject(), member));
        }
        return answer;
    }

    private static void put(ObjectNode node, Member member) {
        node.put("photoId", member.photoId())
                .put("best", member.toBest().isEmpty())
                .put("width", member.width())
                .put("height", member.height())
                .put("bytes", member.byteSize());
        member.owner().ifPresent(owner -> node.put("owner", owner));
        member.toBest().ifPresent(likeness -> {
            node.put("kind", likeness.kind().word()).put("cosine", likeness.cosine());
            likeness.hashDistance().ifPresent(distance -> node.put("hashDistance", distance));
        });
    }
}
