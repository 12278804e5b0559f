package io.npipeline.binding;

import com.fasterxml.jackson.databind.JsonNode;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.jspecify.annotations.Nullable;

/** Values without a fixed shape: they are read as they are, and no schema can be derived for them. */
enum UntypedBinding implements Binding {
    OBJECT(Object.class) {
        @Override
        public Object write(Object value, @Nullable Schema schema) {
            return value;
        }
    },
    STRUCT(Struct.class) {
        @Override
        public Object write(Object value, @Nullable Schema schema) {
            return PlainStruct.toMap((Struct) value);
        }
    },
    JSON(JsonNode.class) {
        @Override
        public Object read(Object value) {
            return JsonTrees.of(value);
        }

        @Override
        public @Nullable Object write(Object value, @Nullable Schema schema) {
            return JsonTrees.toPlain((JsonNode) value);
        }
    },
    JSON_TEXT(JsonNode.class) {
        @Override
        public Object read(Object value) {
            return JsonTrees.of(value);
        }

        @Override
        public @Nullable Object write(Object value, @Nullable Schema schema) {
            return JsonTrees.toExact((JsonNode) value);
        }
    };

    private final Class<?> type;

    UntypedBinding(Class<?> type) {
        this.type = type;
    }

    @Override
    public Object read(Object value) {
        if (!type.isInstance(value)) {
            throw Misfit.expected(name(), value);
        }
        return value;
    }

    @Override
    public SchemaBuilder schema(Derivation derivation) {
        throw new Misfit("no schema can be derived for " + type.getSimpleName()
                + ", because only its values know their shape; declare a definite type or use the form MAP or JSON");
    }
}
