import type { Profile } from "../assessment/item.ts";
import { succeed, type Problem } from "../assignment/outcome.ts";
import type { Transcript } from "../assignment/walkthrough-points.ts";
import type { Walkthrough } from "../content/content.ts";
import type { SandboxClient } from "../sandbox/client.ts";
import type { WorldEntry } from "../sandbox/world-entry.ts";

/** Returns the environment in which a walkthrough is done for an assignment: at the level that shows no commands. */
export const assignedEnvironment = (environments: readonly WorldEntry[], walkthrough: string): WorldEntry | undefined =>
  environments.find(({ lesson }) => lesson?.walkthrough === walkthrough && lesson.level === "alone");

/** Why the commands of a walkthrough can't be submitted; the message says what the learner can do. */
export interface WayProblem extends Problem<"cannotShare"> {
  walkthrough: string;
  title: string;
}

/** What the sandbox says for its own links; a submission can't be exported. */
const linkAdvice = " Export it as a file instead.";

/**
 * Reads what was done in walkthroughs, from their environments on this device. Those that weren't begun are left out. An environment
 * that is open in another tab is taken over.
 */
export async function readWays(
  sandbox: Pick<SandboxClient, "request">,
  walkthroughs: readonly Pick<Walkthrough, "id" | "title" | "start">[],
  profile: Profile,
): Promise<{ ok: true; value: Transcript[] } | { ok: false; error: WayProblem }> {
  const environments = await sandbox.request("worlds", null);
  const transcripts: Transcript[] = [];
  for (const { id, title, start } of walkthroughs) {
    const environment = assignedEnvironment(environments, id);
    if (!environment || environment.commands === 0) continue;
    const { name } = environment;
    // oxlint-disable no-await-in-loop -- One environment is open at a time.
    await sandbox.request("openLesson", {
      walkthrough: id,
      level: "alone",
      template: start,
      name,
      profile,
      take: true,
    });
    const shared = await sandbox.request("share", null);
    // oxlint-enable no-await-in-loop
    if ("refused" in shared) {
      const message = shared.refused.replace(linkAdvice, "");
      return { ok: false, error: { code: "cannotShare", message, walkthrough: id, title } };
    }
    transcripts.push({ walkthrough: id, way: shared.payload });
  }
  await sandbox.request("close", null);
  return succeed(transcripts);
}
