package io.tagstream.app.cli;

import io.tagstream.clip.text.ClipTokenizer;
import io.tagstream.taxonomy.Facet;
import io.tagstream.taxonomy.InvalidTaxonomy;
import io.tagstream.taxonomy.Problem;
import io.tagstream.taxonomy.PromptLengths;
import io.tagstream.taxonomy.Tag;
import io.tagstream.taxonomy.Taxonomy;
import io.tagstream.taxonomy.TaxonomyVersion;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code tagstream taxonomy check}: whether a taxonomy can be used. */
@Command(
        name = "check",
        description = {
            "Reads a taxonomy and prints its version, or everything that is wrong with it.",
            "Given a model, also finds prompts that are longer than the model reads."
        },
        mixinStandardHelpOptions = true)
final class TaxonomyCheck implements Runnable {

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec = CommandLine.Model.CommandSpec.create();

    @Parameters(paramLabel = "FILE", description = "YAML")
    private Path file = Path.of("");

    @Mixin
    private ChosenModel chosen = new ChosenModel();

    @Override
    public void run() {
        PrintWriter out = spec.commandLine().getOut();
        Taxonomy taxonomy = TaxonomyFile.read(file);
        String lengths = lengths(file, taxonomy, chosen, spec.commandLine().getErr());
        int tags = count(taxonomy, Facet::tags);
        int retired = tags - count(taxonomy, Facet::scored);
        out.printf(
                "%s: %d facets, %d tags%s, version %s%n%s%n",
                taxonomy.name(),
                taxonomy.facets().size(),
                tags,
                retired == 0 ? "" : " (%d of them retired)".formatted(retired),
                TaxonomyVersion.of(taxonomy).shortForm(),
                lengths);
        out.flush();
    }

    private static int count(Taxonomy taxonomy, Function<Facet, List<Tag>> tags) {
        return taxonomy.facets().stream().map(tags).mapToInt(List::size).sum();
    }

    /** Says how it stands with prompts that are too long for a model, if one is named; it is an error if there are any. */
    static String lengths(Path file, Taxonomy taxonomy, ChosenModel chosen, PrintWriter err) {
        if (!chosen.isNamed()) {
            return "Whether prompts are too long depends on the model: name it with --model or %s to check that, too."
                    .formatted(ChosenModel.VARIABLE);
        }
        try (ClipTokenizer tokenizer = chosen.tokenizer(err)) {
            List<Problem> tooLong = PromptLengths.check(taxonomy, tokenizer::length, tokenizer.contextLength());
            if (!tooLong.isEmpty()) {
                throw new UserError(new InvalidTaxonomy(file.toString(), tooLong).getMessage());
            }
            return "All prompts fit into the %d tokens that the model reads.".formatted(tokenizer.contextLength());
        }
    }
}
