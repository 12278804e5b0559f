package io.npipeline.integration.security;

import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.resource.ResourcePattern;

/**
 * A user of the documentation who lacks one of the rights that it gives, under names of its own, so that nothing is shared with
 * others.
 *
 * @param documented the user's name in the documentation
 * @param word what is replaced in all names
 * @param replacement what stands there
 * @param missing the right as the documentation has it
 */
record WithoutOneRight(String documented, String word, String replacement, AclBinding missing) {

    /** One for each right of the users. */
    static List<WithoutOneRight> each(List<AclBinding> rights, String word, List<String> users) {
        List<WithoutOneRight> all = new ArrayList<>();
        for (String user : users) {
            for (AclBinding right : of(user, rights)) {
                all.add(new WithoutOneRight(user, word, "without-" + word + "-" + all.size(), right));
            }
        }
        return all;
    }

    private static List<AclBinding> of(String user, List<AclBinding> rights) {
        return rights.stream()
                .filter(right -> right.entry().principal().equals("User:" + user))
                .toList();
    }

    /**
     * Whether it may not read stored positions, as a worker's task does for it. The worker then asks again and again, and fills
     * its log, instead of failing.
     */
    boolean lacksPositions() {
        return missing.entry().operation() == AclOperation.READ
                && missing.pattern().name().endsWith("-offsets");
    }

    String user() {
        return renamed(documented);
    }

    String renamed(String name) {
        return name.replace(word, replacement);
    }

    /** What it has of all rights, and what others have, under the names of its own. */
    List<AclBinding> rights(List<AclBinding> all, List<String> others) {
        List<AclBinding> rights = new ArrayList<>(of(documented, all));
        rights.remove(missing);
        others.forEach(other -> rights.addAll(of(other, all)));
        return rights.stream().map(this::renamed).toList();
    }

    private AclBinding renamed(AclBinding right) {
        ResourcePattern resource = right.pattern();
        AccessControlEntry entry = right.entry();
        return new AclBinding(
                new ResourcePattern(resource.resourceType(), renamed(resource.name()), resource.patternType()),
                new AccessControlEntry(
                        renamed(entry.principal()), entry.host(), entry.operation(), entry.permissionType()));
    }

    /** The class of the error that a client gets. */
    String error() {
        return switch (missing.pattern().resourceType()) {
            case TOPIC -> "TopicAuthorizationException";
            case GROUP -> "GroupAuthorizationException";
            case TRANSACTIONAL_ID -> "TransactionalIdAuthorizationException";
            default -> throw new IllegalStateException("No right of the documentation: " + missing);
        };
    }

    @Override
    public String toString() {
        return documented + " without " + missing.entry().operation() + " on "
                + missing.pattern().resourceType() + " " + missing.pattern().name();
    }
}
