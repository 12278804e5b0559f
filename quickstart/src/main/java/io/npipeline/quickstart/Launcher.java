package io.npipeline.quickstart;

import java.util.Arrays;
import java.util.List;

/**
 * The entry point of the launcher script: runs the command that the first argument names. Exit codes: 0 done, 1 failed, 2
 * the command line was wrong.
 */
public final class Launcher {

    private static final int FAILED = 1;
    private static final int WRONG_USAGE = 2;

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
        String command = arguments.isEmpty() ? "" : arguments.get(0);
        List<String> options = arguments.subList(Math.min(1, arguments.size()), arguments.size());
        try {
            return switch (command) {
                case "demo" -> new Demo(Checkout.locate(), DemoOptions.parse(options), console).run() ? 0 : FAILED;
                case "connect" -> {
                    new DevelopmentWorker(Checkout.locate(), DevelopmentOptions.parse(options), console).run();
                    yield FAILED;
                }
                default -> throw new UsageException("There is no command \"" + command + "\".");
            };
        } catch (UsageException e) {
            console.line(e.sentence());
            return WRONG_USAGE;
        } catch (Exception e) {
            console.line(command + " failed: " + e.getMessage());
            return FAILED;
        }
    }
}
