package io.npipeline.binding;

import java.util.Map;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;

/** A type of the user's that is a Struct or a Map in the data, and whose parts may lead back to it. */
abstract class StructuredBinding implements Binding {

    private final BoundType type;

    /** False as long as the bindings of the parts are looked for. */
    private boolean complete;

    StructuredBinding(BoundType type) {
        this.type = type;
    }

    final BoundType type() {
        return type;
    }

    /** The bindings of all parts are there. */
    final void complete() {
        complete = true;
    }

    @Override
    public final Object read(Object value) {
        if (!complete) {
            throw DefaultBinding.insideItself(type);
        }
        if (value instanceof Struct struct) {
            return readStruct(struct);
        }
        if (value instanceof Map<?, ?> map) {
            return readMap(map);
        }
        throw Misfit.expected("STRUCT or MAP", value);
    }

    abstract Object readStruct(Struct struct);

    abstract Object readMap(Map<?, ?> map);

    /** A schema of the type without any field. */
    final SchemaBuilder schemaWithoutFields() {
        SchemaBuilder schema = SchemaBuilder.struct().name(SchemaNames.of(type));
        Doc doc = type.raw().getAnnotation(Doc.class);
        return doc == null ? schema : schema.doc(doc.value());
    }
}
