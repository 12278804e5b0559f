package io.npipeline.benchmarks.jmh;

import io.npipeline.binding.BodyForm;
import io.npipeline.binding.BodyReader;
import io.npipeline.binding.BodyWriter;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.apache.kafka.connect.data.Struct;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** A Struct to a record and back: by the binder, by Jackson, and by code that names each field. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class BinderBenchmark {

    /** How many fields the record has. */
    @Param({"10", "30"})
    public int fields = 10;

    private @Nullable Work work;

    private record Work(
            Struct struct, Schema schema, Binder<?> binder, JacksonConversion jackson, HandWritten handWritten) {}

    private record Binder<T>(BodyReader<T> reader, BodyWriter<T> writer) {

        static <T> Binder<T> of(Class<T> type) {
            return new Binder<>(BodyReader.of(type), BodyWriter.of(type, BodyForm.STRUCT));
        }

        SchemaAndValue write(Object value) {
            return writer.write(reader.type().cast(value));
        }

        Struct roundTrip(Schema schema, Struct struct) {
            return (Struct) writer.write(reader.read(schema, struct)).value();
        }
    }

    /** Prepares all three and checks that each of them gives back what it got. */
    @Setup
    public void prepare() {
        HandWritten handWritten = fields == 10 ? new HandWrittenTen() : new HandWrittenThirty();
        Binder<?> binder = Binder.of(handWritten.type());
        SchemaAndValue sample = binder.write(handWritten.sample());
        work = new Work(
                (Struct) sample.value(),
                sample.schema(),
                binder,
                new JacksonConversion(handWritten.type()),
                handWritten);
        for (Struct result : new Struct[] {bind(), jackson(), byHand()}) {
            if (!result.equals(sample.value())) {
                throw new IllegalStateException(sample.value() + " became " + result);
            }
        }
    }

    private Work work() {
        return Objects.requireNonNull(work);
    }

    /** By the binder. */
    @Benchmark
    public Struct bind() {
        return work().binder().roundTrip(work().schema(), work().struct());
    }

    /** By Jackson. */
    @Benchmark
    public Struct jackson() {
        return work().jackson().roundTrip(work().struct(), work().schema());
    }

    /** By code that names each field. */
    @Benchmark
    public Struct byHand() {
        return work().handWritten().roundTrip(work().struct(), work().schema());
    }
}
