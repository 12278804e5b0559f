package io.npipeline.formats.converter;

import java.util.List;

/**
 * A schema as a registry has it. Immutable.
 *
 * @param type what the registry calls its language, such as {@code PROTOBUF}
 * @param text the schema itself
 * @param references the schemas that it imports
 */
public record RegisteredSchema(String type, String text, List<Reference> references) {

    /** An import: what it is called in the schema, and where the registry has it. Immutable. */
    public record Reference(String name, String subject, int version) {}

    public RegisteredSchema {
        references = List.copyOf(references);
    }
}
