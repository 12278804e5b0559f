package io.npipeline.integration.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import io.npipeline.deployment.ConnectorConfiguration;
import io.npipeline.deployment.KafkaConfigurationBuilder;
import io.npipeline.deployment.SchemaRegistryConfigurationBuilder;
import io.npipeline.integration.docs.JavaSource;
import io.npipeline.integration.docs.Snippet;
import io.npipeline.kafka.connect.source.NPipelineSourceConnector;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.common.config.ConfigValue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** docs/kafka-configuration.md says of every field what becomes of it, and its example works. */
class KafkaConfigurationDocsTest {

    private static final String PAGE = "docs/kafka-configuration.md";
    private static final Pattern ROW = Pattern.compile("^\\| `(\\w+)` \\|(.*)\\|$", Pattern.MULTILINE);
    private static final String CLASS_KEY = "npipeline.pipeline.class";

    @Test
    void everyFieldHasARowAndEveryRowAField() throws IOException {
        Set<String> fields = new TreeSet<>(Fields.of(KafkaConfigurationBuilder.class));
        fields.addAll(Fields.of(SchemaRegistryConfigurationBuilder.class));
        Set<String> rows = new TreeSet<>();
        Matcher row = ROW.matcher(Files.readString(Path.of(System.getProperty("project.root"), PAGE)));
        while (row.find()) {
            assertThat(rows.add(row.group(1))).as(row.group(1) + " has one row").isTrue();
            assertThat(row.group(2)).isNotBlank();
        }

        assertThat(rows).isEqualTo(fields);
    }

    @Test
    void theExampleCompilesAndTheConnectorKnowsItsKeys(@TempDir Path classes) throws Exception {
        JavaSource.compile(Snippet.of(PAGE, "java").get(0).text(), classes);

        try (URLClassLoader loader = new URLClassLoader(
                new URL[] {classes.toUri().toURL()}, getClass().getClassLoader())) {
            ConnectorConfiguration connector =
                    (ConnectorConfiguration) loader.loadClass("com.example.orders.DeployOrders")
                            .getMethod("connector")
                            .invoke(null);

            // The pipeline itself is in a jar of the user's.
            assertThat(errors(connector.config())).containsOnlyKeys(CLASS_KEY);
        }
    }

    private static Map<String, String> errors(Map<String, String> config) {
        Map<String, String> errors = new TreeMap<>();
        for (ConfigValue value : new NPipelineSourceConnector().validate(config).configValues()) {
            value.errorMessages().forEach(message -> errors.put(value.name(), message));
        }
        return errors;
    }
}
