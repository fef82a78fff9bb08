import type { Cloud } from "../registry/cloud.ts";
import type { Principal } from "../world/cloud-tables.ts";
import type { JsonRecord } from "../world/json.ts";
import { fail, type Result } from "../world/result.ts";
import type { Draft } from "../world/world.ts";

/** A request to the directory, checked and with its caller. */
export interface DirectoryCall {
  cloud: Cloud;
  draft: Draft;
  body: JsonRecord;
  query: URLSearchParams;
  caller: Principal;
}

/** What the directory answers: a status and a body. */
export type DirectoryAnswer = Result<{ status: number; body?: unknown }>;

/** Rejects a request for an object that the directory doesn't have, in Graph's words. */
export const directoryObjectMissing = (id: string) =>
  fail({
    code: "Request_ResourceNotFound",
    status: 404,
    message: `Resource '${id}' does not exist or one of its queried reference-property objects are not present.`,
  });

/** Rejects a malformed request, in Graph's words. */
export const invalidDirectoryRequest = (message: string) => fail({ code: "Request_BadRequest", status: 400, message });
