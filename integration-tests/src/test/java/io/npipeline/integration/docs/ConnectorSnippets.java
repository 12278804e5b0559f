package io.npipeline.integration.docs;

import io.npipeline.integration.environment.ConnectorConfigs;
import io.npipeline.integration.environment.LauncherProcess;
import io.npipeline.integration.pipelines.EffectsPipeline;
import io.npipeline.integration.pipelines.NumberedOutputsPipeline;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Has {@code ./npipeline validate} look at all connectors of the pages, in one run. What is shown in part is put over the
 * settings of a connector that is valid, of each kind in turn: one of them has to take it.
 */
final class ConnectorSnippets {

    private static final Path ROOT = Path.of(System.getProperty("project.root"));
    private static final String CLASS_NOT_FOUND = "the class was not found";
    private static final String UNCHECKED = "unchecked: ";
    private static final String WARNING = "warning: ";

    /** Each with what is said of it, by its file. */
    private final Map<String, ShownConnector> files = new LinkedHashMap<>();

    private final Path folder;

    ConnectorSnippets(Path folder) {
        this.folder = folder;
    }

    /** What is wrong with them. */
    List<String> validate(List<ShownConnector> connectors, Path pluginPath) throws IOException {
        for (ShownConnector connector : connectors) {
            write(connector, "sink", sink());
            if (!connector.whole()) {
                write(connector, "source", source());
            }
        }
        List<String> arguments = new ArrayList<>(List.of("validate", "--plugin-path", pluginPath.toString()));
        files.keySet().forEach(name -> arguments.add(folder.resolve(name).toString()));
        LauncherProcess validation = LauncherProcess.run(ROOT, Map.of(), 2, arguments);
        Map<String, List<String>> remarks = byFile(validation);
        List<String> problems = new ArrayList<>();
        for (ShownConnector connector : connectors) {
            List<List<String>> choices = files.entrySet().stream()
                    .filter(file -> file.getValue().equals(connector))
                    .map(file -> remarks.getOrDefault(file.getKey(), List.of("nothing was said")))
                    .toList();
            if (choices.stream().noneMatch(List::isEmpty)) {
                problems.add(connector.snippet() + ": " + choices);
            }
        }
        return problems;
    }

    private void write(ShownConnector connector, String kind, Map<String, String> valid) throws IOException {
        String name = "shown-" + files.size() + "-" + kind + ".json";
        files.put(name, connector);
        Files.writeString(folder.resolve(name), connector.over(valid));
    }

    private static Map<String, String> sink() {
        Map<String, String> config = ConnectorConfigs.sink(EffectsPipeline.class, "shown");
        config.put("npipeline.pipeline.param.effects", "effects.txt");
        return config;
    }

    private static Map<String, String> source() {
        Map<String, String> config =
                ConnectorConfigs.relay(NumberedOutputsPipeline.class, "shown-in", "shown-out", "localhost:9092");
        config.put("npipeline.pipeline.param.outputs", "1");
        config.put("npipeline.pipeline.param.work.ms", "1");
        config.put("npipeline.dead.letter.destination", "kafka");
        config.put("npipeline.dead.letter.topic", "shown-dead-letters");
        return config;
    }

    /** The remarks of each file that are against it; other connectors may know keys that they do not define. They end with a line that begins with its name. */
    private Map<String, List<String>> byFile(LauncherProcess validation) {
        Map<String, List<String>> remarks = new LinkedHashMap<>();
        List<String> against = new ArrayList<>();
        for (String line : validation.lines()) {
            String name = line.split(" ", 2)[0];
            ShownConnector connector = files.get(name);
            if (connector != null) {
                boolean warned = connector.isOurs();
                remarks.put(
                        name,
                        against.stream()
                                .filter(remark -> warned || !remark.startsWith(WARNING))
                                .toList());
                against.clear();
            } else if (!line.startsWith(UNCHECKED) && !isSample(line)) {
                against.add(line);
            }
        }
        if (!remarks.keySet().equals(files.keySet())) {
            throw new IllegalStateException("not all were validated: " + validation);
        }
        return remarks;
    }

    /** The samples' classes are compiled by a build of their own, after these tests. */
    private static boolean isSample(String line) {
        return line.contains(CLASS_NOT_FOUND) && samples().anyMatch(line::contains);
    }

    private static Stream<String> samples() {
        try (Stream<Path> sources = Files.walk(ROOT.resolve("quickstart"))) {
            return sources
                    .map(Path::toString)
                    .filter(source -> source.contains("/src/main/java/com/example/") && source.endsWith(".java"))
                    .map(source -> source.substring(source.indexOf("com/example/"), source.length() - ".java".length())
                            .replace('/', '.'))
                    .toList()
                    .stream();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
