package io.npipeline.integration.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.npipeline.integration.environment.LauncherProcess;
import io.npipeline.integration.environment.PluginFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The commands that need no broker and no worker, as processes, on the samples: {@code validate} and {@code graph}. What the
 * docs show of the latter is fresh; run with {@code -Ddocs.update} to write it anew.
 */
class LauncherCommandsIT {

    private static final Path ROOT = Path.of(System.getProperty("project.root"));
    private static final String PAGE = "docs/architecture.md";
    private static final String DRAWN = "config/orders-relay.json";

    private static Path folder;
    private static Path plugins;

    @BeforeAll
    static void assemble(@TempDir Path temporary) {
        folder = temporary;
        plugins = PluginFolder.assemble(folder.resolve("plugins"));
    }

    @Test
    void everySampleIsValidWhetherItsVariablesAreSetOrNot() throws IOException {
        List<String> samples = samples();

        LauncherProcess unset = run(Map.of(), "validate", samples);
        LauncherProcess set = run(Map.of("BOOTSTRAP_SERVERS", "localhost:9092"), "validate", samples);

        assertThat(unset.exitCode()).as(unset.toString()).isZero();
        assertThat(unset.lines())
                .filteredOn(line -> line.endsWith(" is valid."))
                .hasSameSizeAs(samples);
        assertThat(unset.lines())
                .noneMatch(line -> line.startsWith("warning: "))
                .contains(
                        "unchecked: npipeline.kafka.bootstrap.servers: ${env:BOOTSTRAP_SERVERS} has no value here, so the key is"
                                + " not checked")
                .anyMatch(line -> line.startsWith("unchecked: npipeline.pipeline.class: ")
                        && line.contains("com.example.payments.PaymentsEnrichment"));
        assertThat(set.exitCode()).as(set.toString()).isZero();
        assertThat(set.lines()).noneMatch(line -> line.contains("BOOTSTRAP_SERVERS"));
    }

    @Test
    void mistakesAreLinesWithKeyValueAndRule() throws IOException {
        Path mistaken = Files.writeString(folder.resolve("mistaken.properties"), """
                name=mistaken
                connector.class=io.npipeline.kafka.connect.sink.NPipelineSinkConnector
                topics=a
                task.max=2
                npipeline.pipeline.class=com.example.Absent
                """);
        Path broken = Files.writeString(folder.resolve("broken.json"), "{\"name\": ");

        LauncherProcess refused = run(Map.of(), "validate", List.of(mistaken.toString()));
        LauncherProcess unreadable = run(Map.of(), "validate", List.of(broken.toString()));

        assertThat(refused.exitCode()).isEqualTo(1);
        assertThat(refused.lines())
                .containsExactly(
                        "npipeline.pipeline.class: Invalid value com.example.Absent for configuration"
                                + " npipeline.pipeline.class: the class was not found; its jar belongs in the plugin"
                                + " folder of the connector",
                        "warning: task.max: is not known; the nearest known key is tasks.max",
                        "unchecked: topics: that the topics exist, and that the worker's consumer may read them",
                        "mistaken.properties has an error.");
        assertThat(unreadable.exitCode()).isEqualTo(2);
        assertThat(unreadable.lines()).isEmpty();
        assertThat(unreadable.failures()).singleElement().asString().contains("broken.json is not JSON: line 1");
    }

    @Test
    void theFlowchartInTheDocsIsFreshAndThePictureIsWritten() throws IOException {
        Path svg = folder.resolve("orders.svg");

        LauncherProcess graph =
                run(Map.of(), "graph", List.of(ROOT.resolve(DRAWN).toString(), "--svg", svg.toString()));

        assertThat(graph.exitCode()).as(graph.toString()).isZero();
        String flowchart = String.join("\n", graph.lines()) + "\n";
        String page = Files.readString(ROOT.resolve(PAGE));
        String shown = Snippet.of(PAGE, "mermaid").get(0).text();
        if (System.getProperty("docs.update") != null) {
            Files.writeString(ROOT.resolve(PAGE), page.replace(shown, flowchart));
        } else {
            assertThat(shown).as("stale: run with -Ddocs.update").isEqualTo(flowchart);
        }
        assertThat(svg)
                .content()
                .startsWith("<svg ")
                .contains("processed-orders")
                .endsWith("</svg>\n");
    }

