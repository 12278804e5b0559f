package io.npipeline.benchmarks.jmh;

import io.npipeline.engine.RecordReader;
import io.npipeline.message.Acknowledgement;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.connect.sink.SinkRecord;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.infra.Blackhole;

/** The making of messages alone, to be taken off what {@link EngineBenchmark} allocates. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class MessageBenchmark {

    private final Records records = new Records();
    private final RecordReader reader = Records.reader();
    private long offset;

    /** Makes a batch. */
    @Benchmark
    @OperationsPerInvocation(Records.BATCH)
    public void make(Blackhole into) {
        for (int i = 0; i < Records.BATCH; i++) {
            SinkRecord record = records.record(offset++);
            into.consume(reader.message(record, reader.body(record), Acknowledgement.DETACHED));
        }
    }
}
