package io.npipeline.quickstart;

import io.npipeline.quickstart.validation.ConnectorFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What {@code ./npipeline validate} was asked for. Immutable.
 *
 * @param pluginPath jars to put beside the plugin's; empty for those of the sample pipelines
 * @param connectors files of connectors, at least one
 */
record ValidateOptions(Optional<Path> pluginPath, List<Path> connectors) {

    ValidateOptions {
        connectors = List.copyOf(connectors);
    }

    static ValidateOptions parse(List<String> words) throws UsageException {
        Optional<Path> pluginPath = Optional.empty();
        List<Path> connectors = new ArrayList<>();
        Arguments arguments = new Arguments(words);
        while (!arguments.isEmpty()) {
            String word = arguments.next();
            if (word.equals(PluginFolder.OPTION)) {
                pluginPath = Optional.of(arguments.folderOf(word));
            } else if (ConnectorFile.isName(word)) {
                connectors.add(Arguments.file(word));
            } else {
                throw new UsageException("validate does not know \"" + word
                        + "\"; it takes --plugin-path DIR and connectors as .json or .properties files.");
            }
        }
        if (connectors.isEmpty()) {
            throw new UsageException("validate needs a connector as a .json or .properties file.");
        }
        return new ValidateOptions(pluginPath, connectors);
    }
}
