package io.npipeline.binding;

import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedElement;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A component of a record or a property of a class, with what its annotations say.
 *
 * @param name the name in the data
 * @param doc the text of {@link Doc}
 * @param defaultText the text of {@link Default}
 */
record Property(
        String name,
        List<String> aliases,
        BoundType type,
        @Nullable String doc,
        @Nullable String defaultText) {

    /**
     * @param javaName what it is called if nothing else is said
     * @param places where annotations can be, the first of which that has one counts
     */
    static Property of(String javaName, BoundType type, List<? extends AnnotatedElement> places) {
        Name name = find(Name.class, places);
        Alias alias = find(Alias.class, places);
        Doc doc = find(Doc.class, places);
        Default standIn = find(Default.class, places);
        return new Property(
                name == null ? javaName : name.value(),
                alias == null ? List.of() : List.of(alias.value()),
                type,
                doc == null ? null : doc.value(),
                standIn == null ? null : standIn.value());
    }

    private static <A extends Annotation> @Nullable A find(
            Class<A> annotation, List<? extends AnnotatedElement> places) {
        for (AnnotatedElement place : places) {
            A found = place.getAnnotation(annotation);
            if (found != null) {
                return found;
            }
        }
        return null;
    }
}
