import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { SchemaFolder } from "../support/schema-folder.ts";

const schema = (namespace: string, content: string): string =>
  `<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns="${namespace}" targetNamespace="${namespace}"
  xmlns:b="urn:b" elementFormDefault="qualified">${content}</xs:schema>`;
const textType = (name: string) => `<xs:simpleType name="${name}"><xs:restriction base="xs:token"/></xs:simpleType>`;

/** A schema whose imports are on the web, and one that includes two files of the same name. */
const files = {
  "a.xsd": schema(
    "urn:a",
    `<!-- <xs:import schemaLocation="gone.xsd"/> -->
    <xs:import namespace="urn:b" schemaLocation="https://example.org/schemas/b.xsd"/>
    <xs:element name="a"><xs:complexType><xs:sequence><xs:element ref="b:b"/></xs:sequence></xs:complexType></xs:element>`,
  ),
  "b/b.xsd": schema(
    "urn:b",
    `<xs:include schemaLocation="types.xsd"/><xs:include schemaLocation='more/types.xsd'/>
    <xs:element name="b"><xs:complexType><xs:attribute name="x" type="X"/><xs:attribute name="y" type="Y"/></xs:complexType></xs:element>`,
  ),
  "b/types.xsd": schema("urn:b", textType("X")),
  "b/more/types.xsd": schema("urn:b", textType("Y")),
  "open.xsd": schema("urn:open", '<xs:import namespace="urn:z" schemaLocation="https://example.org/z.xsd"/>'),
};
const document = (attribute: string) => `<a xmlns="urn:a">\n<b xmlns="urn:b" ${attribute}="1"/></a>`;

const folder = mkdtempSync(join(tmpdir(), "schemas-"));
beforeAll(() => {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
});
afterAll(() => rmSync(folder, { recursive: true }));

it("finds imports of other origins by file name, and included files where they are", async () => {
  const documents = new Map(["x", "y", "z"].map((name) => [`${name}.xml`, document(name)]));
  expect(await new SchemaFolder(folder).errors("a.xsd", documents)).toEqual([
    "z.xml:2: Schemas validity error : Element '{urn:b}b', attribute 'z': The attribute 'z' is not allowed.",
  ]);
});

it("checks more documents than fit at once", async () => {
  const documents = new Map(Array.from({ length: 4000 }, (_, at) => [`${at}.xml`, `${document("x")}<!-- ${at} -->`]));
  documents.set("last.xml", document("z"));
  const errors = await new SchemaFolder(folder).errors("a.xsd", documents);
  expect(errors.map((error) => error.split(":")[0])).toEqual(["last.xml"]);
});

it("says which imported file is missing, and which document isn't XML", async () => {
  const schemas = new SchemaFolder(folder);
  await expect(schemas.errors("open.xsd", new Map([["x.xml", "<x/>"]]))).rejects.toThrow(
    `z.xsd isn't in ${folder}, but open.xsd imports it from https://example.org/z.xsd.`,
  );
  const documents = new Map(Object.entries({ "x.xml": document("x"), "broken.xml": "<a>", "y.xml": document("y") }));
  expect(await schemas.errors("a.xsd", documents)).toEqual([
    "broken.xml:1: parser error : Premature end of data in tag a line 1",
  ]);
});

it("takes the last revision of a schema, in any subfolder", () => {
  const schemas = new SchemaFolder(folder);
  expect([schemas.find(/^types\.xsd$/), schemas.find(/^[ab]\.xsd$/), schemas.find(/^c/)]).toEqual([
    "b/more/types.xsd",
    "b/b.xsd",
    undefined,
  ]);
});
