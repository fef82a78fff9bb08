import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { validateXML } from "xmllint-wasm";

/** A schema that imports the two that a manifest uses, because a validation starts from one. */
const driver = (packaging: [string, string], scorm: [string, string]): string =>
  `<xsd:schema xmlns:xsd="http://www.w3.org/2001/XMLSchema" targetNamespace="urn:drydock:test">
${[packaging, scorm].map(([name, file]) => `<xsd:import namespace="${name}" schemaLocation="${file}"/>`).join("\n")}
</xsd:schema>`;

const drivers = {
  "scorm-1.2": driver(
    ["http://www.imsproject.org/xsd/imscp_rootv1p1p2", "imscp_rootv1p1p2.xsd"],
    ["http://www.adlnet.org/xsd/adlcp_rootv1p2", "adlcp_rootv1p2.xsd"],
  ),
  "scorm-2004": driver(
    ["http://www.imsglobal.org/xsd/imscp_v1p1", "imscp_v1p1.xsd"],
    ["http://www.adlnet.org/xsd/adlcp_v1p3", "adlcp_v1p3.xsd"],
  ).replace(
    "</xsd:schema>",
    '<xsd:import namespace="http://www.imsglobal.org/xsd/imsss" schemaLocation="imsss_v1p0.xsd"/></xsd:schema>',
  ),
};

/** Returns what ADL's and IMS's schemas object to in a manifest. */
export async function manifestErrors(manifest: string, version: keyof typeof drivers): Promise<string[]> {
  const folder = join(import.meta.dirname, "../schemas", version);
  const result = await validateXML({
    xml: [{ fileName: "imsmanifest.xml", contents: manifest }],
    schema: [{ fileName: "driver.xsd", contents: drivers[version] }],
    preload: readdirSync(folder).map((fileName) => ({
      fileName,
      contents: readFileSync(join(folder, fileName), "utf8"),
    })),
  });
  return result.errors.map(({ message }) => message);
}
