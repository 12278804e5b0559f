package io.npipeline.quickstart;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

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

    /** The folders of the sample pipelines' jars. */
    List<Path> samplePipelines() {
        return Stream.of("bird-strikes", "orders")
                .map(sample -> root.resolve("quickstart").resolve(sample).resolve("target/plugin"))
                .toList();
    }

    /** The file that comes with the demo. */
    Path sampleData() {
        return root.resolve("quickstart/data/birdstrikes.csv");
    }

    /** The exchange rates of the orders sample. */
    Path sampleRates() {
        return root.resolve("quickstart/orders/data/euro-rates.properties");
    }

    /** The connectors of the demo, in the order in which they are posted. */
    List<Path> demoConnectors() {
        return Stream.of("strikes-ingress", "strikes-relay", "strikes-egress")
                .map(name -> root.resolve("config").resolve(name + ".json"))
                .toList();
    }

    /** A folder for what a command leaves behind. */
    Path workFolder(String command) {
        return root.resolve("quickstart/target").resolve(command);
    }
}
