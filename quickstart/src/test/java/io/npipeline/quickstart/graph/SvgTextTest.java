package io.npipeline.quickstart.graph;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

class SvgTextTest {

    @Test
    void thePictureHasEveryNodeEdgeAndLabelAndNothingFromOutside() throws Exception {
        String svg = new PipelineDrawing()
                .apply(Map.of(PipelineDrawing.PIPELINE, SamplePipeline.class.getName()))
                .getOrDefault(PipelineDrawing.SVG, "");
        Document picture = DocumentBuilderFactory.newDefaultInstance()
                .newDocumentBuilder()
                .parse(new InputSource(new StringReader(svg)));

        assertThat(elements(picture, "text", "name"))
                .extracting(Element::getTextContent)
                .containsExactlyInAnyOrder(
                        SamplePipeline.class.getName(),
                        "texts",
                        "not \"empty\" & <safe>",
                        "trimmed",
                        "lists",
                        "counts",
                        "table",
                        "topic",
                        "log");
        assertThat(elements(picture, "path", "edge")).hasSize(7);
        assertThat(elements(picture, "text", "label"))
                .extracting(Element::getTextContent)
                .containsExactlyInAnyOrder("when, route 1", "otherwise");
        assertThat(svg.replace("xmlns=\"http://www.w3.org/2000/svg\"", "")).doesNotContain("http", "script", "href");
    }

    private static List<Element> elements(Document picture, String name, String type) {
        NodeList found = picture.getElementsByTagName(name);
        List<Element> elements = new ArrayList<>();
        for (int i = 0; i < found.getLength(); i++) {
            Element element = (Element) found.item(i);
            if (List.of(element.getAttribute("class").split(" ")).contains(type)) {
                elements.add(element);
            }
        }
        return elements;
    }
}
