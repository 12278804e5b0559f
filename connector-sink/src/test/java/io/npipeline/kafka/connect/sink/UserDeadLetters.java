package io.npipeline.kafka.connect.sink;

import io.npipeline.deadletter.DeadLetter;
import io.npipeline.deadletter.DeadLetterContext;
import io.npipeline.deadletter.DeadLetterSink;
import io.npipeline.deadletter.MemoryDeadLetterSink;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** A user's sink of dead letters, and others that are wrong. The tests find what became of one by its connector's name. */
public class UserDeadLetters implements DeadLetterSink {

    private static final Map<String, UserDeadLetters> OPENED = new ConcurrentHashMap<>();

    private final MemoryDeadLetterSink letters = new MemoryDeadLetterSink(100);
    private final List<String> lifecycle = new CopyOnWriteArrayList<>();

    /** The sink of the connector with these settings. */
    static UserDeadLetters of(Map<String, String> settings) {
        return Objects.requireNonNull(OPENED.get(settings.getOrDefault("name", "")), "no sink was opened");
    }

    @Override
    public void open(DeadLetterContext context) {
        OPENED.put(context.connectorName(), this);
        lifecycle.add("opened for task " + context.taskId() + " with " + context.parameter("table"));
    }

    @Override
    public CompletionStage<Void> handle(DeadLetter letter) {
        return letters.handle(letter);
    }

    @Override
    public void close() {
        lifecycle.add("closed");
    }

    List<DeadLetter> letters() {
        return letters.letters();
    }

    List<String> lifecycle() {
        return lifecycle;
    }

    /** Its constructor takes a parameter. */
    public static final class Demanding extends UserDeadLetters {
        public Demanding(String table) {
            OPENED.put(table, this);
        }
    }
}
