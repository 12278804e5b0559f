package io.npipeline.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;

/** Which call ran from when to when, on a clock that ticks with every start and end. */
final class EffectsLog {

    /** One call; several have the same number when it was retried. */
    record Effect(Object domain, long number, Thread thread, long start, long end, boolean succeeded) {}

    /** A call that may fail. */
    interface Call {
        void run() throws Exception;
    }

    private final AtomicLong clock = new AtomicLong();
    private final Queue<Effect> effects = new ConcurrentLinkedQueue<>();

    void record(Object domain, long number, Call call) throws Exception {
        long start = clock.getAndIncrement();
        boolean succeeded = false;
        try {
            call.run();
            succeeded = true;
        } finally {
            effects.add(new Effect(domain, number, Thread.currentThread(), start, clock.getAndIncrement(), succeeded));
        }
    }

    /** Within a domain no call began before the one before it ended, and the numbers came in order, retries included. */
    void assertOrderedWithoutOverlap() {
        byDomain().forEach((domain, calls) -> {
            for (int i = 1; i < calls.size(); i++) {
                Effect before = calls.get(i - 1);
                Effect after = calls.get(i);
                assertThat(after.start()).as("%s overlaps %s", after, before).isGreaterThan(before.end());
                assertThat(after.number())
                        .as("%s comes after %s", after, before)
                        .isEqualTo(before.succeeded() ? before.number() + 1 : before.number());
            }
        });
    }

    /** Every number from 0 succeeded once in each domain. */
    void assertEachSucceededOnce(int domains, int perDomain) {
        Map<Object, List<Effect>> all = byDomain();
        assertThat(all).hasSize(domains);
        all.values().forEach(calls -> assertThat(calls.stream().filter(Effect::succeeded))
                .extracting(Effect::number)
                .hasSize(perDomain)
                .doesNotHaveDuplicates());
    }

    /** How many calls failed. */
    long failed() {
        return effects.stream().filter(effect -> !effect.succeeded()).count();
    }

    /** The threads that calls ran on. */
    Set<Thread> threads() {
        return effects.stream().map(Effect::thread).collect(Collectors.toSet());
    }

    /** How many calls ran at the same time at the most. */
    int mostAtATime() {
        Map<Long, Integer> changes = new TreeMap<>();
        for (Effect effect : effects) {
            changes.put(effect.start(), 1);
            changes.put(effect.end(), -1);
        }
        int running = 0;
        int most = 0;
        for (int change : changes.values()) {
            running += change;
            most = Math.max(most, running);
        }
        return most;
    }

    private Map<Object, List<Effect>> byDomain() {
        Map<Object, List<Effect>> byDomain = new HashMap<>();
        effects.forEach(effect -> byDomain.computeIfAbsent(effect.domain(), unused -> new ArrayList<>())
                .add(effect));
        byDomain.values().forEach(calls -> calls.sort(Comparator.comparingLong(Effect::start)));
        return byDomain;
    }
}
