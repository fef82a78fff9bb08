import { errorText } from "../assessment/error-text.ts";
import type { Replay, Transcript } from "../assignment/walkthrough-points.ts";
import type { SandboxClient } from "../sandbox/client.ts";

/** Repeats the commands of walkthroughs. */
export interface Replayer {
  replay(transcript: Transcript): Promise<Replay>;
  /** Ends the simulator. */
  end(): void;
}

/** What repeating needs. */
export interface ReplayerParts {
  startSandbox(): Promise<Pick<SandboxClient, "request" | "end">>;
  /** Returns the template of the environment that a walkthrough starts in; undefined when there is no such walkthrough. */
  templateOf(walkthrough: string): Promise<string | undefined>;
  /** Milliseconds that a replay may take: somebody else wrote the commands. */
  limit: number;
}

const tooLong = Symbol("too long");

/** Creates what repeats the commands of walkthroughs in a simulator, which starts with the first one. */
export function createReplayer({ startSandbox, templateOf, limit }: ReplayerParts): Replayer {
  let starting: ReturnType<ReplayerParts["startSandbox"]> | undefined;
  const end = () => {
    // The replay that waits for a simulator reports that it didn't start; there is nothing to end.
    starting?.then(
      (sandbox) => sandbox.end(),
      () => undefined,
    );
    starting = undefined;
  };
  const replay = async ({ walkthrough, way }: Transcript): Promise<Replay> => {
    const template = await templateOf(walkthrough);
    if (template === undefined) {
      return {
        kind: "failed",
        reason: `This version of Drydock doesn’t have the walkthrough ${walkthrough}. Update it.`,
      };
    }
    const sandbox = await (starting ??= startSandbox());
    let timer: ReturnType<typeof setTimeout> | undefined;
    const overtime = new Promise<typeof tooLong>((resolve) => {
      timer = setTimeout(() => resolve(tooLong), limit);
    });
    const asked = sandbox.request("gradeLesson", { walkthrough, template, payload: way });
    const answer = await Promise.race([asked, overtime]).finally(() => clearTimeout(timer));
    if (answer === tooLong) {
      asked.catch(() => undefined);
      // A simulator that is busy answers nothing else.
      end();
      return { kind: "rejected", reason: `Repeating the commands took longer than ${limit / 1000} seconds.` };
    }
    if ("refused" in answer) return { kind: "rejected", reason: answer.refused };
    return { kind: "graded", done: answer.done.length, of: answer.of };
  };
  return {
    replay: (transcript) =>
      replay(transcript).catch((error: unknown): Replay => {
        end();
        return { kind: "failed", reason: errorText(error) };
      }),
    end,
  };
}
