package io.npipeline.quickstart;

import java.nio.file.Path;
import java.util.List;

/**
 * Where things are in a checkout of this project. Immutable.
 *
 * @param root its root folder
 */
record Checkout(Path root) {

    /** Names the root; the launcher script sets it. */
    static final String HOME_PROPERTY = "npipeline.home";

    static Checkout locate() {
        return new Checkout(
                Path.of(System.getProperty(HOME_PROPERTY, ".")).toAbsolutePath().normalize());
    }

    /** The plugin as the build of the distribution leaves it. */
    Path distribution() {
        return root.resolve("distribution/target/npipeline-kafka-connect");
    }

    /** The sample pipelines' jars. */
    Path samplePipelines() {
        return root.resolve("quickstart/user-pipeline/target/plugin");
    }

    /** The file that comes with the demo. */
    Path sampleData() {
        return root.resolve("quickstart/data/birdstrikes.csv");
    }

    /** The connectors of the demo, in the order in which they are posted. */
    List<Path> demoConnectors() {
        return List.of(root.resolve("config/strikes-ingress.json"), root.resolve("config/strikes-egress.json"));
    }

    /** A folder for what a command leaves behind. */
    Path workFolder(String command) {
        return root.resolve("quickstart/target").resolve(command);
    }
}
