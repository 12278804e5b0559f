package io.npipeline.benchmarks.worker;

import java.nio.file.Path;
import java.util.Collection;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.sink.SinkTask;
import org.jspecify.annotations.Nullable;

/** Counts and does nothing else. Task thread only, but for what {@link HandOver} runs. */
public final class NoOpSinkTask extends SinkTask {

    private @Nullable Tally tally;
    private @Nullable HandOver handOver;
    private boolean json;

    @Override
    public void start(Map<String, String> props) {
        json = Boolean.parseBoolean(props.get(RoundKeys.JSON));
        tally = Tally.start(
                Long.parseLong(Objects.requireNonNull(props.get(RoundKeys.EXPECTED))),
                Path.of(Objects.requireNonNull(props.get(RoundKeys.DIRECTORY))));
        if (Boolean.parseBoolean(props.get(RoundKeys.HAND_OVER))) {
            handOver = new HandOver(this::count);
        }
    }

    @Override
    public void put(Collection<SinkRecord> records) {
        if (handOver == null) {
            count(records);
        } else {
            handOver.hand(records);
        }
    }

    private void count(Collection<SinkRecord> records) {
        Tally into = Objects.requireNonNull(tally);
        for (SinkRecord record : records) {
            if (json) {
                Object number = ((Map<?, ?>) record.value()).get("number");
                into.add(((Number) Objects.requireNonNull(number)).longValue(), 0);
            } else {
                byte[] value = (byte[]) record.value();
                into.add(NumberedBytes.number(value), value.length);
            }
        }
    }

    @Override
    public void stop() {
        if (handOver != null) {
            handOver.close();
        }
        if (tally != null) {
            tally.close();
        }
    }

    @Override
    public String version() {
        return "1";
    }
}
