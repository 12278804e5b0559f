package io.npipeline.quickstart;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What {@code ./npipeline demo} was asked for. Immutable.
 *
 * @param data the file to run; empty for the one that comes with the demo
 * @param exit whether to end after the check instead of staying up
 */
record DemoOptions(Optional<Path> data, boolean exit) {

    static DemoOptions parse(List<String> words) throws UsageException {
        Optional<Path> data = Optional.empty();
        boolean exit = false;
        Arguments arguments = new Arguments(words);
        while (!arguments.isEmpty()) {
            String word = arguments.next();
            switch (word) {
                case "--exit" -> exit = true;
                case "--data" -> data = Optional.of(Arguments.file(arguments.valueOf(word)));
                default ->
                    throw new UsageException("demo does not know \"" + word + "\"; it takes --exit and --data FILE.");
            }
        }
        return new DemoOptions(data, exit);
    }
}
