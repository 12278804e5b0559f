package io.npipeline.mutants;

/**
 * A class of tests. Immutable.
 *
 * @param module the folder of its module
 * @param name with its package
 */
record TestClass(String module, String name) {

    static final String UNIT_ENDING = "Test";
    static final String INTEGRATION_ENDING = "IT";

    String simpleName() {
        return name.substring(name.lastIndexOf('.') + 1);
    }

    /** Whether it needs the packaged plugin and a real worker. */
    boolean isIntegration() {
        return name.endsWith(INTEGRATION_ENDING);
    }
}
