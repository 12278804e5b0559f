package io.npipeline.quickstart;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What {@code ./npipeline connect} was asked for. Immutable.
 *
 * @param bootstrapServers the cluster to work for; empty for a broker of its own
 * @param pluginPath jars to put beside the plugin's; empty for those of the sample pipelines
 * @param atLeastOnce whether connectors that are to be exactly once may run at least once
 * @param printedTopics topics whose records are to be shown
 * @param connectors files of the connectors to run from the start
 */
record DevelopmentOptions(
        Optional<String> bootstrapServers,
        Optional<Path> pluginPath,
        boolean atLeastOnce,
        List<String> printedTopics,
        List<Path> connectors) {

    DevelopmentOptions {
        printedTopics = List.copyOf(printedTopics);
        connectors = List.copyOf(connectors);
    }

    static DevelopmentOptions parse(List<String> words) throws UsageException {
        Optional<String> bootstrapServers = Optional.empty();
        Optional<Path> pluginPath = Optional.empty();
        boolean atLeastOnce = false;
        List<String> printedTopics = new ArrayList<>();
        List<Path> connectors = new ArrayList<>();
        Arguments arguments = new Arguments(words);
        while (!arguments.isEmpty()) {
            String word = arguments.next();
            switch (word) {
                case "--bootstrap-servers" -> bootstrapServers = Optional.of(arguments.valueOf(word));
                case PluginFolder.OPTION -> pluginPath = Optional.of(arguments.folderOf(word));
                case "--at-least-once" -> atLeastOnce = true;
                case "--print" -> printedTopics.add(arguments.valueOf(word));
                default -> connectors.add(connector(word));
            }
        }
        return new DevelopmentOptions(bootstrapServers, pluginPath, atLeastOnce, printedTopics, connectors);
    }

    private static Path connector(String word) throws UsageException {
        if (!word.endsWith(".json") && !word.endsWith(".properties")) {
            throw new UsageException("connect does not know \"" + word
                    + "\"; it takes --bootstrap-servers HOST:PORT, --plugin-path DIR, --at-least-once, --print TOPIC and"
                    + " connectors as .json or .properties files.");
        }
        return Arguments.file(word);
    }
}
