package io.tagstream.local;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What PostgreSQL did for a query, from {@code explain (analyze, buffers, format json)}.
 *
 * @param top the nodes at the top, down to the first that joins
 * @param scans how tables were read, each way once
 * @param sequential tables that were read from end to end
 * @param buffers pages of 8 KiB, from PostgreSQL's memory or not
 * @param temporary pages that did not fit into work_mem
 */
record QueryPlan(List<String> top, Set<String> scans, Set<String> sequential, long buffers, long temporary) {

    private static final JsonMapper JSON = new JsonMapper();

    static QueryPlan read(String json) {
        try {
            JsonNode root = JSON.readTree(json).get(0).get("Plan");
            List<String> top = new ArrayList<>();
            JsonNode node = root;
            while (mainChildren(node).size() == 1) {
                top.add(node.get("Node Type").asText());
                node = mainChildren(node).getFirst();
            }
            top.add(node.get("Node Type").asText());
            Set<String> scans = new LinkedHashSet<>();
            Set<String> sequential = new LinkedHashSet<>();
            collect(root, scans, sequential);
            return new QueryPlan(
                    top,
                    scans,
                    sequential,
                    root.path("Shared Hit Blocks").asLong()
                            + root.path("Shared Read Blocks").asLong(),
                    root.path("Temp Written Blocks").asLong());
        } catch (IOException e) {
            throw new IllegalStateException("no plan: " + json, e);
        }
    }

    /** Without subqueries that are asked once. */
    private static List<JsonNode> mainChildren(JsonNode node) {
        List<JsonNode> children = new ArrayList<>();
        node.path("Plans").forEach(child -> {
            if (!child.path("Parent Relationship").asText().endsWith("Plan")) {
                children.add(child);
            }
        });
        return children;
    }

    private static void collect(JsonNode node, Set<String> scans, Set<String> sequential) {
        String type = node.get("Node Type").asText();
        if (node.has("Index Name")) {
            scans.add(type + " " + node.get("Index Name").asText());
        } else if (node.has("Relation Name")) {
            scans.add(type + " " + node.get("Relation Name").asText());
        } else if (node.has("Function Name")) {
            scans.add(type + " " + node.get("Function Name").asText());
        }
        if (type.equals("Seq Scan")) {
            sequential.add(node.get("Relation Name").asText());
        }
        node.path("Plans").forEach(child -> collect(child, scans, sequential));
    }
}
