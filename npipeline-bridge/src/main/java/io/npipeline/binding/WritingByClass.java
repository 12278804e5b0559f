package io.npipeline.binding;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.SchemaAndValue;

/** Writes bodies whose type is known only when they come: each as its own class says. Thread safe. */
final class WritingByClass implements Writing {

    /** A cache that does not keep the classes of a discarded plugin alive. */
    private final ClassValue<Writing> writings;

    WritingByClass(BodyForm form) {
        writings = new ClassValue<>() {
            @Override
            protected Writing computeValue(Class<?> type) {
                return Writing.ofDefinite(publicTypeOf(type), form);
            }
        };
    }

    @Override
    public SchemaAndValue write(Object body) {
        return writings.get(body.getClass()).write(body);
    }

    /** The type that a body type is declared by, for the classes that implement one. */
    private static Class<?> publicTypeOf(Class<?> type) {
        for (Class<?> declared : List.of(Map.class, List.class, ByteBuffer.class, JsonNode.class)) {
            if (declared.isAssignableFrom(type)) {
                return declared;
            }
        }
        return type;
    }
}
