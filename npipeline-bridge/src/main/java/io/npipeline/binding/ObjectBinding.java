package io.npipeline.binding;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.jspecify.annotations.Nullable;

/** A record, or a class with properties: read from a Struct or a Map, written as either. */
final class ObjectBinding extends StructuredBinding {

    /**
     * @param initial whether what the constructor made stays when the data does not have the property
     */
    private record Component(
            String name,
            List<String> aliases,
            Binding binding,
            @Nullable String doc,
            boolean initial) {

        @Nullable
        Object whenMissing() {
            return initial ? ObjectAccess.INITIAL : binding.whenMissing();
        }
    }

    private final ObjectAccess access;
    private final Component[] components;

    /** The field of each component, null where the schema has none. */
    private final SchemaCache<@Nullable Field[]> fields = new SchemaCache<>(this::fieldsOf);

    ObjectBinding(BoundType type, TypeBindings types) {
        super(type);
        this.access = ObjectAccess.of(type);
        // Known before its components are, because a component may lead back to this type.
        types.register(type, this);
        List<Property> properties = access.properties();
        components = new Component[properties.size()];
        Set<String> names = new HashSet<>();
        for (int i = 0; i < components.length; i++) {
            Property property = properties.get(i);
            try {
                components[i] = component(property, types);
                claim(names, property);
            } catch (Misfit misfit) {
                throw misfit.inComponent(property.name());
            }
        }
        complete();
    }

    private Component component(Property property, TypeBindings types) {
        Binding plain = types.of(property.type());
        Binding binding = property.defaultText() == null ? plain : DefaultBinding.of(plain, property.defaultText());
        return new Component(
                property.name(),
                property.aliases(),
                binding,
                property.doc(),
                access.hasInitialValues() && property.defaultText() == null);
    }

    private static void claim(Set<String> names, Property property) {
        boolean free = names.add(property.name());
        for (String alias : property.aliases()) {
            free &= names.add(alias);
        }
        if (!free) {
            throw new Misfit("its name, or one of its aliases, is that of another component too");
        }
    }

    @Override
    Object readStruct(Struct struct) {
        @Nullable Field[] present = fields.get(struct.schema());
        @Nullable Object[] values = new @Nullable Object[components.length];
        for (int i = 0; i < components.length; i++) {
            Field field = present[i];
            // Struct.get replaces a null by the schema's default.
            values[i] = read(components[i], field != null, field == null ? null : struct.get(field));
        }
        return access.construct(values);
    }

    @Override
    Object readMap(Map<?, ?> map) {
        @Nullable Object[] values = new @Nullable Object[components.length];
        for (int i = 0; i < components.length; i++) {
            String name = components[i].name();
            Object value = map.get(name);
            boolean present = value != null || map.containsKey(name);
            if (!present && !components[i].aliases().isEmpty()) {
                name = aliasIn(map, components[i]);
                value = map.get(name);
                present = value != null || map.containsKey(name);
            }
            values[i] = read(components[i], present, value);
        }
        return access.construct(values);
    }

    private static String aliasIn(Map<?, ?> map, Component component) {
        for (String alias : component.aliases()) {
            if (map.containsKey(alias)) {
                return alias;
            }
        }
        return component.name();
    }

    private static @Nullable Object read(Component component, boolean present, @Nullable Object value) {
        try {
            return present ? component.binding().readNullable(value) : component.whenMissing();
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
    public SchemaBuilder schema(Derivation derivation) {
        if (!derivation.enter(type())) {
            throw new Misfit(type().raw().getSimpleName()
                    + " contains itself, which Connect schemas cannot express; use the form MAP or JSON");
        }
        SchemaBuilder schema = schemaWithoutFields();
        for (Component component : components) {
            try {
                schema.field(component.name(), fieldSchema(component, derivation));
            } catch (Misfit misfit) {
                throw misfit.inComponent(component.name());
            }
        }
        derivation.leave(type());
        return derivation.claim(type(), schema);
    }

    private static Schema fieldSchema(Component component, Derivation derivation) {
        SchemaBuilder schema = component.binding().nestedSchema(derivation);
        if (component.doc() != null && !NativeSchemas.isNamed(schema)) {
            schema.doc(component.doc());
        }
        return schema.build();
    }

    private @Nullable Field[] fieldsOf(Schema schema) {
        @Nullable Field[] present = new @Nullable Field[components.length];
        for (int i = 0; i < components.length; i++) {
            present[i] = schema.field(components[i].name());
            for (String alias : components[i].aliases()) {
                if (present[i] == null) {
                    present[i] = schema.field(alias);
                }
            }
        }
        return present;
    }
}
