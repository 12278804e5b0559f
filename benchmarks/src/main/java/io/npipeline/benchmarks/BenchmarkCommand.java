package io.npipeline.benchmarks;

import io.npipeline.benchmarks.report.Result;
import io.npipeline.quickstart.environment.FolderTree;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/**
 * The entry point of {@code ./npipeline bench}. The last line of standard output is the result. Exit codes: 0 done, whether
 * or not the result is valid; 1 failed; 2 the command line was wrong.
 */
public final class BenchmarkCommand {

    /** Names the root of the checkout; the launcher script sets it. */
    private static final String HOME_PROPERTY = "npipeline.home";

    private static final int FAILED = 1;
    private static final int WRONG_USAGE = 2;

    private BenchmarkCommand() {}

    /** Runs the benchmark that the arguments name. */
    public static void main(String[] arguments) {
        System.exit(run(Arrays.asList(arguments)));
    }

    private static int run(List<String> arguments) {
        Options options;
        try {
            options = Options.parse(arguments);
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage());
            return WRONG_USAGE;
        }
        try {
            Result result = measure(options);
            if (options.json()) {
                System.out.println(result.roundsLine());
            }
            System.out.println(result.line());
            return 0;
        } catch (Exception e) {
            System.err.println(options.name().word() + " failed: " + e);
            return FAILED;
        }
    }

    private static Result measure(Options options) throws Exception {
        Path root =
                Path.of(System.getProperty(HOME_PROPERTY, ".")).toAbsolutePath().normalize();
        Path folder =
                root.resolve("benchmarks/target/bench").resolve(options.name().word());
        FolderTree.delete(folder);
        Files.createDirectories(folder);
        Progress progress = new Progress(options.json() ? System.err : System.out);
        Result result = options.name().make().run(new Setting(root, folder, options.quick(), progress));
        FolderTree.delete(folder); // not after a failure, whose logs are in it
        return result.with("quick", options.quick())
                .with("jdk", Runtime.version().toString())
                .with("processors", Runtime.getRuntime().availableProcessors());
    }
}
