package io.npipeline.binding;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import java.io.IOException;
import org.apache.kafka.connect.data.Struct;

/** Shows a Struct as the JSON object of its fields. Thread safe. */
final class StructSerializer extends StdSerializer<Struct> {
    private static final long serialVersionUID = 1L;

    StructSerializer() {
        super(Struct.class);
    }

    @Override
    public void serialize(Struct value, JsonGenerator generator, SerializerProvider provider) throws IOException {
        provider.defaultSerializeValue(PlainStruct.toMap(value), generator);
    }
}
