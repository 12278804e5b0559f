package io.npipeline.formats;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The entry point of {@code ./npipeline formats}: prints what becomes of values in each format and direction, and says where
 * that is not what {@code docs/formats.md} says. Exit codes: 0 it is; 1 it is not, or it could not be found out.
 */
public final class FormatsCommand {

    /** Names the root of the checkout; the launcher script sets it. */
    private static final String HOME_PROPERTY = "npipeline.home";

    private FormatsCommand() {}

    public static void main(String[] arguments) {
        System.exit(run());
    }

    private static int run() {
        Path root =
                Path.of(System.getProperty(HOME_PROPERTY, ".")).toAbsolutePath().normalize();
        try (FormatsEnvironment environment = FormatsEnvironment.start(root, "command")) {
            FormatTable documented = documented(root);
            FormatTable found = RoundTrips.run(environment, documented);
            System.out.print(found.render());
            List<String> differences = found.differences(documented);
            differences.forEach(System.out::println);
            System.out.println("FORMATS cells=" + found.size() + " undocumented=" + differences.size());
            return differences.isEmpty() ? 0 : 1;
        } catch (RuntimeException | IOException e) {
            System.err.println("formats failed: " + e);
            return 1;
        }
    }

    private static FormatTable documented(Path root) throws IOException {
        return FormatTable.parse(Files.readString(root.resolve("docs/formats.md")));
    }
}
