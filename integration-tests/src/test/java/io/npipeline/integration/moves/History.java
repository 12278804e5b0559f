package io.npipeline.integration.moves;

import io.npipeline.integration.environment.Commit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.common.TopicPartition;

/**
 * What a connector's tasks did and committed, and what of that is wrong. Times are of one machine's clock, in milliseconds;
 * what happened within the same one is taken to be in order.
 *
 * <p>Not thread safe.
 */
final class History {

    private final Set<Body> sent;
    private final List<Call> calls;
    private final List<Commit> commits;
    private final Map<Long, Long> killed;

    /** When a call of the record first ended. */
    private final Map<Body, Long> done;

    /** When the broker first took a commit that says the record is done, by its offset or by its map. */
    private final Map<Call.Id, Long> committed;

    /**
     * @param sent the records there are
     * @param calls those of all processes
     * @param commits those of a partition in their order
     * @param killed when processes were killed
     */
    History(Set<Body> sent, List<Call> calls, List<Commit> commits, Map<Long, Long> killed) {
        this.sent = sent;
        this.calls = calls.stream()
                .sorted(Comparator.comparingLong(Call::begin).thenComparingLong(Call::end))
                .toList();
        this.commits = commits;
        this.killed = killed;
        done = calls.stream().filter(this::isDone).collect(Collectors.toMap(Call::body, Call::end, Math::min));
        committed = firstCommits(commits);
    }

    private static Map<Call.Id, Long> firstCommits(List<Commit> commits) {
        Map<Call.Id, Long> first = new HashMap<>();
        Map<TopicPartition, Long> offsets = new HashMap<>();
        for (Commit commit : commits) {
            TopicPartition partition = commit.partition();
            for (long offset = offsets.getOrDefault(partition, 0L);
                    offset < commit.position().end();
                    offset++) {
                if (commit.position().isDone(offset)) {
                    first.putIfAbsent(new Call.Id(partition, offset), commit.time());
                }
            }
            offsets.merge(partition, commit.position().offset(), Math::max);
        }
        return first;
    }

    /** A call that a kill cut off has an end, that of its process, and did nothing. */
    private boolean isDone(Call call) {
        return call.end() < killed.getOrDefault(call.process(), Call.NEVER);
    }

    /** Records of which no call ended. */
    List<Body> lost() {
        return sent.stream().filter(body -> !done.containsKey(body)).toList();
    }

    /** Calls that began before one of the record before theirs, of the same key, had ended. */
    List<Call> aheadOfPredecessor() {
        return calls.stream()
                .filter(call -> call.body().number() > 0
                        && done.getOrDefault(call.body().predecessor(), Call.NEVER) > call.begin())
                .toList();
    }

    /** Calls that began while another one of their key ran. */
    List<Call> overlapping() {
        Map<String, Long> busyUntil = new HashMap<>();
        List<Call> overlapping = new ArrayList<>();
        for (Call call : calls) {
            if (busyUntil.getOrDefault(call.body().key(), 0L) > call.begin()) {
                overlapping.add(call);
            }
            busyUntil.merge(call.body().key(), call.end(), Math::max);
        }
        return overlapping;
    }

    /** Calls that began after a commit had said that their record is done. */
    List<Call> afterCommit() {
        return calls.stream()
                .filter(call -> committed.getOrDefault(call.id(), Call.NEVER) < call.begin())
                .toList();
    }

    /** Records which a commit said are done before a call of theirs had ended. */
    List<Call> committedTooEarly() {
        return firstCalls().stream()
                .filter(call ->
                        committed.getOrDefault(call.id(), Call.NEVER) < done.getOrDefault(call.body(), Call.NEVER))
                .toList();
    }

    /** Calls of records that had been called before. */
    List<Call> again() {
        Collection<Call> first = firstCalls();
        return calls.stream().filter(call -> !first.contains(call)).toList();
    }

    /** Calls of records that had been called before, though in no process that was killed. */
    List<Call> againWithoutKill() {
        Set<Call.Id> cutOff = calls.stream()
                .filter(call -> killed.containsKey(call.process()))
                .map(Call::id)
                .collect(Collectors.toSet());
        return again().stream().filter(call -> !cutOff.contains(call.id())).toList();
    }

    private Set<Call> firstCalls() {
        return Set.copyOf(calls.stream()
                .collect(Collectors.toMap(Call::id, Function.identity(), (first, later) -> first))
                .values());
    }

    /** How often calls for a partition went on in another process than before. */
    long handovers() {
        Map<TopicPartition, Long> processes = new HashMap<>();
        return calls.stream()
                .filter(call -> {
                    Long before = processes.put(call.partition(), call.process());
                    return before != null && before != call.process();
                })
                .count();
    }

    /** How many records only the maps told of that killed processes left. */
    long namedAtKills() {
        return killed.entrySet().stream()
                .flatMap(kill -> lastCommits(kill.getKey(), kill.getValue()))
                .mapToLong(commit -> commit.position().named())
                .sum();
    }

    /** Of the partitions that a process worked for when it was killed. */
    private Stream<Commit> lastCommits(long process, long killTime) {
        Map<TopicPartition, Long> owners = new HashMap<>();
        Map<TopicPartition, Commit> last = new HashMap<>();
        calls.stream()
                .filter(call -> call.begin() <= killTime)
                .forEach(call -> owners.put(call.partition(), call.process()));
        commits.stream()
                .filter(commit -> commit.time() <= killTime)
                .forEach(commit -> last.put(commit.partition(), commit));
        return last.values().stream().filter(commit -> owners.getOrDefault(commit.partition(), 0L) == process);
    }

    @Override
    public String toString() {
        return calls.size() + " calls, " + commits.size() + " commits, " + handovers()
                + " times a partition went to another process, " + again().size() + " calls again, "
                + againWithoutKill().size() + " of them without a kill, " + namedAtKills()
                + " records that killed workers had named in maps";
    }
}
