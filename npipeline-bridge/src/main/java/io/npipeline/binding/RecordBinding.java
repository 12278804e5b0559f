package io.npipeline.binding;

import java.lang.reflect.RecordComponent;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.jspecify.annotations.Nullable;

/** A record: read from a Struct or a Map, written as either. */
final class RecordBinding implements Binding {

    private record Component(String name, Binding binding) {}

    private final Class<?> type;
    private final RecordAccess access;
    private final Component[] components;

    /** The field of each component, null where the schema has none. */
    private final SchemaCache<@Nullable Field[]> fields = new SchemaCache<>(this::fieldsOf);

    RecordBinding(Class<?> type, TypeBindings types) {
        this.type = type;
        this.access = new RecordAccess(type);
        // Known before its components are, because a component may lead back to this record.
        types.register(type, this);
        RecordComponent[] declared = type.getRecordComponents();
        components = new Component[declared.length];
        for (int i = 0; i < declared.length; i++) {
            String name = declared[i].getName();
            try {
                components[i] = new Component(name, types.of(declared[i].getGenericType()));
            } catch (Misfit misfit) {
                throw misfit.inComponent(name);
            }
        }
    }

    @Override
    public Object read(Object value) {
        if (value instanceof Struct struct) {
            return readStruct(struct);
        }
        if (value instanceof Map<?, ?> map) {
            return readMap(map);
        }
        throw Misfit.expected("STRUCT or MAP", value);
    }

    private Object readStruct(Struct struct) {
        @Nullable Field[] present = fields.get(struct.schema());
        @Nullable Object[] arguments = new @Nullable Object[components.length];
        for (int i = 0; i < components.length; i++) {
            Field field = present[i];
            // Struct.get replaces a null by the schema's default.
            arguments[i] = read(components[i], field != null, field == null ? null : struct.get(field));
        }
        return access.construct(arguments);
    }

    private Object readMap(Map<?, ?> map) {
        @Nullable Object[] arguments = new @Nullable Object[components.length];
        for (int i = 0; i < components.length; i++) {
            Object value = map.get(components[i].name());
            boolean present = value != null || map.containsKey(components[i].name());
            arguments[i] = read(components[i], present, value);
        }
        return access.construct(arguments);
    }

    private static @Nullable Object read(Component component, boolean present, @Nullable Object value) {
        try {
            return present
                    ? component.binding().readNullable(value)
                    : component.binding().whenMissing();
        } catch (Misfit misfit) {
            throw misfit.inComponent(component.name());
        }
    }

    @Override
    public Object write(Object value, @Nullable Schema schema) {
        return schema == null ? writeMap(value) : writeStruct(value, schema);
    }

    private Struct writeStruct(Object instance, Schema schema) {
        Struct struct = new Struct(schema);
        @Nullable Object[] values = access.takeApart(instance);
        List<Field> derived = schema.fields();
        for (int i = 0; i < components.length; i++) {
            Field field = derived.get(i);
            struct.put(field, write(components[i], values[i], field.schema()));
        }
        return struct;
    }

    private Map<String, @Nullable Object> writeMap(Object instance) {
        @Nullable Object[] values = access.takeApart(instance);
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        for (int i = 0; i < components.length; i++) {
            map.put(components[i].name(), write(components[i], values[i], null));
        }
        return map;
    }

    private static @Nullable Object write(Component component, @Nullable Object value, @Nullable Schema schema) {
        try {
            return component.binding().writeNullable(value, schema);
        } catch (Misfit misfit) {
            throw misfit.inComponent(component.name());
        }
    }

    @Override
    public SchemaBuilder schema(Set<Class<?>> enclosing) {
        if (!enclosing.add(type)) {
            throw new Misfit(type.getSimpleName()
                    + " contains itself, which Connect schemas cannot express; use the form MAP or JSON");
        }
        SchemaBuilder schema = SchemaBuilder.struct().name(type.getName());
        for (Component component : components) {
            try {
                schema.field(component.name(), component.binding().nestedSchema(enclosing));
            } catch (Misfit misfit) {
                throw misfit.inComponent(component.name());
            }
        }
        enclosing.remove(type);
        return schema;
    }

    private @Nullable Field[] fieldsOf(Schema schema) {
        @Nullable Field[] present = new @Nullable Field[components.length];
        for (int i = 0; i < components.length; i++) {
            present[i] = schema.field(components[i].name());
        }
        return present;
    }
}
