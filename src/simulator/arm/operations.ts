import type { Service } from "../registry/cloud.ts";
import { enqueue, now } from "../world/clock.ts";
import { nextGuid } from "../world/ids.ts";
import { fail, ok } from "../world/result.ts";
import type { Draft } from "../world/world.ts";
import type { Completion, CompletionName, CompletionPayloads } from "../world/resource-events.ts";
import type { ArmAnswer, ArmCall, ArmRoute } from "./route.ts";

/**
 * Virtual milliseconds until a long-running operation is done. The service publishes none of them; they are what a
 * learner would see on a quiet day, long enough that a client polls.
 */
export const operationTimes = {
  registryCreate: 8_000,
  registryUpdate: 3_000,
  registryDelete: 5_000,
  replicationCreate: 30_000,
  replicationDelete: 10_000,
  webhook: 2_000,
  scopeMap: 2_000,
  token: 2_000,
  generateCredentials: 3_000,
  importImage: 10_000,
  agentPool: 60_000,
  groupDelete: 15_000,
  other: 2_000,
} as const;

export type OperationKind = keyof typeof operationTimes;

type Change<Name extends CompletionName> = (draft: Draft, payload: CompletionPayloads[Name]) => void;

const changes: { [Name in CompletionName]?: Change<Name> } = {};

/** Names what may happen at the end of an operation; an event holds the name, because a world holds plain data only. */
export function completion<Name extends CompletionName>(name: Name, change: Change<Name>) {
  Object.assign(changes, { [name]: change });
  return (payload: CompletionPayloads[Name]): Completion<Name> => ({ name, payload });
}

function complete<Name extends CompletionName>(draft: Draft, { name, payload }: Completion<Name>): void {
  changes[name]?.(draft, payload);
}

export interface StartedOperation {
  headers: Record<string, string>;
  id: string;
}

/** Starts a long-running operation and returns the headers by which a client follows it. */
export function startOperation(
  call: ArmCall,
  kind: OperationKind,
  resourceId: string,
  location: string,
  then?: Completion,
): StartedOperation {
  const { draft, cloud } = call;
  const id = nextGuid(draft, cloud.hash, `operation/${kind}`);
  draft.put("operation", [id], { id, status: "InProgress", resourceId, startedAt: now(draft) });
  enqueue(draft, "arm.operationDone", { id, ending: then }, operationTimes[kind]);
  return { id, headers: operationHeaders(call, location, id) };
}

function operationHeaders(call: ArmCall, location: string, id: string): Record<string, string> {
  const { base, query, draft } = call;
  const subscription = draft.get("settings")?.subscription.id ?? "";
  const namespace = /\/providers\/([^/]+)/i.exec(call.path)?.[1] ?? "Microsoft.Resources";
  const place = `${base}/subscriptions/${subscription}/providers/${namespace}/locations/${location}`;
  const version = `?api-version=${query.get("api-version") ?? ""}`;
  return {
    "Azure-AsyncOperation": `${place}/operationStatuses/${id}${version}`,
    Location: `${place}/operationResults/${id}${version}`,
    "Retry-After": "2",
  };
}

/** Finishes operations when their time has come. */
export const operationsService: Service = {
  reactions: {
    "arm.operationDone": (draft, { payload: { id, ending } }) => {
      if (ending) complete(draft, ending);
      draft.update("operation", [id], (row) => (row.status === "InProgress" ? { ...row, status: "Succeeded" } : row));
    },
  },
};

const provider = "/subscriptions/{subscription}/providers/{namespace}/locations/{location}";

const unknownOperation = (id: string) =>
  fail({ code: "OperationNotFound", status: 404, message: `The operation '${id}' was not found.` });

/** Where clients ask how an operation is getting on. */
export const operationRoutes: ArmRoute[] = [
  {
    method: "GET",
    path: `${provider}/operationStatuses/{operation}`,
    action: "",
    handle: ({ draft, params, path }) => {
      const row = draft.get("operation", params["operation"] ?? "");
      if (!row) return unknownOperation(params["operation"] ?? "");
      const body = {
        id: path,
        name: row.id,
        status: row.status,
        startTime: new Date(row.startedAt).toISOString(),
        ...(row.error && { error: row.error }),
      };
      return ok<ArmAnswer>({ status: 200, body });
    },
  },
  {
    method: "GET",
    path: `${provider}/operationResults/{operation}`,
    action: "",
    handle: (call) => {
      const row = call.draft.get("operation", call.params["operation"] ?? "");
      if (!row) return unknownOperation(call.params["operation"] ?? "");
      if (row.status === "Failed" && row.error) return fail({ ...row.error, status: 400 });
      if (row.status === "Succeeded") return ok<ArmAnswer>({ status: 200, body: { status: row.status } });
      return ok<ArmAnswer>({ status: 202, headers: operationHeaders(call, call.params["location"] ?? "", row.id) });
    },
  },
];
