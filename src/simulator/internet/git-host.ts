import * as v from "valibot";
import type { Cloud } from "../registry/cloud.ts";
import { enqueue, nextSerial, now } from "../world/clock.ts";
import { digestOf } from "../world/hash.ts";
import { ok } from "../world/result.ts";

/** Hosts that keep source repositories. */
export const gitHosts = new Set(["github.com"]);

const commitBody = v.object({
  branch: v.string(),
  /** Identity of the commit when a client made it; the host makes one otherwise. */
  id: v.optional(v.pipe(v.string(), v.regex(/^[0-9a-f]{40}$/))),
  message: v.optional(v.string(), "update"),
  author: v.optional(v.string(), "learner"),
  /** Text by path; null takes a file away. */
  files: v.record(v.string(), v.nullable(v.string())),
  /** Opens a pull request of this branch into another. */
  pullRequest: v.optional(v.object({ into: v.string(), title: v.string() })),
});

/**
 * The pretend git host. A repository comes to be with its first commit: `POST /OWNER/NAME/commits` with a branch and its
 * changed files. `GET /OWNER/NAME` shows it. Tasks that watch it hear of the push.
 */
export async function answerGitHost(cloud: Cloud, request: Request): Promise<Response> {
  const url = new URL(request.url);
  const [owner = "", name = "", action] = url.pathname.toLowerCase().split("/").filter(Boolean);
  const key = `${url.origin}/${owner}/${name.replace(/\.git$/, "")}`;
  if (request.method === "GET") {
    const repository = cloud.world().get("git", key);
    return repository ? Response.json(repository) : Response.json({ message: "Not Found" }, { status: 404 });
  }
  if (request.method !== "POST" || action !== "commits" || name === "") {
    return Response.json({ message: "Not Found" }, { status: 404 });
  }
  const read = v.safeParse(commitBody, await request.json().catch(() => undefined));
  if (!read.success) return Response.json({ message: "Problems parsing JSON" }, { status: 400 });
  const { branch, id: pullRequestId, message, author, files, pullRequest } = read.output;
  const made = cloud.transact((draft) => {
    const before = draft.get("git", key) ?? { branches: {}, commits: {}, pullRequests: [] };
    const parent = before.branches[branch] ?? (pullRequest && before.branches[pullRequest.into]) ?? null;
    const all = new Map(Object.entries(parent === null ? {} : (before.commits[parent]?.files ?? {})));
    for (const [path, text] of Object.entries(files)) {
      if (text === null) all.delete(path);
      else all.set(path, text);
    }
    const commit = { message, author, at: now(draft), parent, files: Object.fromEntries(all) };
    const bytes = new TextEncoder().encode(JSON.stringify([key, nextSerial(draft), commit]));
    const id = pullRequestId ?? digestOf(cloud.hash, bytes).slice(7, 47);
    const number = before.pullRequests.length + 1;
    draft.put("git", [key], {
      branches: { ...before.branches, [branch]: id },
      commits: { ...before.commits, [id]: commit },
      pullRequests: pullRequest
        ? [...before.pullRequests, { number, branch, into: pullRequest.into, title: pullRequest.title }]
        : before.pullRequests,
    });
    enqueue(draft, "git.pushed", { url: key, branch, commit: id, kind: "commit" });
    if (pullRequest) {
      enqueue(draft, "git.pushed", { url: key, branch: pullRequest.into, commit: id, kind: "pullrequest" });
    }
    return ok(id);
  });
  return made.ok ? Response.json({ sha: made.value }, { status: 201 }) : Response.json({}, { status: 500 });
}
