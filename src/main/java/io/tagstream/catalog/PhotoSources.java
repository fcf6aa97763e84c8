package io.tagstream.catalog;

import io.tagstream.photo.ContentHash;
import io.tagstream.photo.PhotoId;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;

/** Where photos' bytes are, for those who want to look at them again. */
public final class PhotoSources {

    /**
     * A photo as the catalog has it.
     *
     * @param source where its bytes were fetched from
     * @param content hash of its bytes
     */
    public record Known(PhotoId id, Optional<String> source, ContentHash content) {}

    private static final String SOURCE =
            "select photo_id, source_uri, content_sha256 from photos where photo_no = ? and content_sha256 is not null";

    private static final String HASHES =
            "select photo_no, content_sha256 from photos where photo_no = any (?) and content_sha256 is not null";

    private final DataSource dataSource;

    public PhotoSources(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    /**
     * Where the bytes of one photo are; absent if there were none that could be read.
     *
     * @param number its photo_no
     */
    public Optional<Known> of(long number) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement statement = connection.prepareStatement(SOURCE)) {
            statement.setLong(1, number);
            try (ResultSet result = statement.executeQuery()) {
                return result.next()
                        ? Optional.of(new Known(
                                new PhotoId(result.getString(1)),
                                Optional.ofNullable(result.getString(2)),
                                ContentHash.ofDigest(result.getBytes(3))))
                        : Optional.empty();
            }
        } catch (SQLException e) {
            throw SqlFailures.of(e);
        }
    }

    /** The hashes of several photos' bytes, by their photo_no. */
    public Map<Long, ContentHash> hashes(Collection<Long> numbers) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement statement = connection.prepareStatement(HASHES)) {
            statement.setArray(1, connection.createArrayOf("bigint", numbers.toArray()));
            Map<Long, ContentHash> hashes = new HashMap<>();
            try (ResultSet result = statement.executeQuery()) {
                while (result.next()) {
                    hashes.put(result.getLong(1), ContentHash.ofDigest(result.getBytes(2)));
                }
            }
            return hashes;
        } catch (SQLException e) {
            throw SqlFailures.of(e);
        }
    }
}
