package io.tagstream.app.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tagstream.clip.text.ClipTokenizer;
import io.tagstream.clip.text.TokenizedText;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code tagstream tokens}: what a model is given of a text. */
@Command(
        name = "tokens",
        description = "Prints the token ids of a text, what each stands for, and whether the text was too long.",
        mixinStandardHelpOptions = true)
final class TokensCommand implements Runnable {

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec = CommandLine.Model.CommandSpec.create();

    @Parameters(
            paramLabel = "TEXT",
            arity = "1..*",
            description = "Each is a text of its own; - reads one from standard input")
    private List<String> texts = List.of();

    @Mixin
    private ChosenModel chosen = new ChosenModel();

    @Option(names = "--json", description = "Prints JSON")
    private boolean json;

    @Override
    public void run() {
        PrintWriter out = spec.commandLine().getOut();
        try (ClipTokenizer tokenizer = chosen.tokenizer(spec.commandLine().getErr())) {
            ArrayNode answers = JsonNodeFactory.instance.arrayNode();
            for (String argument : texts) {
                String text = argument.equals("-") ? standardInput() : argument;
                TokenizedText tokens = tokenizer.tokenized(text);
                if (json) {
                    add(answers.addObject().put("text", text), tokens);
                } else {
                    print(out, tokens);
                }
            }
            if (json) {
                out.println(JsonNodeFactory.instance
                        .objectNode()
                        .set("texts", answers)
                        .toPrettyString());
            }
            out.flush();
        }
    }

    private static void add(ObjectNode node, TokenizedText tokens) {
        ArrayNode ids = node.putArray("ids");
        tokens.ids().forEach(ids::add);
        ArrayNode pieces = node.putArray("pieces");
        tokens.pieces().forEach(pieces::add);
        node.put("count", tokens.ids().size())
                .put("contextLength", tokens.contextLength())
                .put("cut", tokens.cut())
                .put("padding", tokens.padding());
    }

    private static void print(PrintWriter out, TokenizedText tokens) {
        for (int i = 0; i < tokens.ids().size(); i++) {
            out.printf("%8d  %s%n", tokens.ids().get(i), tokens.pieces().get(i));
        }
        out.printf(
                "%d of at most %d tokens%s%s%n",
                tokens.ids().size(),
                tokens.contextLength(),
                tokens.padding() > 0 ? ", then " + tokens.padding() + " of padding" : "",
                tokens.cut() ? "; the text is longer, and its end was cut off" : "");
    }

    private static String standardInput() {
        try {
            return new String(System.in.readAllBytes(), StandardCharsets.UTF_8).stripTrailing();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
