import { cartridgeItem, metadata } from "./cartridge-item.ts";
import { exportableItems, Omissions, omitSettings, type Omission, type QuizExport } from "./export-result.ts";
import { printXml, xml } from "../xml.ts";

const assessmentPath = "assessment/assessment.xml";
/** Longest time limit in minutes, from the rules of the schema of Common Cartridge 1.1. */
const longestLimit = 527_040;
/** Numbers of attempts that the schema's rules allow besides "unlimited". */
const attemptCounts = [1, 2, 3, 4, 5];

function settingFields({ settings }: QuizExport, omissions: Omissions): Record<string, string> {
  const { minutes, attempts } = settings;
  const hasLimit = minutes !== null && Number.isInteger(minutes) && minutes >= 1 && minutes <= longestLimit;
  if (minutes !== null && !hasLimit) {
    omissions.setting(
      `The time limit of ${minutes} minutes isn't in the file: it has to be whole minutes, from 1 to 527,040.`,
    );
  }
  if (attempts !== null && !attemptCounts.includes(attempts)) {
    omissions.setting(
      `The limit of ${attempts} attempts isn't in the file: Common Cartridge allows 1 to 5. Set it in the settings of the quiz.`,
    );
  }
  omitSettings(settings, ["passPercent"], "in the settings of the quiz", omissions);
  return {
    cc_profile: "cc.exam.v0p1",
    qmd_assessmenttype: "Examination",
    qmd_scoretype: "Percentage",
    qmd_feedbackpermitted: "Yes",
    ...(hasLimit && { qmd_timelimit: String(minutes) }),
    ...(attempts === null && { cc_maxattempts: "unlimited" }),
    ...(attempts !== null && attemptCounts.includes(attempts) && { cc_maxattempts: String(attempts) }),
  };
}

const manifest = (title: string) =>
  xml(
    "manifest",
    {
      identifier: "drydock_cartridge",
      xmlns: "http://www.imsglobal.org/xsd/imsccv1p1/imscp_v1p1",
      "xmlns:lomimscc": "http://ltsc.ieee.org/xsd/imsccv1p1/LOM/manifest",
    },
    xml(
      "metadata",
      {},
      xml("schema", {}, "IMS Common Cartridge"),
      xml("schemaversion", {}, "1.1.0"),
      xml(
        "lomimscc:lom",
        {},
        xml("lomimscc:general", {}, xml("lomimscc:title", {}, xml("lomimscc:string", {}, title))),
      ),
    ),
    xml(
      "organizations",
      {},
      xml(
        "organization",
        { identifier: "organization_1", structure: "rooted-hierarchy" },
        xml(
          "item",
          { identifier: "root" },
          xml("item", { identifier: "item_1", identifierref: "assessment_1" }, xml("title", {}, title)),
        ),
      ),
    ),
    xml(
      "resources",
      {},
      xml(
        "resource",
        // Without an href: the profile forbids one for assessments.
        { identifier: "assessment_1", type: "imsqti_xmlv1p2/imscc_xmlv1p1/assessment" },
        xml("file", { href: assessmentPath }),
      ),
    ),
  );

/**
 * Returns a quiz as the files of a Common Cartridge 1.1 (QTI 1.2.1), by path, and what it has no form for. The time limit
 * and the number of attempts are in the file.
 */
export function writeCommonCartridge(quiz: QuizExport): { files: Record<string, string>; omissions: Omission[] } {
  const omissions = new Omissions();
  const items = exportableItems(quiz, omissions).flatMap(
    (item, at) => cartridgeItem(item, `item_${at + 1}`, omissions) ?? [],
  );
  const fields = settingFields(quiz, omissions);
  const assessment = xml(
    "questestinterop",
    { xmlns: "http://www.imsglobal.org/xsd/ims_qtiasiv1p2" },
    xml(
      "assessment",
      { ident: "assessment_1_quiz", title: quiz.title },
      metadata(fields),
      xml("section", { ident: "root_section" }, ...items),
    ),
  );
  return {
    files: { "imsmanifest.xml": printXml(manifest(quiz.title)), [assessmentPath]: printXml(assessment) },
    omissions: omissions.list,
  };
}
