import { maximumOf } from "../../assessment/score.ts";
import { exportableItems, Omissions, omitSettings, type Omission, type QuizExport } from "./export-result.ts";
import { qtiItem } from "./qti-item.ts";
import { printXml, xml, type XmlElement } from "../xml.ts";

const testPath = "test.xml";

interface Written {
  identifier: string;
  path: string;
  points: number;
  element: XmlElement;
}

const float = (value: number): XmlElement => xml("baseValue", { baseType: "float" }, String(value));

/** Adds up the points of all items; with a pass mark, also says whether it's reached. */
function outcomes(written: readonly Written[], passPercent: number | null) {
  const total = written.reduce((sum, { points }) => sum + points, 0);
  const sum = xml("sum", {}, xml("testVariables", { variableIdentifier: "SCORE" }));
  return {
    declarations: [
      xml(
        "outcomeDeclaration",
        { identifier: "TOTAL", cardinality: "single", baseType: "float", normalMaximum: total },
        xml("defaultValue", {}, xml("value", {}, "0")),
      ),
      ...(passPercent === null
        ? []
        : [
            xml(
              "outcomeDeclaration",
              { identifier: "PASSED", cardinality: "single", baseType: "boolean" },
              xml("defaultValue", {}, xml("value", {}, "false")),
            ),
          ]),
    ],
    processing: xml(
      "outcomeProcessing",
      {},
      xml("setOutcomeValue", { identifier: "TOTAL" }, sum),
      ...(passPercent === null
        ? []
        : [
            xml(
              "setOutcomeValue",
              { identifier: "PASSED" },
              xml("gte", {}, xml("variable", { identifier: "TOTAL" }), float((total * passPercent) / 100)),
            ),
          ]),
    ),
  };
}

function testElement({ title, settings }: QuizExport, written: readonly Written[]): XmlElement {
  const { declarations, processing } = outcomes(written, settings.passPercent);
  return xml(
    "assessmentTest",
    { xmlns: "http://www.imsglobal.org/xsd/imsqti_v2p2", identifier: "test_1", title },
    ...declarations,
    ...(settings.minutes === null ? [] : [xml("timeLimits", { maxTime: settings.minutes * 60 })]),
    xml(
      "testPart",
      { identifier: "part_1", navigationMode: "nonlinear", submissionMode: "simultaneous" },
      xml(
        "assessmentSection",
        { identifier: "section_1", title, visible: true },
        ...written.map(({ identifier, path }) => xml("assessmentItemRef", { identifier, href: path })),
      ),
    ),
    processing,
  );
}

const manifest = (written: readonly Written[]): XmlElement =>
  xml(
    "manifest",
    { xmlns: "http://www.imsglobal.org/xsd/imscp_v1p1", identifier: "drydock_package" },
    xml("metadata", {}, xml("schema", {}, "QTIv2.2 Package"), xml("schemaversion", {}, "1.0.0")),
    xml("organizations"),
    xml(
      "resources",
      {},
      xml(
        "resource",
        { identifier: "resource_test", type: "imsqti_test_xmlv2p2", href: testPath },
        xml("file", { href: testPath }),
        ...written.map(({ identifier }) => xml("dependency", { identifierref: `resource_${identifier}` })),
      ),
      ...written.map(({ identifier, path }) =>
        xml(
          "resource",
          { identifier: `resource_${identifier}`, type: "imsqti_item_xmlv2p2", href: path },
          xml("file", { href: path }),
        ),
      ),
    ),
  );

/** Returns a quiz as the files of a QTI 2.2 package, by path: one for each question, a test, and the manifest. */
export function writeQti(quiz: QuizExport): { files: Record<string, string>; omissions: Omission[] } {
  const omissions = new Omissions();
  const written = exportableItems(quiz, omissions).flatMap((item, at): Written[] => {
    const identifier = `item_${at + 1}`;
    const element = qtiItem(item, identifier, omissions);
    return element ? [{ identifier, path: `items/${identifier}.xml`, points: maximumOf(item), element }] : [];
  });
  omitSettings(quiz.settings, ["attempts"], "where the test is given", omissions);
  return {
    files: {
      "imsmanifest.xml": printXml(manifest(written)),
      [testPath]: printXml(testElement(quiz, written)),
      ...Object.fromEntries(written.map(({ path, element }) => [path, printXml(element)])),
    },
    omissions: omissions.list,
  };
}