    @Test
    void mermaidReadsWhatIsDrawn() throws Exception {
        Path parser = Path.of(System.getProperty("node.folder"));
        assumeThat(parser)
                .as("Mermaid's parser, which -Dformats.tools.skip leaves out")
                .exists();
        List<Path> charts = new ArrayList<>();
        for (String subject : List.of(
                ROOT.resolve(DRAWN).toString(),
                ROOT.resolve("config/strikes-egress.json").toString(),
                "io.npipeline.integration.pipelines.ShownPipeline")) {
            LauncherProcess graph = run(Map.of(), "graph", List.of(subject));
            assertThat(graph.exitCode()).as(graph.toString()).isZero();
            charts.add(Files.write(folder.resolve("chart-" + charts.size() + ".mmd"), graph.lines()));
        }
        charts.add(Files.writeString(folder.resolve("no-chart.mmd"), "flowchart LR\n n1[(\"open\n"));

        List<String> command =
                new ArrayList<>(List.of("node", parser.resolve("parse.mjs").toString()));
        charts.forEach(chart -> command.add(chart.toString()));
        List<String> said = linesOf(command);

        assertThat(said.subList(0, 3))
                .containsExactlyElementsOf(charts.subList(0, 3).stream()
                        .map(chart -> chart + " ok")
                        .toList());
        assertThat(said.get(3)).contains("Parse error");
    }

    @Test
    void whatCannotBeDrawnWithoutAVariableNamesIt() {
        LauncherProcess unset = run(
                Map.of(),
                "graph",
                List.of(ROOT.resolve("quickstart/http-enrichment/connectors/payments-enrichment.json")
                        .toString()));

        assertThat(unset.exitCode()).isEqualTo(1);
        assertThat(unset.failures())
                .singleElement()
                .asString()
                .contains("; npipeline.pipeline.param.customers: ${env:CUSTOMERS_URL} has no value here; ");
    }

    @Test
    void whatCannotBeDrawnIsASentenceAndNoFlowchart() {
        LauncherProcess absent = run(Map.of(), "graph", List.of("com.example.Absent"));

        assertThat(absent.exitCode()).isEqualTo(1);
        assertThat(absent.lines()).isEmpty();
        assertThat(absent.failures())
                .containsExactly(
                        "graph failed: There is no class com.example.Absent in the plugin folder; --plugin-path"
                                + " names the folder of its jar.");
    }

    private static List<String> linesOf(List<String> command) throws Exception {
        Path output = folder.resolve("parser.out");
        Process program = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        try {
            assertThat(program.waitFor(2, TimeUnit.MINUTES))
                    .as(command.toString())
                    .isTrue();
        } finally {
            program.destroyForcibly();
        }
        return Files.readAllLines(output);
    }

    private static List<String> samples() throws IOException {
        try (Stream<Path> config = Files.list(ROOT.resolve("config"));
                Stream<Path> payments = Files.list(ROOT.resolve("quickstart/http-enrichment/connectors"))) {
            return Stream.concat(config, payments)
                    .map(Path::toString)
                    .filter(file -> file.endsWith(".json"))
                    .sorted()
                    .toList();
        }
    }

    private static LauncherProcess run(Map<String, String> environment, String command, List<String> words) {
        List<String> arguments = new ArrayList<>(List.of(command, "--plugin-path", plugins.toString()));
        arguments.addAll(words);
        return LauncherProcess.run(ROOT, environment, 2, arguments);
    }
}
