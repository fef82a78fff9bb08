import type { ManifestContent } from "./manifest.ts";
import { escapeAttribute } from "../xml.ts";
import { xmlId } from "./xml-text.ts";

/**
 * Sequencing of the only activity: the LMS takes status and success from the player, and compares the score with the pass mark if
 * there is one.
 */
function sequencing(passMark: number | undefined): string {
  const objectives =
    passMark === undefined
      ? ""
      : `
          <imsss:objectives>
            <imsss:primaryObjective objectiveID="quiz-passed" satisfiedByMeasure="true">
              <imsss:minNormalizedMeasure>${Math.round(passMark * 10_000) / 10_000}</imsss:minNormalizedMeasure>
            </imsss:primaryObjective>
          </imsss:objectives>`;
  return `
        <imsss:sequencing>${objectives}
          <imsss:deliveryControls completionSetByContent="true" objectiveSetByContent="true"/>
        </imsss:sequencing>`;
}

/** Writes the `imsmanifest.xml` of a SCORM 2004 4th edition package (Content Aggregation Model, section 3.4). */
export function manifest2004({ id, title, entry, files, launchData, passMark }: ManifestContent): string {
  const data =
    launchData === "" ? "" : `\n        <adlcp:dataFromLMS>${escapeAttribute(launchData)}</adlcp:dataFromLMS>`;
  return `<?xml version="1.0" encoding="UTF-8"?>
<manifest identifier="${xmlId("drydock", id)}" version="1" xmlns="http://www.imsglobal.org/xsd/imscp_v1p1" xmlns:adlcp="http://www.adlnet.org/xsd/adlcp_v1p3" xmlns:imsss="http://www.imsglobal.org/xsd/imsss">
  <metadata>
    <schema>ADL SCORM</schema>
    <schemaversion>2004 4th Edition</schemaversion>
  </metadata>
  <organizations default="organization">
    <organization identifier="organization">
      <title>${escapeAttribute(title)}</title>
      <item identifier="quiz" identifierref="player">
        <title>${escapeAttribute(title)}</title>${data}${sequencing(passMark)}
      </item>
    </organization>
  </organizations>
  <resources>
    <resource identifier="player" type="webcontent" adlcp:scormType="sco" href="${escapeAttribute(entry)}">
${files.map((path) => `      <file href="${escapeAttribute(path)}"/>`).join("\n")}
    </resource>
  </resources>
</manifest>
`;
}
