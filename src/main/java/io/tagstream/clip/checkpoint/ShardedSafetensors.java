package io.tagstream.clip.checkpoint;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A checkpoint that is spread over several safetensors files; {@code model.safetensors.index.json} says which tensor
 * lies where.
 */
final class ShardedSafetensors implements Weights {

    private final Path index;
    private final Map<String, Safetensors> shardOf;
    private final List<Safetensors> shards;

    private ShardedSafetensors(Path index, Map<String, Safetensors> shardOf, List<Safetensors> shards) {
        this.index = index;
        this.shardOf = shardOf;
        this.shards = shards;
    }

    /**
     * Opens all shards.
     *
     * @throws CheckpointException where the index or a shard cannot be read, or a shard lacks what the index promises
     */
    static ShardedSafetensors open(Path index) {
        List<Safetensors> shards = new ArrayList<>();
        try {
            Map<String, Safetensors> shardOf = new LinkedHashMap<>();
            weightMap(index).forEach((file, names) -> {
                Safetensors shard = Safetensors.open(file);
                shards.add(shard);
                names.forEach(name -> shardOf.put(name, shard));
            });
            return new ShardedSafetensors(index, shardOf, shards);
        } catch (CheckpointException e) {
            shards.forEach(Safetensors::close);
            throw e;
        }
    }

    /** The shards, in the order in which the index names them first. */
    static List<Path> files(Path index) {
        return List.copyOf(weightMap(index).keySet());
    }

    private static Map<Path, List<String>> weightMap(Path index) {
        JsonFields fields = JsonFields.of(index);
        Map<Path, List<String>> tensorsOf = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> entry : fields.object("weight_map").properties()) {
            tensorsOf
                    .computeIfAbsent(shard(index, entry.getValue()), file -> new ArrayList<>())
                    .add(entry.getKey());
        }
        if (tensorsOf.isEmpty()) {
            throw fields.error("weight_map", "names no tensor");
        }
        return tensorsOf;
    }

    /** Beside the index: a name with a folder in it could point anywhere. */
    private static Path shard(Path index, JsonNode name) {
        if (!name.isTextual() || !name.textValue().matches("[A-Za-z0-9_.-]+\\.safetensors")) {
            throw new CheckpointException(index, "weight_map names %s, which is no shard".formatted(name));
        }
        Path shard = index.resolveSibling(name.textValue());
        if (!Files.isRegularFile(shard)) {
            throw new CheckpointException(index, "weight_map names %s, which is missing".formatted(name.textValue()));
        }
        return shard;
    }

    @Override
    public boolean has(String name) {
        return shardOf.containsKey(name);
    }

    @Override
    public List<Long> shape(String name) {
        return shard(name).shape(name);
    }

    @Override
    public CheckpointTensor tensor(String name, long... shape) {
        return shard(name).tensor(name, shape);
    }

    private Safetensors shard(String name) {
        return Optional.ofNullable(shardOf.get(name))
                .orElseThrow(() -> new CheckpointException(index, "tensor %s is missing".formatted(name)));
    }

    @Override
    public void close() {
        shards.forEach(Safetensors::close);
    }
}
