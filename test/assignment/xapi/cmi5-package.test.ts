import { describe, expect, it } from "vitest";
import { validateXML } from "xmllint-wasm";
import { makeCmi5Package, makeRemoteCmi5Course, type Cmi5Course } from "../../../src/assignment/xapi/cmi5-package.ts";

const course: Cmi5Course = {
  courseId: "https://example.org/acr/xapi/assessments/asg-1",
  unitId: "https://example.org/acr/xapi/assessments/asg-1/unit",
  title: "SKUs & <limits>",
  description: "",
  launchParameters: "eyJ2IjoxfQ",
  masteryScore: 0.6,
  moveOn: "CompletedOrPassed",
};
const bytes = new TextEncoder().encode("x");
const player = {
  files: new Map([
    ["player.html", bytes],
    ["assets/player.js", bytes],
  ]),
  entry: "player.html",
};

/** A schema of the elements that we write, in the order of cmi5 section 13; the official one isn't on a package registry. */
const schema = `<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" elementFormDefault="qualified"
  targetNamespace="https://w3id.org/xapi/profiles/cmi5/v1/CourseStructure.xsd" xmlns="https://w3id.org/xapi/profiles/cmi5/v1/CourseStructure.xsd">
  <xs:complexType name="text"><xs:sequence><xs:element name="langstring" maxOccurs="unbounded"><xs:complexType><xs:simpleContent>
    <xs:extension base="xs:string"><xs:attribute name="lang" type="xs:language"/></xs:extension></xs:simpleContent></xs:complexType></xs:element></xs:sequence></xs:complexType>
  <xs:element name="courseStructure"><xs:complexType><xs:sequence>
    <xs:element name="course"><xs:complexType><xs:sequence><xs:element name="title" type="text"/><xs:element name="description" type="text"/></xs:sequence>
      <xs:attribute name="id" type="xs:anyURI" use="required"/></xs:complexType></xs:element>
    <xs:element name="au"><xs:complexType><xs:sequence><xs:element name="title" type="text"/><xs:element name="description" type="text"/>
      <xs:element name="url" type="xs:anyURI"/><xs:element name="launchParameters" type="xs:string" minOccurs="0"/></xs:sequence>
      <xs:attribute name="id" type="xs:anyURI" use="required"/>
      <xs:attribute name="moveOn"><xs:simpleType><xs:restriction base="xs:string"><xs:enumeration value="Passed"/><xs:enumeration value="Completed"/>
        <xs:enumeration value="CompletedAndPassed"/><xs:enumeration value="CompletedOrPassed"/><xs:enumeration value="NotApplicable"/></xs:restriction></xs:simpleType></xs:attribute>
      <xs:attribute name="masteryScore"><xs:simpleType><xs:restriction base="xs:decimal"><xs:minInclusive value="0"/><xs:maxInclusive value="1"/></xs:restriction></xs:simpleType></xs:attribute>
      <xs:attribute name="launchMethod"><xs:simpleType><xs:restriction base="xs:string"><xs:enumeration value="OwnWindow"/><xs:enumeration value="AnyWindow"/></xs:restriction></xs:simpleType></xs:attribute>
    </xs:complexType></xs:element>
  </xs:sequence></xs:complexType></xs:element></xs:schema>`;

async function errorsOf(xml: string): Promise<string[]> {
  const { errors } = await validateXML({ xml: [{ fileName: "cmi5.xml", contents: xml }], schema: [schema] });
  return errors.map(({ message }) => message);
}
const messageOf = (made: { ok: true } | { ok: false; error: { message: string } }): string =>
  made.ok ? "" : made.error.message;

describe("a cmi5 package", () => {
  it("has cmi5.xml first, the player's files, and a relative address of the unit", async () => {
    const made = makeCmi5Package(course, player);
    if (!made.ok) throw new Error(made.error.message);
    expect([...made.value.keys()]).toEqual(["cmi5.xml", "player.html", "assets/player.js"]);
    const xml = new TextDecoder().decode(made.value.get("cmi5.xml"));
    expect(xml).toContain("<url>player.html</url>");
    expect(xml).toContain('moveOn="CompletedOrPassed" masteryScore="0.6"');
    expect(xml).toContain("SKUs &amp; &lt;limits&gt;");
    expect(await errorsOf(xml)).toEqual([]);
    expect(await errorsOf(xml.replace("CompletedOrPassed", "Maybe"))).not.toEqual([]);
  });

  it("rejects files that an LMS doesn't serve", () => {
    const files = new Map([...player.files, ["a.mjs", bytes]]);
    expect(messageOf(makeCmi5Package(course, { ...player, files }))).toContain("a.mjs");
  });
});

describe("a course whose unit stays on the web", () => {
  it("has the unit's full address and no files", async () => {
    const { masteryScore: _, ...open } = course;
    const made = makeRemoteCmi5Course({ ...open, launchParameters: "" }, "https://example.org/acr/au/?v=1&lang=en");
    if (!made.ok) throw new Error(made.error.message);
    expect(made.value).toContain("<url>https://example.org/acr/au/?v=1&amp;lang=en</url>");
    expect(made.value).not.toMatch(/masteryScore|launchParameters/);
    expect(await errorsOf(made.value)).toEqual([]);
  });

  it.each([
    ["http://example.org/au/", "begins with https://"],
    ["au/index.html", "begins with https://"],
    ["https://example.org/#/au", "after #"],
    ["https://example.org/au/?actor=1", "The LMS itself adds actor"],
  ])("rejects the address %s", (url, message) =>
    expect(messageOf(makeRemoteCmi5Course(course, url))).toContain(message),
  );

  it.each([
    [{ title: " " }, "title"],
    [{ unitId: course.courseId }, "two different ids"],
    [{ courseId: "asg 1" }, "two different ids"],
    [{ launchParameters: "a\nb" }, "Encode them"],
    [{ masteryScore: 60 }, "between 0% and 100%"],
  ])("rejects %j", (change, message) =>
    expect(messageOf(makeRemoteCmi5Course({ ...course, ...change }, "https://example.org/au/"))).toContain(message),
  );
});
