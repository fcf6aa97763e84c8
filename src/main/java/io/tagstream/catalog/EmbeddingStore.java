package io.tagstream.catalog;

import io.tagstream.clip.Embedding;
import java.util.Optional;
import javax.sql.DataSource;

/** Embeddings, to be read one by one. */
public final class EmbeddingStore {

    private final DataSource dataSource;

    public EmbeddingStore(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    /**
     * Where a photo lies in a model's space; empty if the model has not seen it.
     *
     * @param photo the catalog's short key; so is the model's
     */
    public Optional<Embedding> of(long photo, int model) {
        return Transactions.ask(
                dataSource,
                connection ->
                        Optional.ofNullable(EmbeddingTable.of(connection, photo).get(model)));
    }
}
