package io.npipeline.quickstart;

import io.npipeline.deployment.ConnectClientException;
import io.npipeline.quickstart.check.CheckResult;
import io.npipeline.quickstart.check.Finding;
import io.npipeline.quickstart.check.StrikesChecker;
import io.npipeline.quickstart.check.StrikesFile;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A file of strike reports through two topics into a database, on a broker and a worker of its own, and then the check that
 * every row arrived once. Used once, by one thread.
 */
final class Demo {

    private static final Duration LOOK_INTERVAL = Duration.ofSeconds(1);
    private static final Duration STANDSTILL_LIMIT = Duration.ofSeconds(60);
    private static final int AIRPORTS = 10;
    private static final int FINDINGS = 5;
    private static final int TRACE_LINES = 6;

    private final Checkout checkout;
    private final DemoOptions options;
    private final Console console;

    Demo(Checkout checkout, DemoOptions options, Console console) {
        this.checkout = checkout;
        this.options = options;
        this.console = console;
    }

    /**
     * Runs the demo; without {@code --exit} a good run ends only when the worker does.
     *
     * @return whether all went well
     */
    boolean run() throws UsageException {
        Path data = options.data().orElse(checkout.sampleData());
        StrikesFile file = read(data);
        try (WorkFolder folder = WorkFolder.claim(checkout.workFolder("demo"))) {
            Path pluginPath = PluginFolder.assemble(
                    folder.path().resolve("plugins"), checkout.distribution(), checkout.samplePipelines());
            console.line("Starting a broker and a Connect worker; their files are in " + folder.path() + ".");
            try (DemoEnvironment environment =
                    DemoEnvironment.start(folder.path(), pluginPath, data, checkout.sampleRates())) {
                boolean good = runConnectors(environment, file);
                if (good && !options.exit()) {
                    stayUp(environment);
                    return false;
                }
                return good;
            }
        } catch (UsageException e) {
            throw e;
        } catch (Exception e) {
            String problem = String.valueOf(e.getMessage());
            console.line(problem);
            console.line("DEMO FAILED rows=" + file.rows().size() + " stored=? deadLettered=? lost=? duplicated=? ("
                    + firstLine(problem) + ")");
            return false;
        }
    }

    private static StrikesFile read(Path data) throws UsageException {
        try {
            return StrikesFile.read(data);
        } catch (IOException | RuntimeException e) {
            throw new UsageException("The data cannot be used: " + e.getMessage() + ".");
        }
    }

    private boolean runConnectors(DemoEnvironment environment, StrikesFile file) throws Exception {
        console.line("REST at " + environment.worker().client().address() + ", broker at "
                + environment.bootstrapServers() + ".");
        Optional<String> problem = post(environment);
        if (problem.isEmpty()) {
            problem = watch(environment, file.rows().size());
        }
        CheckResult result = new StrikesChecker(file, environment.bootstrapServers(), environment.database()).check();
        AirportTable.lines(environment.database().costliestAirports(AIRPORTS)).forEach(console::line);
        return report(result, problem);
    }

    /** Posts the connectors, and returns why one was refused, if one was. */
    private Optional<String> post(DemoEnvironment environment) {
        for (Path connector : checkout.demoConnectors()) {
            try {
                environment.post(connector);
                console.line("Posted config/" + connector.getFileName() + ".");
            } catch (ConnectClientException e) {
                console.line(String.valueOf(e.getMessage()));
                return Optional.of("config/" + connector.getFileName() + " was refused");
            }
        }
        return Optional.empty();
    }

    /** Prints progress until all rows are through, and returns what went wrong, if anything did. */
    private Optional<String> watch(DemoEnvironment environment, long rows) throws Exception {
        try (ProgressProbe probe = new ProgressProbe(rows, environment.bootstrapServers(), environment.database())) {
            Progress last = null;
            long lastChange = System.nanoTime();
            while (true) {
                Optional<String> failure = environment.failure();
                if (failure.isPresent()) {
                    return problem(failure.get());
                }
                Progress now = probe.look();
                if (!now.equals(last)) {
                    console.line(now.toString());
                    lastChange = System.nanoTime();
                    last = now;
                }
                if (now.isThrough()) {
                    return Optional.empty();
                }
                if (System.nanoTime() - lastChange > STANDSTILL_LIMIT.toNanos()) {
                    return Optional.of("no progress for " + STANDSTILL_LIMIT.toSeconds() + " s");
                }
                Thread.sleep(LOOK_INTERVAL.toMillis());
            }
        }
    }

    /** Prints the beginning of a trace and returns its first line. */
    private Optional<String> problem(String trace) {
        trace.lines().limit(TRACE_LINES).forEach(console::line);
        return Optional.of(firstLine(trace));
    }

    private static String firstLine(String text) {
        return text.lines().findFirst().orElse(text);
    }

    private boolean report(CheckResult result, Optional<String> problem) {
        if (problem.isEmpty() && result.isClean()) {
            console.line("DEMO OK " + result.summary());
            return true;
        }
        print("lost", result.lost());
        print("duplicated", result.duplicated());
        console.line("DEMO FAILED " + result.summary() + " (" + problem.orElse("not every row arrived once") + ")");
        return false;
    }

    private void print(String what, List<Finding> findings) {
        findings.stream().limit(FINDINGS).forEach(finding -> console.line(what + " " + finding));
    }

    private void stayUp(DemoEnvironment environment) {
        console.line("");
        console.line("The environment stays up; Ctrl-C stops it. Post another connector with");
        console.line("  curl -X POST -H 'Content-Type: application/json' -d @FILE.json "
                + environment.worker().client().address() + "/connectors");
        console.line("Database: " + environment.database().file());
        int exitCode = environment.worker().waitFor();
        console.line("The worker has ended with exit code " + exitCode + ", see "
                + environment.worker().log() + ".");
    }
}
