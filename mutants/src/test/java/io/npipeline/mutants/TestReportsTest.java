package io.npipeline.mutants;

import static org.assertj.core.api.Assertions.assertThat;

import io.npipeline.mutants.TestRun.FailedTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TestReportsTest {

    private final Path root;

    TestReportsTest(@TempDir Path root) {
        this.root = root;
    }

    @Test
    void testsAreCountedAndFailuresNamed() throws IOException {
        report("bridge/target/surefire-reports", "a.ATest", """
                <testcase name="passes" classname="a.ATest" time="0.1"/>
                <testcase name="isSkipped" classname="a.ATest" time="0"><skipped/></testcase>
                <testcase name="fails(Kind)[2]" classname="a.ATest" time="0.1">
                  <failure message="expected: &lt;1&gt;" type="x.AssertionError"><![CDATA[x.AssertionError: <&>]]></failure>
                  <system-out><![CDATA[<testcase name="no" classname="No"/>]]></system-out>
                </testcase>""");
        report("tests/target/failsafe-reports", "b.BIT", """
                <testcase name="" classname="b.BIT" time="0"><error message="no broker" type="x.Error"/></testcase>""");

        assertThat(TestReports.read(root))
                .isEqualTo(new TestReports(
                        3, List.of(new FailedTest("a.ATest", "fails(Kind)[2]"), new FailedTest("b.BIT", ""))));
    }

    @Test
    void reportThatIsCutOffCountsAsNotThere() throws IOException {
        Path folder = Files.createDirectories(root.resolve("bridge/target/surefire-reports"));
        Files.writeString(
                folder.resolve("TEST-a.ATest.xml"), "<testsuite><testcase name=\"a\" classname=\"A\"><failure/>");

        assertThat(TestReports.read(root)).isEqualTo(new TestReports(0, List.of()));
    }

    @Test
    void reportsOfTheRunBeforeAreDeleted() throws IOException {
        report("bridge/target/surefire-reports", "a.ATest", "<testcase name=\"a\" classname=\"a.ATest\"/>");

        TestReports.delete(root);

        assertThat(TestReports.read(root).tests()).isZero();
    }

    private void report(String folder, String name, String cases) throws IOException {
        Path file = Files.createDirectories(root.resolve(folder)).resolve("TEST-" + name + ".xml");
        Files.writeString(
                file,
                "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuite name=\"" + name + "\">\n" + cases
                        + "\n</testsuite>\n");
    }
}
