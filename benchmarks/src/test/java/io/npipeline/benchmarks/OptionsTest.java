package io.npipeline.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class OptionsTest {

    @Test
    void optionsStandBeforeAndBehindTheName() {
        assertThat(Options.parse(List.of("--quick", "keyed-io", "--json", "--jdk", "/opt/jdk")))
                .isEqualTo(new Options(BenchmarkName.KEYED_IO, true, true));
    }

    @Test
    void anUnknownNameIsAnsweredWithThoseThereAre() {
        assertThatThrownBy(() -> Options.parse(List.of("egress")))
                .hasMessage("There is no benchmark \"egress\"; there are engine, egress-bytes, egress-json, keyed-cpu, "
                        + "keyed-io, binder, defaults.");
    }

    @Test
    void aMissingNameIsAskedFor() {
        assertThatThrownBy(() -> Options.parse(List.of("--quick"))).hasMessageContaining("needs the name");
    }

    @Test
    void anUnknownOptionIsNamed() {
        assertThatThrownBy(() -> Options.parse(List.of("engine", "--fast"))).hasMessageContaining("\"--fast\"");
    }

    @Test
    void aMissingFolderIsAskedFor() {
        assertThatThrownBy(() -> Options.parse(List.of("engine", "--jdk"))).hasMessageContaining("--jdk needs");
    }
}
