package io.tagstream.likeness;

import io.tagstream.catalog.Transactions;
import io.tagstream.photo.PhotoId;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;

/** What was found, for those who ask: the likenesses of a photo, and the groups of the catalog. Reads only; safe for many threads. */
public final class Likenesses {

    /** Of equal files, only one is paired with others: pairs go over it, one step. */
    private static final String PAIRS = """
            select other.photo_id, l.kind, l.hash_distance, l.cosine
            from photos p
                     cross join lateral (
                         select photo_b as photo_no, kind, hash_distance, cosine from likenesses where photo_a = p.photo_no
                         union all
                         select photo_a, kind, hash_distance, cosine from likenesses where photo_b = p.photo_no) as l
                     join photos other on other.photo_no = l.photo_no and other.status = 'catalogued'
            where p.photo_id = ? and p.status = 'catalogued'
            order by array_position(array['same-file', 'same-picture', 'near-duplicate'], l.kind), l.cosine desc, other.photo_no
            limit ?
            """;

    private static final String GROUPS_OF_PHOTO = """
            select m.group_no, g.kind, g.reclaimable_bytes, g.reason
            from photos p
                     join likeness_members m on m.photo_no = p.photo_no
                     join likeness_groups g on g.group_no = m.group_no
            where p.photo_id = ? and p.status = 'catalogued'
            order by array_position(array['same-file', 'same-picture', 'near-duplicate'], g.kind)
            """;

    /** A group whose best has just been deleted has none until it is formed anew. */
    private static final String GROUPS = """
            select g.group_no, g.kind, g.reclaimable_bytes, g.reason
            from likeness_groups g
            where g.kind = ? and (g.reclaimable_bytes, g.group_no) < (?, ?)
              and exists (select from likeness_members m where m.group_no = g.group_no and m.is_best)
              and (?::text is null or exists (select from likeness_members m join photos p on p.photo_no = m.photo_no
                                              where m.group_no = g.group_no and p.owner = ?::text))
            order by g.reclaimable_bytes desc, g.group_no desc
            limit ?
            """;

    private static final String MEMBERS = """
            select m.group_no, p.photo_id, p.owner, p.format, p.width, p.height, p.byte_size, p.taken_at, p.uploaded_at,
                   m.likeness, m.hash_distance, m.cosine
            from likeness_members m join photos p on p.photo_no = m.photo_no and p.status = 'catalogued'
            where m.group_no = any (?::int8[])
            order by m.group_no, m.is_best desc, p.width::int8 * p.height desc, p.byte_size desc, p.taken_at is null,
                     coalesce(p.uploaded_at, p.first_seen_at), p.photo_no
            """;

    /** Pairs of one photo that are told. */
    private static final int MOST_PAIRS = 200;

    private final DataSource dataSource;

