package io.npipeline.mutants;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * The entry point of {@code ./npipeline mutants}. Exit codes: 0 all mutants were caught, 1 one survived, 2 one could not be
 * tried, or the command could not begin or go on.
 */
public final class MutantsCommand {

    private static final int NOT_DONE = 2;

    /** Names the root of the checkout; the launcher script sets it. */
    private static final String HOME_PROPERTY = "npipeline.home";

    private MutantsCommand() {}

    /** Runs the command. */
    public static void main(String[] arguments) {
        System.exit(run(Path.of(System.getProperty(HOME_PROPERTY, ".")), List.copyOf(Arrays.asList(arguments))));
    }

    /** Returns the exit code. What goes wrong must not end the JVM: it would do so with the code of a survivor. */
    static int run(Path home, List<String> arguments) {
        Path root = home.toAbsolutePath().normalize();
        try {
            Options options = Options.parse(arguments);
            if (!SourceCopy.isGitThere()) {
                throw new UsageException("git is needed to apply patches, and there is none on the PATH.");
            }
            return tryAll(mutants(root, options), root);
        } catch (UsageException e) {
            System.out.println(e.getMessage());
            return NOT_DONE;
        } catch (InterruptedException e) {
            System.err.println("Stopped.");
            return NOT_DONE;
        } catch (IOException | RuntimeException | LinkageError e) { // the last: a clean took the classes away
            System.err.println("Mutants could not be tried to the end: " + reason(e) + ".");
            return NOT_DONE;
        }
    }

    /** With its type, because the message of an exception about a file may be the file alone. */
    private static String reason(Throwable error) {
        return error.getClass().getSimpleName() + ": " + error.getMessage();
    }

    private static List<Mutant> mutants(Path root, Options options) throws IOException {
        if (options.patches().isEmpty()) {
            return Mutant.readAll(root.resolve("mutants"));
        }
        List<Mutant> mutants = new ArrayList<>();
        for (Path patch : options.patches()) {
            mutants.add(Mutant.read(patch));
        }
        return mutants;
    }

    private static int tryAll(List<Mutant> mutants, Path root)
            throws IOException, InterruptedException, UsageException {
        Path built = root.resolve("mutants/target");
        // Of its own, so that two runs do not read each other's.
        Path logs = Files.createTempDirectory(Files.createDirectories(built.resolve("logs")), "run-");
        SourceCopy copy = SourceCopy.empty();
        Maven maven = new Maven(copy.folder(), logs, built.resolve("classes"), Stage.MODULES);
        // However the JVM ends: a Maven that still ran would write into the folder that is deleted.
        Runtime.getRuntime().addShutdownHook(new Thread(() -> clean(maven, copy), "clean-up"));

        copy.copyFrom(root);
        Trial trial = new Trial(copy, catalog(copy.folder()), maven, System.err::println);
        System.err.println("Building a copy of the sources; what Maven says is in " + logs);
        trial.prepare(mutants);
        Summary summary = new Summary();
        for (Mutant mutant : mutants) {
            long begin = System.nanoTime();
            Verdict verdict = trial.decide(mutant);
            System.out.println(summary.add(mutant.name(), verdict, Duration.ofNanos(System.nanoTime() - begin)));
            if (!(verdict instanceof Verdict.Caught)) {
                logsOf(mutant, logs).forEach(log -> System.err.println("What Maven said: " + log));
            }
        }
        System.out.println(summary.total());
        return summary.exitCode();
    }

    /** The tests that mutants are tried on. */
    static TestCatalog catalog(Path root) throws IOException {
        List<String> modules = new ArrayList<>(Stage.MODULES);
        modules.add(Stage.INTEGRATION_TESTS);
        return TestCatalog.of(root, modules);
    }

    /** None where not even Maven was run. */
    private static List<Path> logsOf(Mutant mutant, Path logs) throws IOException {
        try (Stream<Path> files = Files.list(logs)) {
            return files.filter(file -> file.getFileName().toString().startsWith(mutant.name() + "-"))
                    .sorted()
                    .toList();
        }
    }

    private static void clean(Maven maven, SourceCopy copy) {
        maven.close();
        try {
            copy.close();
        } catch (IOException e) {
            System.err.println("The folder " + copy.folder() + " could not be deleted: " + e);
        }
    }
}
