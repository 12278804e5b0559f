package io.npipeline.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What lanes are to do, told with plain queues: the units of an ordering domain are called one after the other; those of a
 * partition that was given up no more, but a call that was made is waited for.
 */
final class ReferenceLanes {

    enum Stage {
        WAITING,
        IN_CALL,
        BETWEEN_CALLS,
        PENDING,
        FAILED,
        OVER
    }

    /** A message, or the batch that some became; its nodes are called in turn. */
    static final class Unit {
        final int partition;
        final Object domain;
        final List<Long> offsets;
        Stage stage = Stage.WAITING;
        int node;
        boolean lost;

        Unit(int partition, Object domain, List<Long> offsets) {
            this.partition = partition;
            this.domain = domain;
            this.offsets = offsets;
        }

        boolean isInCall() {
            return stage == Stage.IN_CALL || stage == Stage.BETWEEN_CALLS || stage == Stage.PENDING;
        }
    }

    private final Map<Object, Deque<Unit>> domains = new HashMap<>();
    private final int maxWaiting;

    /**
     * @param maxWaiting how many may wait behind a unit that failed before it is skipped
     */
    ReferenceLanes(int maxWaiting) {
        this.maxWaiting = maxWaiting;
    }

    void put(Unit unit) {
        domains.computeIfAbsent(unit.domain, domain -> new ArrayDeque<>()).add(unit);
    }

    void begin(Unit unit, int node) {
        assertThat(unit).as("the one whose turn it is").isSameAs(first(unit.domain));
        assertThat(unit.node).as("the node to be called").isEqualTo(node);
        assertThat(unit.stage).isIn(Stage.WAITING, Stage.BETWEEN_CALLS);
        assertThat(unit.lost && unit.stage == Stage.WAITING)
                .as("lost before it ran")
                .isFalse();
        unit.stage = Stage.IN_CALL;
    }

    void passed(Unit unit, Stage next) {
        unit.node++;
        unit.stage = next;
    }

    void failed(Unit unit) {
        unit.stage = Stage.FAILED;
    }

    /** The unit is over, or so is the last call of one that is lost. */
    void remove(Unit unit) {
        Deque<Unit> domain = domain(unit);
        domain.remove(unit);
        unit.stage = Stage.OVER;
        if (domain.isEmpty()) {
            domains.remove(unit.domain);
        }
    }

    void revoke(int partition) {
        domains.values().removeIf(domain -> {
            domain.removeIf(unit -> (unit.lost |= unit.partition == partition) && !unit.isInCall());
            return domain.isEmpty();
        });
    }

    /** Whether so many wait for the unit that it is not retried. */
    boolean isCrowded(Unit unit) {
        return unit.stage == Stage.FAILED && domain(unit).size() > maxWaiting;
    }

    /** The one of the domain whose turn it is. */
    @Nullable
    Unit first(Object domain) {
        Deque<Unit> units = domains.get(domain);
        return units == null ? null : units.peek();
    }

    int size() {
        return domains.values().stream().mapToInt(Deque::size).sum();
    }

    /** The first of each domain. */
    List<Unit> heads() {
        return domains.values().stream().map(Deque::element).toList();
    }

    private Deque<Unit> domain(Unit unit) {
        return Objects.requireNonNull(domains.get(unit.domain));
    }
}
