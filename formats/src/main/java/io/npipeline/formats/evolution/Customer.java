package io.npipeline.formats.evolution;

import io.npipeline.binding.Alias;
import io.npipeline.binding.Default;
import io.npipeline.binding.Name;
import io.npipeline.binding.Unknown;

/**
 * A customer as it is now. Since {@link CustomerBefore} the number became wider, the address has another name, there is a
 * currency and no fax any more. Immutable.
 */
@Name("com.example.Customer")
public record Customer(
        long id,
        @Alias("mail") String email,
        Level level,
        @Default("EUR") String currency) {

    /** How good a customer it is; others know more levels by now. */
    public enum Level {
        BRONZE,
        SILVER,
        @Unknown
        OTHER
    }
}
