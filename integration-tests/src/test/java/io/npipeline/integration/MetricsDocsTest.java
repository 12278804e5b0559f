package io.npipeline.integration;

import static org.assertj.core.api.Assertions.assertThat;

import io.npipeline.metrics.KafkaMetrics;
import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** {@code docs/metrics.md} says what is defined. Run with {@code -Ddocs.update} to write its tables anew. */
class MetricsDocsTest {

    @Test
    void theTablesAreFresh() throws IOException {
        MetricsPage fresh = MetricsPage.read().fresh();
        if (System.getProperty("docs.update") != null) {
            Files.writeString(MetricsPage.FILE, fresh.text());
        }

        assertThat(MetricsPage.read().text())
                .as("stale: run mvn -pl integration-tests -am test -Ddocs.update")
                .isEqualTo(fresh.text());
    }

    @Test
    void itSaysOfEachEventWhoTellsOfIt() throws IOException {
        assertThat(MetricsPage.read().events())
                .containsExactlyInAnyOrderElementsOf(Arrays.stream(KafkaMetrics.class.getMethods())
                        .map(Method::getName)
                        .filter(name -> name.startsWith("record"))
                        .toList());
    }
}
