package io.npipeline.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.apache.kafka.common.config.ConfigDef;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The table of a test that values are refused: rows of key, value and rule with bars between, where the test method has them.
 * Immutable.
 *
 * @param keys those that are in it
 */
public record RefusedValues(Set<String> keys) {

    /** That of the class's only method of the name. */
    public static RefusedValues of(Class<?> tests, String method) {
        String[] rows = Arrays.stream(tests.getDeclaredMethods())
                .filter(declared -> declared.getName().equals(method))
                .map(declared -> declared.getAnnotation(CsvSource.class))
                .findFirst()
                .orElseThrow()
                .value();
        return new RefusedValues(Arrays.stream(rows)
                .map(row -> row.substring(0, row.indexOf('|')).trim())
                .collect(Collectors.toSet()));
    }

    /** There are such keys, and each is in the table. */
    public void assertHoldAll(ConfigDef definition, Predicate<ConfigDef.ConfigKey> such) {
        assertThat(definition.configKeys().values())
                .filteredOn(such)
                .extracting(key -> key.name)
                .isNotEmpty()
                .allMatch(keys::contains);
    }
}
