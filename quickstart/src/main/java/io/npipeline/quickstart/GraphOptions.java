package io.npipeline.quickstart;

import io.npipeline.quickstart.validation.ConnectorFile;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What {@code ./npipeline graph} was asked for. Immutable.
 *
 * @param pluginPath jars to put beside the plugin's; empty for those of the sample pipelines
 * @param subject the file of a connector, or the class of a pipeline
 * @param svg the picture to write; empty for none
 */
record GraphOptions(Optional<Path> pluginPath, String subject, Optional<Path> svg) {

    private static final Pattern CLASS =
            Pattern.compile("[\\p{L}_$][\\p{L}\\p{N}_$]*(\\.[\\p{L}_$][\\p{L}\\p{N}_$]*)*");

    static GraphOptions parse(List<String> words) throws UsageException {
        Optional<Path> pluginPath = Optional.empty();
        Optional<Path> svg = Optional.empty();
        String subject = null;
        Arguments arguments = new Arguments(words);
        while (!arguments.isEmpty()) {
            String word = arguments.next();
            switch (word) {
                case PluginFolder.OPTION -> pluginPath = Optional.of(arguments.folderOf(word));
                case "--svg" -> svg = Optional.of(Arguments.newFile(arguments.valueOf(word)));
                default -> subject = subject(word, subject);
            }
        }
        if (subject == null) {
            throw new UsageException(
                    "graph needs a connector as a .json or .properties file, or the name of a pipeline's class.");
        }
        return new GraphOptions(pluginPath, subject, svg);
    }

    private static String subject(String word, @Nullable String other) throws UsageException {
        if (other != null) {
            throw new UsageException("graph draws one pipeline, and \"" + other + "\" and \"" + word + "\" are two.");
        }
        if (ConnectorFile.isName(word)) {
            return Arguments.file(word).toString();
        }
        if (!CLASS.matcher(word).matches()) {
            throw new UsageException("graph does not know \"" + word
                    + "\"; it takes --plugin-path DIR, --svg FILE and a connector as a .json or .properties file, or the"
                    + " name of a pipeline's class.");
        }
        return word;
    }

    /** The file of a connector; empty where a class is to be drawn. */
    Optional<Path> connector() {
        return ConnectorFile.isName(subject) ? Optional.of(Path.of(subject)) : Optional.empty();
    }
}
