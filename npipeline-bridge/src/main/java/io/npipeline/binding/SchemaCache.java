package io.npipeline.binding;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.apache.kafka.connect.data.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Remembers what was computed for the schemas seen last. Converters hand out the same schema object again and again,
 * so a hit is one comparison of references per schema in use; equal schemas share one value.
 *
 * <p>Thread safe.
 */
final class SchemaCache<V> {

    private static final int CAPACITY = 32;

    private record Entry<V>(Schema schema, V value) {}

    private final Function<Schema, V> computation;

    /**
     * Newest first; never modified. Threads that race may drop each other's entry, which costs a computation at most.
     */
    private volatile List<Entry<V>> entries = List.of();

    SchemaCache(Function<Schema, V> computation) {
        this.computation = computation;
    }

    V get(Schema schema) {
        List<Entry<V>> known = entries;
        for (int i = 0; i < known.size(); i++) {
            if (known.get(i).schema() == schema) {
                return known.get(i).value();
            }
        }
        Entry<V> equal = findEqual(known, schema);
        V value = equal == null ? computation.apply(schema) : equal.value();
        entries = withFirst(new Entry<>(schema, value), known);
        return value;
    }

    private static <V> @Nullable Entry<V> findEqual(List<Entry<V>> known, Schema schema) {
        for (Entry<V> entry : known) {
            if (entry.schema().equals(schema)) {
                return entry;
            }
        }
        return null;
    }

    private static <V> List<Entry<V>> withFirst(Entry<V> entry, List<Entry<V>> known) {
        List<Entry<V>> more = new ArrayList<>(CAPACITY);
        more.add(entry);
        more.addAll(known.subList(0, Math.min(known.size(), CAPACITY - 1)));
        return List.copyOf(more);
    }
}
