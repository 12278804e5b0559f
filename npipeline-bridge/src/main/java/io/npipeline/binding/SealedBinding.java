package io.npipeline.binding;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.jspecify.annotations.Nullable;

/**
 * A sealed type: a Struct or Map with one entry, under the name of the case that the value is. Converters that read unions
 * make Structs of them that have a field for each member, with names of their own; a field is the case whose name or schema's
 * name it has. A Struct that has the name of a case is that case.
 */
final class SealedBinding extends StructuredBinding {

    private record Case(String name, Class<?> type, Binding binding) {}

    /** What the Structs of a schema are. Immutable. */
    private static final class Plan {

        /** The case that such a Struct is, null if it is one that holds the case. */
        private final @Nullable Case itself;

        /** The case of each field, null where the field is none. */
        private final @Nullable Case[] byField;

        Plan(@Nullable Case itself, @Nullable Case[] byField) {
            this.itself = itself;
            this.byField = byField;
        }
    }

    private final Case[] cases;

    /** The cases by all names that they may have in data. */
    private final Map<String, Case> byName = new LinkedHashMap<>();

    private final SchemaCache<Plan> plans = new SchemaCache<>(this::planOf);

    SealedBinding(BoundType type, TypeBindings types) {
        super(type);
        types.register(type, this);
        Set<Class<?>> permitted = new LinkedHashSet<>();
        addCases(type.raw(), permitted);
        cases = permitted.stream().map(single -> caseOf(single, types)).toArray(Case[]::new);
        for (Case single : cases) {
            if (byName.putIfAbsent(single.name(), single) != null) {
                throw new Misfit(type + " cannot be bound: two of its cases are named " + single.name()
                        + "; give one another @Name");
            }
        }
        for (Case single : cases) {
            for (String alias : aliases(single.type())) {
                Case other = byName.putIfAbsent(alias, single);
                if (other != null && !other.equals(single)) {
                    throw new Misfit(type + " cannot be bound: " + alias + " is a name of two of its cases, "
                            + other.name() + " and " + single.name());
                }
            }
        }
        addSpellings();
        complete();
    }

    /** Spellings nobody wrote down yield to names that somebody did, and mean nothing where two cases share one. */
    private void addSpellings() {
        Map<String, Case> spellings = new LinkedHashMap<>();
        Set<String> shared = new HashSet<>();
        for (Case single : cases) {
            for (String name : spellings(single.type())) {
                Case other = spellings.putIfAbsent(name, single);
                if (other != null && !other.equals(single)) {
                    shared.add(name);
                }
            }
        }
        spellings.keySet().removeAll(shared);
        spellings.forEach(byName::putIfAbsent);
    }

    private static void addCases(Class<?> type, Set<Class<?>> cases) {
        for (Class<?> permitted : type.getPermittedSubclasses()) {
            if (permitted.isSealed()) {
                addCases(permitted, cases);
            } else {
                cases.add(permitted);
            }
        }
    }

    private static Case caseOf(Class<?> type, TypeBindings types) {
        if (!type.isRecord() && !PojoAccess.isPojo(type)) {
            throw new Misfit(
                    "its case " + type.getName() + " cannot be bound: it is no record, and no class with getters,"
                            + " setters and a constructor without parameters");
        }
        String name = SchemaNames.fieldOf(type);
        try {
            return new Case(name, type, types.of(BoundType.of(type)));
        } catch (Misfit misfit) {
            throw misfit.inComponent(name);
        }
    }

    private static List<String> aliases(Class<?> type) {
        Alias alias = type.getAnnotation(Alias.class);
        return alias == null ? List.of() : List.of(alias.value());
    }

    private static List<String> spellings(Class<?> type) {
        String schemaName = SchemaNames.of(type);
        List<String> names = new ArrayList<>(List.of(schemaName, SchemaNames.simple(schemaName)));
        for (String former : aliases(type)) {
            names.add(SchemaNames.decapitalize(SchemaNames.simple(former)));
        }
        // What Protobuf's style guide would name the field of a oneof.
        names.add(SchemaNames.fieldOf(type).replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT));
        return names;
    }

    private @Nullable Case find(@Nullable String name) {
        if (name == null) {
            return null;
        }
        Case exact = byName.get(name);
        return exact != null ? exact : byName.get(SchemaNames.simple(name));
    }

    private Plan planOf(Schema schema) {
        List<Field> fields = schema.fields();
        @Nullable Case[] byField = new @Nullable Case[fields.size()];
        for (int i = 0; i < byField.length; i++) {
            Case byFieldName = find(fields.get(i).name());
            byField[i] = byFieldName != null
                    ? byFieldName
                    : find(fields.get(i).schema().name());
        }
        return new Plan(find(schema.name()), byField);
    }

    @Override
    Object readStruct(Struct struct) {
        Plan plan = plans.get(struct.schema());
        if (plan.itself != null) {
            return plan.itself.binding().read(struct);
        }
        List<Field> fields = struct.schema().fields();
        Field held = null;
        for (int i = 0; i < fields.size(); i++) {
            if (struct.get(fields.get(i)) != null) {
                if (held != null) {
                    throw oneCase(
                            "both " + held.name() + " and " + fields.get(i).name());
                }
                held = fields.get(i);
            }
        }
        if (held == null) {
            throw oneCase("none in " + Excerpt.of(struct));
        }
        return read(held.name(), plan.byField[held.index()], struct.get(held));
    }

    @Override
    Object readMap(Map<?, ?> map) {
        Object held = null;
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            if (entry.getValue() != null) {
                if (held != null) {
                    throw oneCase("both " + held + " and " + entry.getKey());
                }
                held = entry.getKey();
            }
        }
        if (held == null) {
            throw oneCase("none in " + Excerpt.of(map));
        }
        String name = held.toString();
        return read(name, find(name), map.get(held));
    }

    private Object read(String name, @Nullable Case held, @Nullable Object value) {
        if (held == null) {
            throw oneCase(Excerpt.shorten(name));
        }
        try {
            return held.binding().read(Objects.requireNonNull(value));
        } catch (Misfit misfit) {
            throw misfit.inComponent(held.name());
        }
    }

    private Misfit oneCase(String got) {
        List<Case> all = List.of(cases);
        return new Misfit("expected one of the cases "
                + all.stream().map(Case::name).collect(Collectors.joining(", ")) + ", got " + got);
    }

    @Override
    public Object write(Object value, @Nullable Schema schema) {
        for (int i = 0; i < cases.length; i++) {
            if (cases[i].type() == value.getClass()) {
                return write(
                        cases[i], value, schema == null ? null : schema.fields().get(i), schema);
            }
        }
        throw Misfit.expected("a case of " + type(), value);
    }

    private static Object write(Case single, Object value, @Nullable Field field, @Nullable Schema schema) {
        try {
            if (field == null || schema == null) {
                Map<String, @Nullable Object> map = new LinkedHashMap<>();
                map.put(single.name(), single.binding().write(value, null));
                return map;
            }
            return new Struct(schema).put(field, single.binding().write(value, field.schema()));
        } catch (Misfit misfit) {
            throw misfit.inComponent(single.name());
        }
    }

    @Override
    public SchemaBuilder schema(Derivation derivation) {
        SchemaBuilder schema = schemaWithoutFields();
        for (Case single : cases) {
            try {
                schema.field(
                        single.name(), single.binding().nestedSchema(derivation).build());
            } catch (Misfit misfit) {
                throw misfit.inComponent(single.name());
            }
        }
        return derivation.claim(
                type(), type().raw().isAnnotationPresent(NativeType.class) ? NativeSchemas.markUnion(schema) : schema);
    }
}
