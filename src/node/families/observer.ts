import type { Profile } from "../../assessment/item.ts";
import type { Outcome } from "../../content/build/families/family-language.ts";
import { readProbe, readSetup, type EnvironmentSteps, type ProbeStep } from "../../content/setup-steps.ts";
import type { Surface } from "../../simulator/cli/az/surface.ts";
import { historyFile } from "../../simulator/cli/create-machine.ts";
import type { Session } from "../../simulator/cli/session.ts";
import { createSimulator } from "../../simulator/create-simulator.ts";
import type { GoalSource, TraceCommand, TraceRequest } from "../../simulator/goals/goal-source.ts";
import { traceRequest } from "../../simulator/goals/trace.ts";
import { syntheticBlobs } from "../../simulator/images/bulk-layers.ts";
import type { SimulatorFacts } from "../../simulator/registry/facts.ts";
import { Rules } from "../../simulator/registry/rules.ts";
import { putFault } from "../../simulator/registry/put-fault.ts";
import { findPlace, originOf } from "../../simulator/places.ts";
import type { Simulator } from "../../simulator/simulator.ts";
import { startShell } from "../../simulator/start-shell.ts";
import { MemoryBlobStore } from "../../simulator/world/memory-blob-store.ts";
import { newWorld } from "../../simulator/world/new-world.ts";
import { ok } from "../../simulator/world/result.ts";
import type { Fault } from "../../simulator/world/service-tables.ts";
import type { World } from "../../simulator/world/world.ts";
import { nodeHash } from "../node-hash.ts";

/** Where commands come from unless a setup says otherwise. */
const laptop = "laptop";

/** What every environment is made with. */
export interface ObserverParts {
  facts: SimulatorFacts;
  surface: Surface;
  startFiles: Readonly<Record<string, string>>;
  profile: Profile;
}

/** An environment at one moment, and the bytes of its blobs. */
interface Moment {
  world: World;
  blobs: MemoryBlobStore;
}

/** A setup has a command that fails. */
export class SetupFailed extends Error {}

interface Ran {
  simulator: Simulator;
  commands: TraceCommand[];
  requests: TraceRequest[];
}

/**
 * Builds environments from command lines and tries things in copies of them, through the learner's shell. What was built once
 * is not built again: setups that begin with the same lines share them.
 */
export class Observer {
  private readonly built = new Map<string, Promise<Moment>>();
  private readonly tried = new Map<string, Promise<{ source: GoalSource; outcome: Outcome }>>();
  /** Command lines that were run. */
  commands = 0;

  constructor(private readonly parts: ObserverParts) {}

  /** An empty environment, for conditions that only ask about parameters and limits. */
  get nothing(): GoalSource {
    const world = newWorld({ profile: this.parts.profile, seed: 1 });
    return { world, rules: new Rules(this.parts.facts, this.parts.profile) };
  }

  /** Continues from a moment; what happens there doesn't change the moment. */
  private fork({ world, blobs }: Moment): { simulator: Simulator; session: Session; blobs: MemoryBlobStore } {
    const { facts, surface, startFiles } = this.parts;
    const own = new MemoryBlobStore(nodeHash, blobs);
    const simulator = createSimulator({ facts, world, hash: nodeHash, blobs: own });
    return { simulator, session: startShell(simulator, { surface, startFiles }), blobs: own };
  }

  private async run(session: Session, line: string): Promise<TraceCommand & { output: string; error: string }> {
    this.commands++;
    let [output, error] = ["", ""];
    const { exitCode } = await session.execute(line, {
      out: (text) => (output += typeof text === "string" ? text : new TextDecoder().decode(text)),
      err: (text) => (error += text),
      signal: new AbortController().signal,
    });
    return { line, exitCode, output, error };
  }

