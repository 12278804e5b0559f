package io.npipeline.binding;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.jspecify.annotations.Nullable;

/**
 * A list or a set. What is read is unmodifiable and keeps the order; nulls stay nulls, which List.of would refuse.
 */
final class CollectionBinding implements Binding {

    private final Binding element;
    private final boolean unique;

    private CollectionBinding(Binding element, boolean unique) {
        this.element = element;
        this.unique = unique;
    }

    static CollectionBinding list(Binding element) {
        return new CollectionBinding(element, false);
    }

    static CollectionBinding set(Binding element) {
        return new CollectionBinding(element, true);
    }

    @Override
    public Object read(Object value) {
        if (!(value instanceof Collection<?> items)) {
            throw Misfit.expected("ARRAY", value);
        }
        List<@Nullable Object> elements = new ArrayList<>(items.size());
        for (Object item : items) {
            try {
                elements.add(element.readNullable(item));
            } catch (Misfit misfit) {
                throw misfit.atElement(elements.size());
            }
        }
        return unique
                ? Collections.unmodifiableSet(new LinkedHashSet<>(elements))
                : Collections.unmodifiableList(elements);
    }

    @Override
    public Object write(Object value, @Nullable Schema schema) {
        Collection<?> items = (Collection<?>) value;
        Schema elementSchema = schema == null ? null : schema.valueSchema();
        List<@Nullable Object> elements = new ArrayList<>(items.size());
        for (Object item : items) {
            try {
                elements.add(element.writeNullable(item, elementSchema));
            } catch (Misfit misfit) {
                throw misfit.atElement(elements.size());
            }
        }
        return elements;
    }

    @Override
    public SchemaBuilder schema(Derivation derivation) {
        try {
            return SchemaBuilder.array(element.nestedSchema(derivation).build());
        } catch (Misfit misfit) {
            throw misfit.atElement("");
        }
    }
}
