import { notation2004, type2004 } from "../scorm/interaction-2004.ts";
import type { InteractionPart, LmsInteraction } from "../scorm/interactions.ts";
import { inEnglish, type XapiActivity } from "./statement.ts";

/**
 * Returns the address below which activity ids are: `https://<site>/xapi`. Ids of activities must never change, so the scheme is
 * always https, whatever address the page was opened under.
 *
 * @param site host and path of the site, with or without a scheme
 */
export const activityBase = (site: string): string =>
  `https://${site.replace(/^[a-z]+:\/\//i, "").replace(/\/+$/, "")}/xapi`;

/** Returns the id of an activity, for example `https://example.org/xapi/questions/sku-1-a`. */
export const activityId = (site: string, kind: "assessments" | "questions" | "extensions", id: string): string =>
  `${activityBase(site)}/${kind}/${id.split("/").map(encodeURIComponent).join("/")}`;

const components = (parts: readonly InteractionPart[]) =>
  parts.map(({ id, text }) => ({ id, description: inEnglish(text) }));

/** Returns a question as an activity, with its options and its correct answers (xAPI 1.0.3, appendix C). */
export function questionActivity(interaction: LmsInteraction, site: string): XapiActivity {
  const { kind, parts, targets } = interaction;
  const lists =
    kind === "matching"
      ? { source: components(parts), target: components(targets) }
      : kind === "choice" || kind === "sequencing"
        ? { choices: components(parts) }
        : {};
  return {
    objectType: "Activity",
    id: activityId(site, "questions", interaction.id),
    definition: {
      type: "http://adlnet.gov/expapi/activities/cmi.interaction",
      description: inEnglish(interaction.description),
      interactionType: type2004(interaction),
      correctResponsesPattern: interaction.correct.map(notation2004),
      ...lists,
      extensions: { [activityId(site, "extensions", "objective")]: interaction.objective },
    },
  };
}

/** Returns a quiz or exam as an activity. */
export const assessmentActivity = (id: string, title: string, site: string): XapiActivity => ({
  objectType: "Activity",
  id: activityId(site, "assessments", id),
  definition: { type: "http://adlnet.gov/expapi/activities/assessment", name: inEnglish(title) },
});
