package io.npipeline.integration.environment;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import io.npipeline.quickstart.environment.AdvertisedListener;
import io.npipeline.quickstart.environment.BrokerProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** CONTRIBUTING.md names the tests that have broker processes whatever {@code it.broker} says. */
class BrokerPageTest {

    private static final String OURS = "io.npipeline.integration";
    private static final JavaClasses CLASSES = new ClassFileImporter().importPackages(OURS);

    /** What goes with processes alone. */
    private static final Set<String> OF_PROCESSES =
            Set.of(BrokerProcess.class.getName(), AdvertisedListener.class.getName(), TcpProxy.class.getName());

    private static final Pattern ROW = Pattern.compile("^\\| (`\\w+IT`.*?) \\|", Pattern.MULTILINE);
    private static final Pattern NAME = Pattern.compile("`(\\w+IT)`");

    @Test
    void eachTestThatHasABrokerProcessInAnyCaseIsInTheTable() throws IOException {
        Set<String> found = CLASSES.stream()
                .filter(type -> type.getSimpleName().endsWith("IT") && hasAProcess(type))
                .map(JavaClass::getSimpleName)
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(found).isNotEmpty().isEqualTo(inTheTable());
    }

    private static Set<String> inTheTable() throws IOException {
        String page = Files.readString(Path.of(System.getProperty("project.root"), "CONTRIBUTING.md"));
        return ROW.matcher(page)
                .results()
                .flatMap(row -> NAME.matcher(row.group(1)).results())
                .map(name -> name.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Whether the class, or one that it uses, has to do with processes; this package's own hide where a broker is. */
    private static boolean hasAProcess(JavaClass test) {
        Set<JavaClass> seen = new HashSet<>(Set.of(test));
        Deque<JavaClass> next = new ArrayDeque<>(seen);
        while (!next.isEmpty()) {
            for (Dependency dependency : next.remove().getDirectDependenciesFromSelf()) {
                JavaClass used = dependency.getTargetClass();
                if (OF_PROCESSES.contains(used.getName())) {
                    return true;
                }
                boolean entered = used.getPackageName().startsWith(OURS)
                        && !used.getPackageName().equals(BrokerPageTest.class.getPackageName());
                if (entered && seen.add(used)) {
                    next.add(used);
                }
            }
        }
        return false;
    }
}
