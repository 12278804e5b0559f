package io.npipeline.integration.compatibility;

import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.AccessTarget.CodeUnitAccessTarget;
import com.tngtech.archunit.core.domain.AccessTarget.FieldAccessTarget;
import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What a class of ours refers to of Kafka's: a class, or a member by the very types that the bytes of our class name.
 *
 * @param from our class
 * @param owner Kafka's class
 * @param member the member as {@link Members} writes it; empty for the class itself
 */
record KafkaReference(String from, String owner, String member) implements Comparable<KafkaReference> {

    private static final String KAFKA = "org.apache.kafka.";

    /** All of some classes. */
    static Set<KafkaReference> of(JavaClasses classes) {
        Set<KafkaReference> references = new TreeSet<>();
        for (JavaClass type : classes) {
            for (JavaAccess<?> access : type.getAccessesFromSelf()) {
                references.add(new KafkaReference(
                        type.getName(), access.getTargetOwner().getName(), member(access.getTarget())));
            }
            for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
                JavaClass target = dependency.getTargetClass().getBaseComponentType();
                references.add(new KafkaReference(type.getName(), target.getName(), ""));
            }
        }
        references.removeIf(reference -> !reference.owner.startsWith(KAFKA));
        return references;
    }

    private static String member(AccessTarget target) {
        if (target instanceof FieldAccessTarget field) {
            return Members.field(field.getName(), field.getRawType().getName());
        }
        CodeUnitAccessTarget called = (CodeUnitAccessTarget) target;
        return Members.codeUnit(
                called.getName(),
                called.getRawParameterTypes().stream().map(JavaClass::getName).collect(Collectors.toList()),
                called.getRawReturnType().getName());
    }

    @Override
    public int compareTo(KafkaReference other) {
        return toString().compareTo(other.toString());
    }

    @Override
    public String toString() {
        return from + " -> " + owner + (member.isEmpty() ? "" : "." + member);
    }
}
