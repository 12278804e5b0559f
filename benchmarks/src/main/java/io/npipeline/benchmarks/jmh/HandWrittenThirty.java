package io.npipeline.benchmarks.jmh;

import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;

/** What one would write by hand for thirty fields. */
final class HandWrittenThirty implements HandWritten {

    @Override
    public Class<?> type() {
        return WideReading.class;
    }

    @Override
    public Object sample() {
        return WideReading.numbered(4711);
    }

    @Override
    public Struct roundTrip(Struct struct, Schema schema) {
        return write(read(struct), schema);
    }

    private static WideReading read(Struct struct) {
        return new WideReading(
                struct.getInt64("number"),
                struct.getString("meter"),
                struct.getString("site"),
                struct.getInt32("channel"),
                struct.getFloat64("value"),
                struct.getString("unit"),
                struct.getBoolean("estimated"),
                struct.getInt64("takenAt"),
                struct.getInt32("quality"),
                struct.getString("remark"),
                struct.getInt64("previousNumber"),
                struct.getString("previousMeter"),
                struct.getString("previousSite"),
                struct.getInt32("previousChannel"),
                struct.getFloat64("previousValue"),
                struct.getString("previousUnit"),
                struct.getBoolean("previousEstimated"),
                struct.getInt64("previousTakenAt"),
                struct.getInt32("previousQuality"),
                struct.getString("previousRemark"),
                struct.getInt64("nextNumber"),
                struct.getString("nextMeter"),
                struct.getString("nextSite"),
                struct.getInt32("nextChannel"),
                struct.getFloat64("nextValue"),
                struct.getString("nextUnit"),
                struct.getBoolean("nextEstimated"),
                struct.getInt64("nextTakenAt"),
                struct.getInt32("nextQuality"),
                struct.getString("nextRemark"));
    }

    private static Struct write(WideReading reading, Schema schema) {
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
                .put("remark", reading.remark())
                .put("previousNumber", reading.previousNumber())
                .put("previousMeter", reading.previousMeter())
                .put("previousSite", reading.previousSite())
                .put("previousChannel", reading.previousChannel())
                .put("previousValue", reading.previousValue())
                .put("previousUnit", reading.previousUnit())
                .put("previousEstimated", reading.previousEstimated())
                .put("previousTakenAt", reading.previousTakenAt())
                .put("previousQuality", reading.previousQuality())
                .put("previousRemark", reading.previousRemark())
                .put("nextNumber", reading.nextNumber())
                .put("nextMeter", reading.nextMeter())
                .put("nextSite", reading.nextSite())
                .put("nextChannel", reading.nextChannel())
                .put("nextValue", reading.nextValue())
                .put("nextUnit", reading.nextUnit())
                .put("nextEstimated", reading.nextEstimated())
                .put("nextTakenAt", reading.nextTakenAt())
                .put("nextQuality", reading.nextQuality())
                .put("nextRemark", reading.nextRemark());
    }
}
