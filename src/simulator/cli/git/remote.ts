import { NetworkError } from "../../world/network-error.ts";
import type { Machine } from "../machine.ts";
import { ExitError } from "../program.ts";
import type { Commit, Repository } from "./repository.ts";

interface RemoteRepository {
  branches: Record<string, string>;
  commits: Record<string, Omit<Commit, "id">>;
}

async function send(machine: Machine, request: Request): Promise<Response> {
  try {
    return await machine.send(request);
  } catch (error) {
    if (!(error instanceof NetworkError)) throw error;
    throw new ExitError(128, `fatal: unable to access '${request.url}/': Could not resolve host: ${error.hostname}`, {
      code: "NameNotResolved",
      text: "The simulated network has one git host.",
      next: "Use an address like https://github.com/OWNER/NAME.git.",
    });
  }
}

/** Address of a repository at the git host. Paths and the short form of ssh are rejected, because they lead nowhere. */
function base(address: string): string {
  if (/^https?:\/\/[^\s/]+\//.test(address) && URL.canParse(address)) {
    return address.replace(/\.git$/, "").replace(/\/$/, "");
  }
  throw new ExitError(128, `fatal: repository '${address}' does not exist`, {
    code: "NoRemoteRepository",
    text: "Here git reaches repositories only over HTTPS.",
    next: "Use an address like https://github.com/OWNER/NAME.git.",
  });
}

/**
 * Returns what the git host has under an address; undefined when it has no such repository. Throws ExitError with git's words for an
 * address that isn't HTTP or a host that can't be reached.
 */
export async function readRemote(machine: Machine, address: string): Promise<RemoteRepository | undefined> {
  const response = await send(machine, new Request(base(address)));
  return response.ok ? ((await response.json()) as RemoteRepository) : undefined;
}

/**
 * Sends commits to a branch of `origin` on the git host, the oldest first. Throws ExitError with git's words when the host rejects one;
 * those before it stay there.
 */
export async function pushCommits(
  machine: Machine,
  repository: Repository,
  branch: string,
  commits: readonly Commit[],
) {
  for (const { id, parent, message, author, files } of commits) {
    const before = repository.state.commits[parent ?? ""]?.files ?? {};
    const gone = Object.keys(before).filter((path) => files[path] === undefined);
    const body = {
      id,
      branch,
      message,
      author,
      files: { ...files, ...Object.fromEntries(gone.map((path) => [path, null])) },
    };
    const request = new Request(`${base(repository.state.origin ?? "")}/commits`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(body),
    });
    const response = await send(machine, request);
    if (!response.ok) {
      throw new ExitError(
        128,
        `fatal: unable to access '${repository.state.origin}/': The requested URL returned error: ${response.status}`,
      );
    }
  }
}

/** Adds the host's commits to a repository, and notes the commit of each of its branches. It doesn't save the repository. */
export function takeOver(repository: Repository, remote: RemoteRepository): void {
  for (const [id, commit] of Object.entries(remote.commits)) repository.state.commits[id] = { id, ...commit };
  Object.assign(repository.state.remotes, remote.branches);
}
