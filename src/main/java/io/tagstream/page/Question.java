package io.tagstream.page;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import java.util.List;
import java.util.Map;

/**
 * Asks whether something is really meant, on a page of its own: that works without a script, by keyboard, and can be left by the back
 * button.
 *
 * @param says what will happen, sentence by sentence
 * @param action where the form goes
 * @param fields of the form
 * @param yes what the button says
 * @param back where no leads
 */
public record Question(
        String title, List<String> says, String action, Map<String, String> fields, String yes, String back) {

    /** Its template. */
    @CheckedTemplate(basePath = "page/question")
    static final class Templates {

        private Templates() {}

        static native TemplateInstance ask(Question question, String problem);
    }

    public Question {
        says = List.copyOf(says);
        fields = Map.copyOf(fields);
    }

    /** @param problem why it could not be done just now; empty if it has not been tried */
    TemplateInstance asked(String problem) {
        return Templates.ask(this, problem);
    }
}
