import type { ManifestContent } from "./manifest.ts";
import { escapeAttribute } from "../xml.ts";
import { xmlId } from "./xml-text.ts";

/** Writes the `imsmanifest.xml` of a SCORM 1.2 package (Content Aggregation Model 1.2, section 2.3). */
export function manifest12({ id, title, entry, files, launchData, passMark }: ManifestContent): string {
  const mastery =
    passMark === undefined
      ? ""
      : `\n        <adlcp:masteryscore>${Math.round(passMark * 10_000) / 100}</adlcp:masteryscore>`;
  const data =
    launchData === "" ? "" : `\n        <adlcp:datafromlms>${escapeAttribute(launchData)}</adlcp:datafromlms>`;
  return `<?xml version="1.0" encoding="UTF-8"?>
<manifest identifier="${xmlId("drydock", id)}" version="1" xmlns="http://www.imsproject.org/xsd/imscp_rootv1p1p2" xmlns:adlcp="http://www.adlnet.org/xsd/adlcp_rootv1p2">
  <metadata>
    <schema>ADL SCORM</schema>
    <schemaversion>1.2</schemaversion>
  </metadata>
  <organizations default="organization">
    <organization identifier="organization">
      <title>${escapeAttribute(title)}</title>
      <item identifier="quiz" identifierref="player">
        <title>${escapeAttribute(title)}</title>${data}${mastery}
      </item>
    </organization>
  </organizations>
  <resources>
    <resource identifier="player" type="webcontent" adlcp:scormtype="sco" href="${escapeAttribute(entry)}">
${files.map((path) => `      <file href="${escapeAttribute(path)}"/>`).join("\n")}
    </resource>
  </resources>
</manifest>
`;
}
