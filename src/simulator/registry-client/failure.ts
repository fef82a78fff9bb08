import type { NetworkError } from "../world/network-error.ts";
import { fail, type Result } from "../world/result.ts";

/** One error of a registry's response (OCI distribution-spec, "Error Codes"). */
export interface RegistryFault {
  code: string;
  message: string;
  detail?: unknown;
}

/** A response that is not a success, with the request it belongs to. */
export interface Rejection {
  /** Who rejected: the registry, or the server that its challenge names for tokens. */
  code: "Rejected" | "TokenRejected";
  method: string;
  url: string;
  status: number;
  /** Errors of the body; none where the body is of another kind. */
  faults: readonly RegistryFault[];
  /** The body as it came. */
  body: string;
  headers: Headers;
  /** True when the request carried an authorization. */
  authorized: boolean;
}

/** How a request fails: no answer comes, or it is a rejection. */
export type RequestFailure = { code: "Unreachable"; error: NetworkError } | Rejection;

/** What a tool has to put into words: a request failed, or content has another digest than it should. */
export type RegistryFailure = RequestFailure | { code: "DigestMismatch"; expected: string; actual: string };

export type RequestResult<T> = Result<T, RequestFailure>;
export type RegistryResult<T> = Result<T, RegistryFailure>;

function faultsOf(body: string): RegistryFault[] {
  try {
    const { errors } = JSON.parse(body) as { errors?: RegistryFault[] };
    return Array.isArray(errors) ? errors : [];
  } catch {
    return [];
  }
}

/** Reads a response that is not a success. */
export async function rejectionOf(
  { method, url, headers }: Request,
  response: Response,
  code: Rejection["code"] = "Rejected",
): Promise<Rejection> {
  const body = await response.text();
  const authorized = headers.has("authorization");
  return {
    code,
    method,
    url,
    status: response.status,
    faults: faultsOf(body),
    body,
    headers: response.headers,
    authorized,
  };
}

/** Makes the failed result of content whose digest is not the expected one. */
export const digestMismatch = (expected: string, actual: string) =>
  fail<RegistryFailure>({ code: "DigestMismatch", expected, actual });

const reasons: Readonly<Record<number, string>> = {
  400: "Bad Request",
  401: "Unauthorized",
  403: "Forbidden",
  404: "Not Found",
  405: "Method Not Allowed",
  429: "Too Many Requests",
  500: "Internal Server Error",
  501: "Not Implemented",
  503: "Service Unavailable",
};

/** Returns the reason phrase of a status as Go has it (net/http, StatusText); empty for an unknown one. */
export const reasonPhrase = (status: number): string => reasons[status] ?? "";

/** Returns a status with its reason phrase, as Go prints it. */
export const statusLine = (status: number): string => `${status} ${reasonPhrase(status)}`.trim();

/** Returns the status of a rejection; undefined for other failures. */
export const statusOf = (failure: RegistryFailure): number | undefined =>
  "status" in failure ? failure.status : undefined;
