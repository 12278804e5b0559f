package io.npipeline.integration.security;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;

/** The {@code kafka-acls} commands of a page of the documentation, one a line: what users are told is what the tests run with. */
final class AclCommands {

    private static final String COMMAND = "kafka-acls.sh $CLUSTER --add ";

    private static final Map<String, ResourceType> RESOURCES = Map.of(
            "--topic", ResourceType.TOPIC,
            "--group", ResourceType.GROUP,
            "--transactional-id", ResourceType.TRANSACTIONAL_ID);

    private AclCommands() {}

    static List<AclBinding> of(Path page) {
        try {
            return Files.readAllLines(page).stream()
                    .filter(line -> line.startsWith(COMMAND))
                    .flatMap(line -> parse(line.substring(COMMAND.length())).stream())
                    .toList();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<AclBinding> parse(String command) {
        List<AclOperation> operations = new ArrayList<>();
        List<ResourcePattern> resources = new ArrayList<>();
        String principal = "";
        PatternType pattern = PatternType.LITERAL;
        Iterator<String> words = Arrays.asList(command.trim().split("\\s+")).iterator();
        while (words.hasNext()) {
            String option = words.next();
            String value = words.next();
            if (option.equals("--allow-principal")) {
                principal = value;
            } else if (option.equals("--operation")) {
                operations.add(AclOperation.fromString(value.toUpperCase(Locale.ROOT)));
            } else if (option.equals("--resource-pattern-type")) {
                pattern = PatternType.fromString(value.toUpperCase(Locale.ROOT));
            } else if (RESOURCES.containsKey(option)) {
                resources.add(new ResourcePattern(RESOURCES.get(option), value, pattern));
            } else {
                throw new IllegalArgumentException("Option " + option + " of: " + command);
            }
        }
        List<AclBinding> bindings = new ArrayList<>();
        for (ResourcePattern resource : resources) {
            for (AclOperation operation : operations) {
                bindings.add(new AclBinding(
                        new ResourcePattern(resource.resourceType(), resource.name(), pattern),
                        new AccessControlEntry(principal, "*", operation, AclPermissionType.ALLOW)));
            }
        }
        return bindings;
    }
}