    public Likenesses(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    /** What a photo is to another one. */
    public record Likeness(LikenessKind kind, Optional<Integer> hashDistance, double cosine) {}

    /** A pair that the asked-for photo is in, seen from there. */
    public record Like(String photoId, Likeness likeness) {}

    /**
     * A photo of a group.
     *
     * @param toBest what it is to the best; absent for the best itself
     */
    public record Member(
            String photoId,
            Optional<String> owner,
            String format,
            int width,
            int height,
            long byteSize,
            Optional<LocalDateTime> takenAt,
            Optional<Instant> uploadedAt,
            Optional<Likeness> toBest) {}

    /**
     * Photos that show the same.
     *
     * @param kind the loosest that a member may be to the best
     * @param reason why the best is that
     * @param members the best first
     */
    public record Group(long number, LikenessKind kind, long reclaimableBytes, String reason, List<Member> members) {

        public Group {
            members = List.copyOf(members);
        }
    }

    /** All that is known of one photo's likenesses: pairs, strict ones first, and a group of each kind at most. */
    public record OfPhoto(List<Like> pairs, List<Group> groups) {

        public OfPhoto {
            pairs = List.copyOf(pairs);
            groups = List.copyOf(groups);
        }
    }

    /** A place in the list of groups: the last that was seen. */
    public record Place(long reclaimableBytes, long number) {

        public static final Place START = new Place(Long.MAX_VALUE, Long.MAX_VALUE);
    }

    /** Likenesses of a photo; none of one that nobody knows. */
    public OfPhoto of(PhotoId photo) {
        return Transactions.ask(
                dataSource,
                connection -> new OfPhoto(
                        pairs(connection, photo), groups(connection, GROUPS_OF_PHOTO, s -> s.value(photo.value()))));
    }

    /**
     * Groups of a kind, those with the most bytes to reclaim first.
     *
     * @param owner only groups with a photo of theirs
     */
    public List<Group> groups(LikenessKind kind, Optional<String> owner, int limit, Place after) {
        return Transactions.ask(
                dataSource,
                connection -> groups(connection, GROUPS, statement -> statement
                        .value(kind.word())
                        .value(after.reclaimableBytes())
                        .value(after.number())
                        .text(owner)
                        .text(owner)
                        .value(limit)));
    }

    /** Of all groups of a kind: how many, and how many bytes could be reclaimed. */
    public Total total(LikenessKind kind) {
        return Transactions.ask(dataSource, connection -> {
            try (PreparedStatement statement = connection.prepareStatement(
                    "select count(*), coalesce(sum(reclaimable_bytes), 0)::int8 from likeness_groups where kind = ?")) {
                new Values(statement).value(kind.word());
                try (ResultSet row = statement.executeQuery()) {
                    row.next();
                    return new Total(row.getLong(1), row.getLong(2));
                }
            }
        });
    }

    /** Groups, and the bytes of all photos in them but the best ones. */
    public record Total(long groups, long reclaimableBytes) {}

    @FunctionalInterface
    private interface Binding {
        Values to(Values values) throws SQLException;
    }

    private static List<Like> pairs(Connection connection, PhotoId photo) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(PAIRS)) {
            new Values(statement).value(photo.value()).value(MOST_PAIRS);
            List<Like> pairs = new ArrayList<>();
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    pairs.add(new Like(row.getString(1), likeness(row, 2)));
                }
            }
            return pairs;
        }
    }

    private static List<Group> groups(Connection connection, String sql, Binding binding) throws SQLException {
        Map<Long, Group> heads = new LinkedHashMap<>();
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            binding.to(new Values(statement));
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    heads.put(
                            row.getLong(1),
                            new Group(
                                    row.getLong(1),
                                    LikenessKind.ofColumn(row.getString(2)),
                                    row.getLong(3),
                                    row.getString(4),
                                    List.of()));
                }
            }
        }
        Map<Long, List<Member>> members = members(connection, heads.keySet());
        return heads.values().stream()
                .map(head -> new Group(
                        head.number,
                        head.kind,
                        head.reclaimableBytes,
                        head.reason,
                        members.getOrDefault(head.number, List.of())))
                .filter(group -> group.members.size() > 1)
                .toList();
    }

    private static Map<Long, List<Member>> members(Connection connection, Collection<Long> groups) throws SQLException {
        if (groups.isEmpty()) {
            return Map.of();
        }
        try (PreparedStatement statement = connection.prepareStatement(MEMBERS)) {
            new Values(statement).numbers(groups);
            Map<Long, List<Member>> members = new LinkedHashMap<>();
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    members.computeIfAbsent(row.getLong(1), group -> new ArrayList<>())
                            .add(member(row));
                }
            }
            return members;
        }
    }

    private static Member member(ResultSet row) throws SQLException {
        return new Member(
                row.getString(2),
                Optional.ofNullable(row.getString(3)),
                Optional.ofNullable(row.getString(4)).orElse(""),
                row.getInt(5),
                row.getInt(6),
                row.getLong(7),
                Optional.ofNullable(row.getObject(8, LocalDateTime.class)),
                Optional.ofNullable(row.getTimestamp(9)).map(java.sql.Timestamp::toInstant),
                row.getString(10) == null ? Optional.empty() : Optional.of(likeness(row, 10)));
    }

    private static Likeness likeness(ResultSet row, int column) throws SQLException {
        return new Likeness(
                LikenessKind.ofColumn(row.getString(column)),
                Optional.ofNullable(row.getObject(column + 1, Integer.class)),
                row.getDouble(column + 2));
    }
}
