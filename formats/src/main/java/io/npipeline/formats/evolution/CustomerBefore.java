package io.npipeline.formats.evolution;

import io.npipeline.binding.Name;

/** A customer as it was. Immutable. */
@Name("com.example.Customer")
public record CustomerBefore(int id, String mail, Level level, String fax) {

    /** How good a customer it is. */
    public enum Level {
        BRONZE,
        SILVER
    }
}
