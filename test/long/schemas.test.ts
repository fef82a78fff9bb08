import { describe, expect, it } from "vitest";
import { SchemaFolder } from "../support/schema-folder.ts";

/** The content is compiled only if there are schemas. */
const load = () => import("../assignment/exported-documents.ts");

interface Exported {
  title: string;
  /** File name of the official schema; of several revisions, the last one counts. */
  schema: RegExp;
  /** The schema and where its standard publishes it. Licenses don't let us keep these files in the repository. */
  source: string;
  documents(): Promise<ReadonlyMap<string, string>>;
  /** Text of some document, and what the schema forbids in its place. */
  change: [string, string];
}

const exported: Exported[] = [
  {
    title: "manifests of Common Cartridge 1.1",
    schema: /^ccv1p1_imscp_v1p2_v1p0\.xsd$/,
    source:
      "ccv1p1_imscp_v1p2_v1p0.xsd (1EdTech, https://www.imsglobal.org/profile/cc/ccv1p1/). It imports LOM/ccv1p1_lommanifest_v1p0.xsd and others",
    documents: async () => (await load()).quizFiles("cartridge", /^imsmanifest\.xml$/),
    change: ["<file href=", '<file role="quiz" href='],
  },
  {
    title: "assessments of Common Cartridge 1.1",
    schema: /^ccv1p1_qtiasiv1p2p1_v1p0\.xsd$/,
    source: "ccv1p1_qtiasiv1p2p1_v1p0.xsd (1EdTech, https://www.imsglobal.org/profile/cc/ccv1p1/)",
    documents: async () => {
      const files = (await load()).quizFiles("cartridge", /^assessment\//);
      // The schema requires a question, and the app doesn't save a file without one.
      return new Map([...files].filter(([, text]) => text.includes("<item ")));
    },
    change: ["<section ident=", '<section visible="Yes" ident='],
  },
  {
    title: "items and tests of QTI 2.2",
    schema: /^imsqti_v2p2(?:p\d)?\.xsd$/,
    source:
      "imsqti_v2p2.xsd, imsqti_v2p2p1.xsd or a later revision (1EdTech, https://www.imsglobal.org/xsd/qti/qtiv2p2/)",
    documents: async () => (await load()).quizFiles("qti", /^items\/|^test\.xml$/),
    // The schema allows every attribute, but not every value.
    change: ['cardinality="single"', 'cardinality="one"'],
  },
  {
    title: "manifests of QTI 2.2",
    schema: /^qtiv2p2_imscpv1p2_v1p0\.xsd$/,
    source: "qtiv2p2_imscpv1p2_v1p0.xsd (1EdTech, https://www.imsglobal.org/xsd/qti/qtiv2p2/)",
    documents: async () => (await load()).quizFiles("qti", /^imsmanifest\.xml$/),
    change: ["<file href=", '<file role="quiz" href='],
  },
  {
    title: "course structures of cmi5",
    schema: /^CourseStructure\.xsd$/,
    source: "CourseStructure.xsd (cmi5, section 13, https://w3id.org/xapi/profiles/cmi5/v1/CourseStructure.xsd)",
    documents: async () => (await load()).courseStructures(),
    change: ['launchMethod="AnyWindow"', 'launchMethod="Tab"'],
  },
];

const howTo = `Save the official schemas in one folder, and set the environment variable SCHEMAS to its path:
${exported.map(({ source }) => `- ${source}`).join("\n")}
- whatever they import, such as https://www.w3.org/2001/xml.xsd, each under its own file name
Imports are read from this folder and its subfolders, never from the web. Keep the subfolders of MathML 2, where two files have
the same name.`;

const folderName = process.env["SCHEMAS"];
if (!folderName) console.log(`Exports aren't checked against the official schemas. ${howTo}`);

/** Returns what the official schema objects to in documents. Throws if the folder doesn't have it. */
async function errorsOf({ title, schema }: Exported, documents: ReadonlyMap<string, string>): Promise<string[]> {
  const folder = new SchemaFolder(folderName ?? "");
  const main = folder.find(schema);
  if (main === undefined) throw new Error(`${folderName} doesn't have the schema for ${title}. ${howTo}`);
  return folder.errors(main, documents);
}

describe.skipIf(!folderName)("exports, checked against the official schemas in the folder SCHEMAS", () => {
  it.each(exported.map((entry) => [entry.title, entry] as const))(
    "accepts all %s, and rejects a changed one",
    async (_, entry) => {
      const [from, to] = entry.change;
      const documents = await entry.documents();
      const found = [...documents].find(([, content]) => content.includes(from));
      if (!found) throw new Error(`No document has the text ${from}.`);
      const [name, text] = found;
      const errors = await errorsOf(entry, new Map([...documents, [`changed/${name}`, text.replace(from, to)]]));
      const ofChanged = errors.filter((error) => error.startsWith("changed/"));
      expect(errors.filter((error) => !ofChanged.includes(error)).slice(0, 20)).toEqual([]);
      expect(ofChanged).not.toEqual([]);
    },
  );
});
