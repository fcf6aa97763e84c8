package io.tagstream.local;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The queries of docs/sql.md, as they stand there, so that tests and benchmarks run what people read. */
public final class ManualQueries {

    /** A section's heading, a question in bold at the beginning of a line, or a query. */
    private static final Pattern PARTS =
            Pattern.compile("(?m)^## (?<section>.+)$|^\\*\\*(?<question>[^*]+)\\*\\*|^```sql\\n(?<sql>(?s:.*?))^```");

    private static final String TEN = "Ten questions";

    private ManualQueries() {}

    /**
     * A query and where it stands.
     *
     * @param question what it answers; empty where a section just shows one
     */
    public record Query(String section, String question, String sql) {}

    /** All of a page, in order. */
    public static List<Query> all(String page) {
        List<Query> queries = new ArrayList<>();
        String section = "";
        String question = "";
        Matcher parts = PARTS.matcher(page);
        while (parts.find()) {
            if (parts.group("section") != null) {
                section = parts.group("section");
                question = "";
            } else if (parts.group("question") != null) {
                question = parts.group("question");
            } else {
                queries.add(new Query(section, question, parts.group("sql")));
            }
        }
        return queries;
    }

    /** Those of the ten questions; a question may have two. */
    public static List<Query> ten(String page) {
        return all(page).stream().filter(query -> query.section().equals(TEN)).toList();
    }
}
