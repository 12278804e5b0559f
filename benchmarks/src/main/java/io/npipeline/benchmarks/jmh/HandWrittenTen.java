package io.npipeline.benchmarks.jmh;

import io.npipeline.benchmarks.worker.Reading;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;

/** What one would write by hand for ten fields. */
final class HandWrittenTen implements HandWritten {

    @Override
    public Class<?> type() {
        return Reading.class;
    }

    @Override
    public Object sample() {
        return Reading.numbered(4711);
    }

    @Override
    public Struct roundTrip(Struct struct, Schema schema) {
        return write(read(struct), schema);
    }

    private static Reading read(Struct struct) {
        return new Reading(
                struct.getInt64("number"),
                struct.getString("meter"),
                struct.getString("site"),
                struct.getInt32("channel"),
                struct.getFloat64("value"),
                struct.getString("unit"),
                struct.getBoolean("estimated"),
                struct.getInt64("takenAt"),
                struct.getInt32("quality"),
                struct.getString("remark"));
    }

    private static Struct write(Reading reading, Schema schema) {
        return new Struct(schema)
                .put("number", reading.number())
                .put("meter", reading.meter())
                .put("site", reading.site())
                .put("channel", reading.channel())
                .put("value", reading.value())
                .put("unit", reading.unit())
                .put("estimated", reading.estimated())
                .put("takenAt", reading.takenAt())
                .put("quality", reading.quality())
                .put("remark", reading.remark());
    }
}
