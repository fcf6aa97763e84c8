package io.tagstream.app.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tagstream.clip.ClipModel;
import io.tagstream.failure.Failure;

/** What the answers of all questions have in common, as JSON. */
final class Answers {

    private Answers() {}

    /** An answer that names the model it is from. */
    static ObjectNode of(ClipModel model) {
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        answer.putObject("model").put("name", model.name()).put("digest", model.digest());
        return answer;
    }

    static void putError(ObjectNode node, Failure failure) {
        node.putObject("error").put("code", failure.code().name()).put("detail", failure.detail());
    }
}
