package io.npipeline.benchmarks.endtoend;

import io.npipeline.benchmarks.BenchmarkFailedException;
import io.npipeline.benchmarks.worker.Count;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** Runs one side over the data and checks what it counted. Not thread safe. */
final class RoundRunner {

    private static final Duration LOOK_INTERVAL = Duration.ofMillis(20);
    private static final Duration HEALTH_INTERVAL = Duration.ofSeconds(2);
    private static final Duration ROUND_LIMIT = Duration.ofMinutes(10);
    private static final Duration END_LIMIT = Duration.ofMinutes(1);

    private final Path folder;
    private int started;

    RoundRunner(Path folder) {
        this.folder = folder;
    }

    /**
     * One round.
     *
     * @return what was counted when the last of the expected records came
     * @throws BenchmarkFailedException when the side failed, or did not process every record once
     */
    Count run(Side side, Content content, Work work) {
        String name = side.name() + "-" + started++;
        Round round = new Round(name, content, work, newFolder(name));
        side.begin(round);
        Count reached;
        try {
            reached = await(Count.reached(round.directory()), side, name, ROUND_LIMIT);
        } finally {
            side.end();
        }
        check(round, reached);
        check(round, await(Count.last(round.directory()), side, name, END_LIMIT));
        return reached;
    }

    private Path newFolder(String name) {
        try {
            return Files.createDirectories(folder.resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Count await(Path file, Side side, String round, Duration limit) {
        long begin = System.nanoTime();
        long lastLook = begin;
        for (Optional<Count> count = Count.find(file); ; count = Count.find(file)) {
            if (count.isPresent()) {
                return count.get();
            }
            long now = System.nanoTime();
            if (now - begin > limit.toNanos()) {
                throw new BenchmarkFailedException(round + " was not through after " + limit.toSeconds() + " s");
            }
            if (now - lastLook > HEALTH_INTERVAL.toNanos()) {
                lastLook = now;
                side.failure().ifPresent(failure -> {
                    throw new BenchmarkFailedException(round + " failed: " + failure);
                });
            }
            pause();
        }
    }

    private static void pause() {
        try {
            Thread.sleep(LOOK_INTERVAL.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BenchmarkFailedException("Interrupted", e);
        }
    }

    private static void check(Round round, Count count) {
        if (count.records() != round.content().records()
                || count.checksum() != round.content().checksum()) {
            throw new BenchmarkFailedException(round.name() + " counted " + count.records()
                    + " records with the checksum " + count.checksum() + " where there are "
                    + round.content().records() + " with " + round.content().checksum());
        }
    }
}
