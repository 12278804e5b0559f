package io.npipeline.benchmarks.jmh;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;

/**
 * A Struct to a record and back with Jackson's {@code convertValue}, which knows maps and no Structs. The mapper is made once
 * and the types are resolved once, as its documentation recommends. Immutable.
 */
final class JacksonConversion {

    private static final TypeReference<LinkedHashMap<String, Object>> MAP = new TypeReference<>() {};

    private final ObjectMapper mapper = new ObjectMapper();
    private final JavaType type;
    private final JavaType map;

    JacksonConversion(Class<?> type) {
        this.type = mapper.constructType(type);
        this.map = mapper.constructType(MAP);
    }

    Struct roundTrip(Struct struct, Schema schema) {
        Map<String, Object> fields = new LinkedHashMap<>();
        for (Field field : struct.schema().fields()) {
            fields.put(field.name(), struct.get(field));
        }
        Object bound = mapper.convertValue(fields, type);
        Map<String, Object> written = mapper.convertValue(bound, map);
        Struct result = new Struct(schema);
        for (Field field : schema.fields()) {
            result.put(field, Objects.requireNonNull(written.get(field.name())));
        }
        return result;
    }
}
