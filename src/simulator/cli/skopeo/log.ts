import { FileError } from "../file-system.ts";
import { ExitError, type Call, type Explanation } from "../program.ts";
import type { RegistryFailure, Rejection } from "../../registry-client/failure.ts";
import { contentDamaged, registryNotResolved } from "../registry/fault-explanations.ts";

type Level = "info" | "warning" | "error" | "fatal";

/** How logrus pads a message before its fields on a terminal. */
const messageWidth = 44;

const plain = /^[A-Za-z0-9\-._/@^+]+$/;
const value = (text: string): string => (plain.test(text) ? text : JSON.stringify(text));

/** What skopeo reports, as logrus words it: short on a terminal, `time=… level=… msg=…` in a pipe. */
export class Log {
  private readonly start: number;

  constructor(private readonly call: Call) {
    this.start = call.machine.now();
  }

  line(level: Level, message: string, fields: Readonly<Record<string, string>> = {}): string {
    const { live, machine } = this.call;
    const pairs = Object.keys(fields)
      .sort()
      .map((key) => `${key}=${value(fields[key] ?? "")}`);
    if (!live) {
      const time = `${new Date(machine.now()).toISOString().slice(0, 19)}Z`;
      return [`time=${JSON.stringify(time)}`, `level=${level}`, `msg=${value(message)}`, ...pairs].join(" ");
    }
    const seconds = Math.floor((machine.now() - this.start) / 1000);
    const head = `${level.slice(0, 4).toUpperCase()}[${String(seconds).padStart(4, "0")}]`;
    return pairs.length === 0 ? `${head} ${message}` : `${head} ${message.padEnd(messageWidth)} ${pairs.join(" ")}`;
  }

  info(message: string, fields: Readonly<Record<string, string>> = {}): void {
    this.call.err(`${this.line("info", message, fields)}\n`);
  }

  warning(message: string): void {
    this.call.err(`${this.line("warning", message)}\n`);
  }

  error(message: string, fields: Readonly<Record<string, string>> = {}): void {
    this.call.err(`${this.line("error", message, fields)}\n`);
  }
}

/** Something went wrong with an image; skopeo's main function makes the last line of it. */
export class ImageError extends Error {
  constructor(
    message: string,
    readonly explanation?: Explanation,
    /** 2 when there is no such image, else 1 (skopeo, cmd/skopeo/main.go). */
    readonly exitCode = 1,
  ) {
    super(message);
  }

  /** The same with what was being done before it. */
  within(doing: string): ImageError {
    return new ImageError(`${doing}: ${this.message}`, this.explanation, this.exitCode);
  }
}

/** Ends skopeo with its fatal line. */
export const fatal = (log: Log, { message, explanation, exitCode }: ImageError): ExitError =>
  new ExitError(exitCode, log.line("fatal", message), explanation);

/** Messages that stand for themselves, without the name of their code (containers/image, docker/errors.go). */
const standard = new Set([
  "manifest unknown",
  "requested access to the resource is denied",
  "authentication required",
  "blob unknown to registry",
  "repository name not known to registry",
]);

function rejectionText({ status, faults: [first], body }: Rejection): string {
  if (status === 429) return "too many requests to registry";
  if (!first) return `StatusCode: ${status}, ${JSON.stringify(body.length > 50 ? `${body.slice(0, 50)}...` : body)}`;
  const own = standard.has(first.message)
    ? first.message
    : `${first.code.toLowerCase().replaceAll("_", " ")}: ${first.message}`;
  return status === 401 ? `unable to retrieve auth token: invalid username/password: ${own}` : own;
}

/** Words a failure at a registry as skopeo does. */
export function registryError(call: Call, failure: RegistryFailure, signedIn: boolean): ImageError {
  if (failure.code === "Unreachable") {
    const { hostname, code } = failure.error;
    const why = code === "ECONNREFUSED" ? "connect: connection refused" : `lookup ${hostname}: no such host`;
    return new ImageError(
      `pinging container registry ${hostname}: Get "https://${hostname}/v2/": dial tcp: ${why}`,
      registryNotResolved(call.machine, hostname),
    );
  }
  if (failure.code === "DigestMismatch") {
    return new ImageError(`Digest did not match, expected ${failure.expected}, got ${failure.actual}`, contentDamaged);
  }
  const host = new URL(failure.url).hostname;
  const unknown = failure.faults[0]?.code === "MANIFEST_UNKNOWN";
  const explanation: Explanation | undefined =
    failure.status === 401 && !signedIn
      ? {
          code: "NotSignedIn",
          text: `skopeo has no credentials for ${host}.`,
          next: `\`az acr login --name ${host.split(".")[0] ?? host}\`, or \`skopeo login ${host}\``,
        }
      : undefined;
  return new ImageError(rejectionText(failure), explanation, unknown ? 2 : 1);
}

/** Turns what files throw into skopeo's words; a bug is thrown on. */
export function imageError(error: unknown): ImageError {
  if (error instanceof ImageError) return error;
  if (!(error instanceof FileError)) throw error;
  return new ImageError(`open ${error.path}: ${error.reason.toLowerCase()}`, {
    code: "FileNotFound",
    text: `${error.path} cannot be used: ${error.reason.toLowerCase()}.`,
  });
}
