package io.npipeline.binding;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.jspecify.annotations.Nullable;

/**
 * What is known while the schema of a body is derived: the types around the place, by which one that contains itself is
 * found out, and the schemas that have a name, of which formats take one definition each.
 *
 * <p>Not thread safe.
 */
final class Derivation {

    private record Definition(BoundType type, Schema schema) {}

    private final Set<BoundType> enclosing = new HashSet<>();
    private final Map<String, Definition> definitions = new HashMap<>();

    /** Whether the type does not contain itself. */
    boolean enter(BoundType type) {
        return enclosing.add(type);
    }

    void leave(BoundType type) {
        enclosing.remove(type);
    }

    /**
     * Takes the name of the schema for its type.
     *
     * @return the schema
     * @throws Misfit when another schema has the name
     */
    SchemaBuilder claim(BoundType type, SchemaBuilder schema) {
        Definition definition = new Definition(type, schema.build());
        @Nullable Definition other = definitions.putIfAbsent(schema.name(), definition);
        if (other != null && !other.schema().equals(definition.schema())) {
            throw new Misfit(
                    "the schemas of " + other.type() + " and " + type + " differ but are both named " + schema.name()
                            + "; give a class another @Name, or the one a record of its own in place of type arguments");
        }
        return schema;
    }
}
