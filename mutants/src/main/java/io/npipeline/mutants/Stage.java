package io.npipeline.mutants;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The tests that are tried on a mutant, the quickest to tell first. */
enum Stage {
    /** Those that the patch names. */
    NAMED("named", "the tests it names") {
        @Override
        List<TestClass> tests(Mutant mutant, Collection<String> changedFiles, TestCatalog catalog) {
            return catalog.named(mutant.tests());
        }
    },

    /** All unit tests that what was changed can matter to. */
    UNITS("units", "all unit tests") {
        @Override
        List<TestClass> tests(Mutant mutant, Collection<String> changedFiles, TestCatalog catalog) {
            return catalog.units(affected(changedFiles));
        }
    },

    /** Those on real workers, and the checks that span modules. */
    WORKERS("workers", "the integration tests") {
        @Override
        List<TestClass> tests(Mutant mutant, Collection<String> changedFiles, TestCatalog catalog) {
            return catalog.all(INTEGRATION_TESTS);
        }
    };

    static final String BRIDGE = "npipeline-bridge";
    static final String SINK = "connector-sink";
    static final String SOURCE = "connector-source";
    static final String INTEGRATION_TESTS = "integration-tests";

    /** Those whose code mutants are made of. */
    static final List<String> MODULES = List.of(BRIDGE, SINK, SOURCE);

    private final String label;
    private final String description;

    Stage(String label, String description) {
        this.label = label;
        this.description = description;
    }

    /** For names of files. */
    String label() {
        return label;
    }

    String description() {
        return description;
    }

    /**
     * The tests to run; none where there are none for this mutant.
     *
     * @param changedFiles by the mutant, relative to the root
     */
    abstract List<TestClass> tests(Mutant mutant, Collection<String> changedFiles, TestCatalog catalog);

    /** Whether a change of this file, relative to the root, is one that the stages can judge: code that is not a test. */
    static boolean judges(String file) {
        return MODULES.stream().anyMatch(module -> file.startsWith(module + "/src/main/"));
    }

    /** The connectors use the bridge and nothing uses a connector. */
    private static Set<String> affected(Collection<String> changedFiles) {
        Set<String> modules = new LinkedHashSet<>();
        for (String file : changedFiles) {
            if (file.startsWith(SINK + "/")) {
                modules.add(SINK);
            } else if (file.startsWith(SOURCE + "/")) {
                modules.add(SOURCE);
            } else {
                modules.addAll(MODULES);
            }
        }
        return modules;
    }
}
