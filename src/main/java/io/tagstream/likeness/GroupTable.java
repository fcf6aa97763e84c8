package io.tagstream.likeness;

import io.tagstream.likeness.Grouping.Member;
import io.tagstream.likeness.Grouping.Star;
import io.tagstream.photo.ContentHash;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The tables of groups: forms groups anew where pairs have come or gone. */
final class GroupTable {

    private static final String GROUP_MATES = """
            select mate.photo_no from likeness_members mate
            where mate.group_no in (select group_no from likeness_members where photo_no = any (?::int8[]))
            """;

    /** Those that are left: deleted and replaced photos have lost their embedding. */
    private static final String CONTENDERS = """
            select p.photo_no, p.content_sha256, p.width, p.height, coalesce(p.byte_size, 0), p.taken_at is not null,
                   coalesce(p.uploaded_at, p.first_seen_at)
            from photos p
            where p.photo_no = any (?::int8[]) and p.status = 'catalogued' and p.width > 0 and p.height > 0
            """;

    /** A group whose members are all gone is in nobody's way, but it is no group. */
    private static final String DELETE = """
            delete from likeness_groups g
            where g.group_no in (select group_no from likeness_members where photo_no = any (?::int8[]))
            """;

    private static final String EMPTY = """
            delete from likeness_groups g
            where not exists (select from likeness_members m where m.group_no = g.group_no)
            """;

    private static final String INSERT_GROUPS = """
            insert into likeness_groups (kind, photos, reclaimable_bytes, reason)
            select kind, photos, reclaimable_bytes, reason
            from unnest(?::text[], ?::int4[], ?::int8[], ?::text[]) with ordinality
                     as star (kind, photos, reclaimable_bytes, reason, place)
            order by place
            returning group_no
            """;

    private static final String INSERT_MEMBERS = """
            insert into likeness_members (photo_no, kind, group_no, model_no, is_best, likeness, hash_distance, cosine)
            select photo_no, kind, group_no, ?, likeness is null, likeness, hash_distance, cosine
            from unnest(?::int8[], ?::text[], ?::int8[], ?::text[], ?::int2[], ?::float4[])
                     as member (photo_no, kind, group_no, likeness, hash_distance, cosine)
            """;

    private GroupTable() {}

    private record Row(Star star, long group, Contender photo, Optional<Member> likeness) {

        @Nullable
        Object ofLikeness(java.util.function.Function<Member, @Nullable Object> value) {
            return likeness.map(value).orElse(null);
        }
    }

    /**
     * Forms the groups of these photos, of those that are like them, and of those that were in a group with any of them.
     *
     * @return how many groups there are of them
     */
    static int form(Connection connection, int model, Collection<Long> photos) throws SQLException {
        Set<Long> concerned = new HashSet<>(photos);
        concerned.addAll(PairTable.neighbours(connection, photos));
        try (PreparedStatement statement = connection.prepareStatement(GROUP_MATES)) {
            new Values(statement).numbers(concerned);
            concerned.addAll(PairTable.numbers(statement));
        }
        concerned.retainAll(PairTable.held(connection, model, concerned));
        Grouping grouping = new Grouping(contenders(connection, concerned), PairTable.among(connection, concerned));
        List<Star> stars = Arrays.stream(LikenessKind.values())
                .flatMap(kind -> grouping.stars(kind).stream())
                .toList();
        try (PreparedStatement statement = connection.prepareStatement(DELETE)) {
            new Values(statement).numbers(concerned);
            statement.executeUpdate();
        }
        insert(connection, model, stars);
        return stars.size();
    }

    /** Groups whose photos were all deleted at once. */
    static void removeEmpty(Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(EMPTY)) {
            statement.executeUpdate();
        }
    }

    private static List<Contender> contenders(Connection connection, Collection<Long> photos) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(CONTENDERS)) {
            new Values(statement).numbers(photos);
            List<Contender> contenders = new ArrayList<>();
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    contenders.add(new Contender(
                            row.getLong(1),
                            ContentHash.ofDigest(row.getBytes(2)),
                            row.getInt(3),
                            row.getInt(4),
                            row.getLong(5),
                            row.getBoolean(6),
                            row.getTimestamp(7).toInstant()));
                }
            }
            return contenders;
        }
    }

    private static void insert(Connection connection, int model, List<Star> stars) throws SQLException {
        if (stars.isEmpty()) {
            return;
        }
        List<Row> rows = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(INSERT_GROUPS)) {
            new Values(statement)
                    .column("text", stars, star -> star.kind().word())
                    .column("int4", stars, star -> 1 + star.others().size())
                    .column("int8", stars, Star::reclaimableBytes)
                    .column("text", stars, Star::reason);
            try (ResultSet row = statement.executeQuery()) {
                for (Star star : stars) {
                    row.next();
                    long group = row.getLong(1);
                    rows.add(new Row(star, group, star.best(), Optional.empty()));
                    star.others().forEach(other -> rows.add(new Row(star, group, other.photo(), Optional.of(other))));
                }
            }
        }
        try (PreparedStatement statement = connection.prepareStatement(INSERT_MEMBERS)) {
            new Values(statement)
                    .value(model)
                    .column("int8", rows, row -> row.photo.photo())
                    .column("text", rows, row -> row.star.kind().word())
                    .column("int8", rows, row -> row.group)
                    .column(
                            "text",
                            rows,
                            row -> row.ofLikeness(like -> like.likeness().word()))
                    .column(
                            "int2",
                            rows,
                            row -> row.ofLikeness(like -> like.hashDistance().orElse(null)))
                    .column("float4", rows, row -> row.ofLikeness(like -> (float) like.cosine()));
            statement.executeUpdate();
        }
    }
}