  private async build(lines: readonly string[], { mayFail, faults }: EnvironmentSteps): Promise<Moment> {
    const last = lines.at(-1);
    if (last === undefined) {
      const world = newWorld({ profile: this.parts.profile, seed: 1 });
      return { world, blobs: new MemoryBlobStore(nodeHash, syntheticBlobs) };
    }
    const before = await this.moment(lines.slice(0, -1), { commands: [], mayFail, faults: [] });
    const { simulator, session, blobs } = this.fork(before);
    const { exitCode, error } = await this.run(session, last);
    if (exitCode !== 0 && !mayFail.includes(last)) throw new SetupFailed(`\`${last}\` fails: ${error.trim()}`);
    simulator.transact((draft) => {
      draft.remove("file", historyFile);
      return ok(null);
    });
    for (const fault of faults) {
      simulator.transact((draft) => ok(putFault(draft, simulator.rules(), fault as Pick<Fault, "kind" | "target">)));
    }
    return { world: simulator.world, blobs };
  }

  private moment(lines: readonly string[], steps: EnvironmentSteps): Promise<Moment> {
    const key = JSON.stringify([lines, steps.mayFail.filter((line) => lines.includes(line)), steps.faults]);
    const found = this.built.get(key) ?? this.build(lines, steps);
    this.built.set(key, found);
    return found;
  }

  /** Returns the environment that a setup builds, for expressions. Throws SetupFailed when a command fails that shouldn't. */
  async environment(setup: string): Promise<GoalSource> {
    const steps = readSetup(setup);
    const { simulator, blobs } = this.fork(await this.moment(steps.commands, steps));
    return { world: simulator.world, rules: simulator.rules(), blobs };
  }

  /** Runs steps in a copy of the environment. The outcome is that of the last command, or of the first that failed. */
  private async attempt(setup: string, run: readonly ProbeStep[]): Promise<{ source: GoalSource; outcome: Outcome }> {
    const steps = readSetup(setup);
    const { simulator, session, blobs } = this.fork(await this.moment(steps.commands, steps));
    const start = simulator.world;
    const trace: Ran = { simulator, commands: [], requests: [] };
    let failure: { status: number; code: string } | undefined;
    const stop = simulator.onExchange((exchange) => {
      const request = traceRequest(exchange);
      trace.requests.push(request);
      const { refusal } = exchange.trace;
      if (refusal) failure = { status: request.status, code: refusal.code };
      else if (request.status >= 400) failure = { status: request.status, code: "" };
    });
    let last = { exitCode: 0, output: "", error: "" };
    // Setups run as the sandbox makes its environments; what is tried is typed at a place, as in the sandbox.
    for (const step of [{ at: steps.at ?? laptop }, ...run]) {
      if ("at" in step) {
        const place = findPlace(simulator.world, step.at);
        if (!place) throw new SetupFailed(`no place is called ${step.at}`);
        session.origin = originOf(simulator.world, place.id);
        continue;
      }
      const line = step.command;
      failure = undefined;
      const ran = await this.run(session, line);
      last = ran;
      trace.commands.push({ line, exitCode: ran.exitCode, output: ran.output + ran.error });
      if (ran.exitCode !== 0) break;
    }
    stop();
    const failed = last.exitCode !== 0;
    return {
      source: {
        world: simulator.world,
        start,
        rules: simulator.rules(),
        blobs,
        trace: { commands: trace.commands, requests: trace.requests },
      },
      outcome: {
        ok: !failed,
        exitCode: last.exitCode,
        status: failed ? (failure?.status ?? 0) : 0,
        code: failed ? (failure?.code ?? "") : "",
        output: last.output,
        error: last.error,
        requests: trace.requests.length,
      },
    };
  }

  /** Runs a probe, one command per line, and returns what came of it and the environment after it. */
  probe(setup: string, run: string): Promise<{ source: GoalSource; outcome: Outcome }> {
    const steps = readProbe(run);
    const key = JSON.stringify([setup, steps]);
    const found = this.tried.get(key) ?? this.attempt(setup, steps);
    this.tried.set(key, found);
    return found;
  }
}
