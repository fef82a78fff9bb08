import { registryScope } from "../identity/scope.ts";
import { ok, type Result } from "../world/result.ts";
import { badRequest } from "./errors.ts";
import { findGroup, param } from "./find.ts";
import { registryType } from "./paths.ts";
import type { ArmAnswer, ArmCall, ArmRoute } from "./route.ts";

interface Row {
  id: string;
  name: string;
  type: string;
  location: string;
  tags: Record<string, string>;
  resourceGroup: string;
}

function* everything({ draft }: ArmCall): Generator<Row> {
  for (const { row } of draft.scan("registry")) {
    const { name, location, tags, resourceGroup } = row;
    yield { id: registryScope(draft, row), name, type: registryType(), location, tags, resourceGroup };
  }
  for (const { row } of draft.scan("resource")) {
    const { id, name, type, location, tags, resourceGroup } = row;
    yield { id, name, type, location, tags, resourceGroup };
  }
}

type Test = (row: Row) => boolean;
const members: Record<string, (row: Row) => string> = {
  resourcetype: ({ type }) => type,
  name: ({ name }) => name,
  location: ({ location }) => location,
  resourcegroup: ({ resourceGroup }) => resourceGroup,
};

/** Reads `resourceType eq 'A' and name eq 'B'`; undefined when it is anything else. */
function readFilter(text: string | null): Test | undefined {
  if (text === null || text.trim() === "") return () => true;
  const tests = text.split(/\s+and\s+/i).map((part): Test | undefined => {
    const match = /^\s*(\w+)\s+eq\s+'([^']*)'\s*$/i.exec(part);
    const member = members[match?.[1]?.toLowerCase() ?? ""];
    const memberValue = match?.[2]?.toLowerCase();
    return member && ((row) => member(row).toLowerCase() === memberValue);
  });
  return tests.every((test) => test !== undefined) ? (row) => tests.every((test) => test?.(row)) : undefined;
}

const list = (call: ArmCall, inGroup: Test): Result<ArmAnswer> => {
  const filter = readFilter(call.query.get("$filter"));
  if (!filter)
    return badRequest("The filter is not understood: only `member eq 'value'`, joined by `and`.", {
      target: "$filter",
    });
  const value = [...everything(call)]
    .filter((row) => inGroup(row) && filter(row))
    .map(({ id, name, type, location, tags }) => ({ id, name, type, location, tags }));
  return ok({ status: 200, body: { value } });
};

/** Every resource of the subscription or of a group; clients find a registry's group this way. */
export const resourceRoutes: ArmRoute[] = [
  {
    method: "GET",
    path: "/subscriptions/{subscription}/resources",
    action: "Microsoft.Resources/subscriptions/resources/read",
    handle: (call) => list(call, () => true),
  },
  {
    method: "GET",
    path: "/subscriptions/{subscription}/resourceGroups/{group}/resources",
    action: "Microsoft.Resources/subscriptions/resourceGroups/resources/read",
    handle: (call) => {
      const group = findGroup(call);
      if (!group.ok) return group;
      const groupName = param(call, "group").toLowerCase();
      return list(call, ({ resourceGroup }) => resourceGroup.toLowerCase() === groupName);
    },
  },
];
