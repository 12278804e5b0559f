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
        return simple(name);
    }

    /** The name of a class without its package. */
    static String simple(String name) {
        return name.substring(name.lastIndexOf('.') + 1);
    }

    /** Whether it needs the packaged plugin and a real worker. */
    boolean isIntegration() {
        return name.endsWith(INTEGRATION_ENDING);
    }
}
