import type { Cmi5Launch, Cmi5LaunchData } from "./cmi5-launch.ts";
import type { XapiContext } from "./statement.ts";

/**
 * What a statement is for cmi5: `defined` ones open and close a session, `judged` is passed or failed, `moved-on` is completed, and
 * `allowed` are the course's own, such as answered.
 */
export type Cmi5StatementKind = "defined" | "judged" | "moved-on" | "allowed";

const idBase = "https://w3id.org/xapi/cmi5/context";
const category = (name: string) => ({ objectType: "Activity", id: `${idBase}/categories/${name}` });

export interface Cmi5ContextMaker {
  /** The LMS's id of this session. */
  sessionId: string;
  of(kind: Cmi5StatementKind): XapiContext;
}

/**
 * Returns the contexts of a session's statements (cmi5, section 9.6): everything of the LMS's template, which nothing overwrites,
 * the registration, the categories that mark cmi5's own statements, and the mastery score of those it decides.
 */
export function makeCmi5Context(launch: Cmi5Launch, data: Cmi5LaunchData): Cmi5ContextMaker {
  const template = data.contextTemplate;
  const sessionId = template.extensions[`${idBase}/extensions/sessionid`];
  return {
    sessionId: typeof sessionId === "string" ? sessionId : "",
    of(kind) {
      const categories = [
        ...(template.contextActivities["category"] ?? []),
        ...(kind === "allowed" ? [] : [category("cmi5")]),
        ...(kind === "judged" || kind === "moved-on" ? [category("moveon")] : []),
      ];
      const parents = [
        ...(template.contextActivities["parent"] ?? []),
        ...(kind === "allowed" ? [{ objectType: "Activity", id: launch.activityId }] : []),
      ];
      const mastery =
        kind === "judged" && data.masteryScore !== undefined
          ? { [`${idBase}/extensions/masteryscore`]: data.masteryScore }
          : {};
      return {
        ...template,
        registration: launch.registration,
        contextActivities: {
          ...template.contextActivities,
          ...(categories.length > 0 ? { category: categories } : {}),
          ...(parents.length > 0 ? { parent: parents } : {}),
        },
        extensions: { ...mastery, ...template.extensions },
      };
    },
  };
}
