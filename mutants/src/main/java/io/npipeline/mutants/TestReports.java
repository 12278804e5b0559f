package io.npipeline.mutants;

import io.npipeline.mutants.TestRun.FailedTest;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * What the XML reports of Surefire and Failsafe say. Immutable.
 *
 * @param tests how many ran
 * @param failures those that failed, in the order of the reports
 */
record TestReports(int tests, List<FailedTest> failures) {

    private static final List<String> FOLDERS = List.of("target/surefire-reports", "target/failsafe-reports");

    /** Reads the reports that the modules below a folder have. One that is cut off, by a kill, counts as not there. */
    static TestReports read(Path root) throws IOException {
        int tests = 0;
        List<FailedTest> failures = new ArrayList<>();
        for (Path report : files(root)) {
            TestReports one = readReport(report);
            tests += one.tests();
            failures.addAll(one.failures());
        }
        return new TestReports(tests, failures);
    }

    /** Removes them, so that a later reading finds those of the next run only. */
    static void delete(Path root) throws IOException {
        for (Path report : files(root)) {
            Files.delete(report);
        }
    }

    private static List<Path> files(Path root) throws IOException {
        List<Path> reports = new ArrayList<>();
        try (Stream<Path> modules = Files.list(root)) {
            for (Path module : modules.sorted().toList()) {
                for (String folder : FOLDERS) {
                    addReports(module.resolve(folder), reports);
                }
            }
        }
        return reports;
    }

    private static void addReports(Path folder, List<Path> reports) throws IOException {
        if (!Files.isDirectory(folder)) {
            return;
        }
        try (Stream<Path> files = Files.list(folder)) {
            files.filter(file -> file.getFileName().toString().matches("TEST-.*\\.xml"))
                    .sorted()
                    .forEach(reports::add);
        }
    }

    private static TestReports readReport(Path report) throws IOException {
        XMLInputFactory factory = XMLInputFactory.newInstance();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        try (InputStream in = Files.newInputStream(report)) {
            return read(factory.createXMLStreamReader(in));
        } catch (XMLStreamException e) {
            return new TestReports(0, List.of());
        }
    }

    private static TestReports read(XMLStreamReader xml) throws XMLStreamException {
        int tests = 0;
        List<FailedTest> failures = new ArrayList<>();
        FailedTest current = new FailedTest("", "");
        while (xml.hasNext()) {
            if (xml.next() != XMLStreamReader.START_ELEMENT) {
                continue;
            }
            switch (xml.getLocalName()) {
                case "testcase" -> {
                    current = new FailedTest(attribute(xml, "classname"), attribute(xml, "name"));
                    tests++;
                }
                case "skipped" -> tests--;
                case "failure", "error" -> failures.add(current);
                default -> {}
            }
        }
        return new TestReports(tests, failures);
    }

    private static String attribute(XMLStreamReader xml, String name) {
        String value = xml.getAttributeValue(null, name);
        return value == null ? "" : value;
    }
}
