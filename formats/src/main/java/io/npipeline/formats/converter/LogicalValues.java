package io.npipeline.formats.converter;

import java.math.BigDecimal;
import org.apache.kafka.connect.data.Date;
import org.apache.kafka.connect.data.Decimal;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Time;
import org.apache.kafka.connect.data.Timestamp;

/** The values of Connect's logical types as those of the types below them. */
@SuppressWarnings("JavaUtilDate") // the class that Connect chose
final class LogicalValues {

    private LogicalValues() {}

    /** A value of the schema's own type: a number for a time. */
    static Object plain(Schema schema, Object value) {
        if (value instanceof java.util.Date date) {
            if (Timestamp.LOGICAL_NAME.equals(schema.name())) {
                return Timestamp.fromLogical(schema, date);
            }
            return Date.LOGICAL_NAME.equals(schema.name())
                    ? Date.fromLogical(schema, date)
                    : Time.fromLogical(schema, date);
        }
        return value instanceof BigDecimal decimal ? Decimal.fromLogical(schema, decimal) : value;
    }

    static boolean isTimestamp(Schema schema) {
        return Timestamp.LOGICAL_NAME.equals(schema.name());
    }
}
