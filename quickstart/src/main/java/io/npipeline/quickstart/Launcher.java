package io.npipeline.quickstart;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The entry point of the launcher script: runs the command that the first argument names. Exit codes: 0 done, 1 failed, 2
 * the command line was wrong or, where 1 says what was found, the command failed.
 */
public final class Launcher {

    private static final int DONE = 0;
    private static final int FAILED = 1;
    private static final int WRONG_USAGE = 2;

    /** Of whose exit code a 1 says that there was something to find. */
    private static final String SEARCH = "validate";

    private Launcher() {}

    /** Runs the command. */
    public static void main(String[] arguments) {
        Console console = new Console(System.out);
        Thread goodbye = new Thread(() -> console.silenceAfter("Stopping."), "goodbye");
        Runtime.getRuntime().addShutdownHook(goodbye);
        int exitCode = run(List.copyOf(Arrays.asList(arguments)), console);
        try {
            Runtime.getRuntime().removeShutdownHook(goodbye);
        } catch (IllegalStateException e) {
            return; // Ctrl-C was first: the JVM ends by itself, with the signal's exit code
        }
        System.exit(exitCode);
    }

    private static int run(List<String> arguments, Console console) {
        Console failures = new Console(System.err);
        try {
            return parse(arguments, console).run();
        } catch (UsageException e) {
            failures.line(e.sentence());
            return WRONG_USAGE;
        } catch (Exception e) {
            failures.line(arguments.get(0) + " failed: " + Reasons.of(e));
            return arguments.get(0).equals(SEARCH) ? WRONG_USAGE : FAILED;
        }
    }

    /** What is wrong with a command line, in one sentence; empty when it can be run. Nothing is run. */
    public static Optional<String> problemOf(List<String> arguments) {
        try {
            parse(arguments, new Console(System.out));
            return Optional.empty();
        } catch (UsageException e) {
            return Optional.of(e.sentence());
        }
    }

    private static Command parse(List<String> arguments, Console console) throws UsageException {
        String name = arguments.isEmpty() ? "" : arguments.get(0);
        List<String> words = arguments.subList(Math.min(1, arguments.size()), arguments.size());
        return switch (name) {
            case "demo" -> {
                DemoOptions options = DemoOptions.parse(words);
                yield () -> new Demo(Checkout.locate(), options, console).run() ? DONE : FAILED;
            }
            case "connect" -> {
                DevelopmentOptions options = DevelopmentOptions.parse(words);
                yield () -> {
                    new DevelopmentWorker(Checkout.locate(), options, console).run();
                    return FAILED;
                };
            }
            case SEARCH -> {
                ValidateOptions options = ValidateOptions.parse(words);
                yield () -> new Validate(Checkout.locate(), options, console).run() ? DONE : FAILED;
            }
            case "graph" -> {
                GraphOptions options = GraphOptions.parse(words);
                yield () -> {
                    new Graph(Checkout.locate(), options, console).run();
                    return DONE;
                };
            }
            default -> throw new UsageException("There is no command \"" + name + "\".");
        };
    }

    /** A command whose options were understood. */
    private interface Command {
        /** Runs it, and gives its exit code. */
        int run() throws Exception;
    }
}
