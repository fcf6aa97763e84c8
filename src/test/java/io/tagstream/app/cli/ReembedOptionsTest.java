package io.tagstream.app.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tagstream.retag.EmbedJobs.Order;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class ReembedOptionsTest {

    @Test
    void whatTheCommandWasAskedForReachesTheApplication() {
        ReembedOptions asked = ReembedOptions.parse(
                "--cut-over", "--allow-missing", "3", "--rate", "2.5", "--author", "some body", "--dry-run", "--json");

        ReembedOptions passed = ReembedOptions.parse(asked.arguments());

        assertThat(passed.order("digest"))
                .isEqualTo(new Order(
                        "digest", true, OptionalLong.of(3), OptionalDouble.of(2.5), Optional.of("some body")));
        assertThat(passed.dryRun()).isTrue();
        assertThat(passed.json()).isTrue();
    }

    @Test
    void nothingIsAskedForByDefault() {
        ReembedOptions passed = ReembedOptions.parse(ReembedOptions.parse().arguments());

        assertThat(passed.order("digest"))
                .isEqualTo(new Order("digest", false, OptionalLong.empty(), OptionalDouble.empty(), Optional.empty()));
        assertThat(passed.dryRun()).isFalse();
        assertThat(passed.json()).isFalse();
    }

    @Test
    void aRateThatIsNoneIsAMistake() {
        assertThatThrownBy(() -> ReembedOptions.parse("--rate", "0").order("digest"))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("positive");
        assertThatThrownBy(() -> ReembedOptions.parse("--allow-missing=-1").order("digest"))
                .isInstanceOf(UserError.class);
    }

    @Test
    void helpSaysWhatToSet() {
        StringWriter out = new StringWriter();

        int status = TagstreamCommand.commandLine().setOut(new PrintWriter(out)).execute("reembed", "--help");

        assertThat(status).isZero();
        assertThat(out.toString()).contains("--cut-over", "TAGSTREAM_MODEL_DIRECTORY");
    }
}
