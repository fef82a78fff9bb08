import type { SkuName } from "../../content/fact.ts";
import { fail, ok, type Result } from "../world/result.ts";
import type { Rules } from "./rules.ts";
import { withinLimit } from "./sku.ts";

const tail = (dataAction: string): string[] => {
  const match = /\/repositories\/((?:content|metadata)\/[a-z]+)$/.exec(dataAction);
  return match?.[1] ? [match[1]] : [];
};

/** The actions that a scope map may hold, e.g. `content/read`; they are tails of the data actions of the operations. */
export const scopeMapActions = (rules: Rules): string[] => [
  ...new Set(Object.values(rules.facts.operations).flatMap(({ dataAction }) => tail(dataAction))),
];

const refuse = (message: string, fact: string): Result<string[]> =>
  fail({ code: "InvalidScopeMapAction", status: 400, message, target: "properties.actions", fact });

/** Reads `repositories/NAME/content/read`, NAME in lower case; one star may be at its end, alone or after a slash. */
function readAction(rules: Rules, text: string): { repository: string; action: string } | undefined {
  const match = /^repositories\/(.+)\/((?:content|metadata)\/[a-z]+)$/i.exec(text);
  const repository = match?.[1]?.toLowerCase() ?? "";
  const action = match?.[2]?.toLowerCase() ?? "";
  if (!scopeMapActions(rules).includes(action)) return undefined;
  const form = /^(?:\*|(?:[a-z0-9]+(?:[._-]+[a-z0-9]+)*\/)*(?:\*|[a-z0-9]+(?:[._-]+[a-z0-9]+)*))$/;
  return form.test(repository) ? { repository, action } : undefined;
}

/** Actions as the service keeps them, once each, within what the facts allow for one scope map. */
export function checkScopeMapActions(rules: Rules, sku: SkuName, texts: readonly string[]): Result<string[]> {
  if (texts.length === 0) return refuse("A scope map needs at least one action.", "tokenActions");
  const read = texts.map((text) => ({ text, grant: readAction(rules, text) }));
  const wrong = read.find(({ grant }) => grant === undefined);
  if (wrong) {
    const known = scopeMapActions(rules).join(", ");
    return refuse(
      `Invalid action '${wrong.text}'. An action is repositories/NAME/ACTION with an ACTION of ${known}; ` +
        "a star may only stand for all repositories or at the end after a slash.",
      wrong.text.includes("*") ? "tokenWildcards" : "tokenActions",
    );
  }
  const actions = [
    ...new Set(read.flatMap(({ grant }) => (grant ? [`repositories/${grant.repository}/${grant.action}`] : []))),
  ];
  const repositories = new Set(read.map(({ grant }) => grant?.repository));
  const few = withinLimit(rules, "maxActionsPerScopeMap", sku, actions.length, "actions of a scope map");
  if (!few.ok) return few;
  const room = withinLimit(rules, "maxRepositoriesPerScopeMap", sku, repositories.size, "repositories of a scope map");
  return room.ok ? ok(actions) : room;
}
