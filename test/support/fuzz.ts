import { expect } from "vitest";
import { diffWorlds, type RowChange } from "../../src/simulator/world/diff.ts";
import { patience } from "./patience.ts";
import { loadedPrograms } from "./programs.ts";
import { linesOf, mutated, randomNumbers } from "./lines.ts";
import { aShell } from "./shell.ts";

/** Lines after which a new world is created. */
const renewal = 250;

/** Rows that a line may change although it failed; a file by its path. */
const ownBooks = new Set([
  // Waiting for an operation or before a retry takes virtual time.
  "now",
  // The exit status and the number of lines.
  "shell",
  // The shell stores every line that was typed.
  "file /home/learner/.bash_history",
  // az stores the token that it got before the service rejected the request.
  "file /home/learner/.azure/msal_token_cache.json",
]);

const isOwnBook = ({ table, segments }: RowChange): boolean =>
  ownBooks.has(table === "file" ? `file ${segments.join(" ")}` : table);

/** A line that is one command: no shell syntax that could make it several. */
const isSingle = (line: string): boolean => !/[|;&<>()$`\n#!{}]/.test(line);

/** Commands that do several things and may have done some of them when they fail. */
const doesSeveral =
  /^(kubectl (apply|create|delete)|docker (push|build|buildx|trust|manifest|rmi|image rm|rm)|az (acr (build|run|task run|pack|import|token create|connected-registry)|aks|ad sp|login|account|configure|config)|oras (cp|copy|push|attach)|skopeo|helm push|notation sign|git|curl|rm|cp|mv|mkdir|tee|xargs)\b/;

const withTimeout = async <T>(work: Promise<T>, line: string): Promise<T> => {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error(`no end in ${patience} ms: ${line}`)), patience);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
};

async function prepared() {
  const shell = aShell({ seed: 5, startFiles: true });
  await shell.runAll(
    "az group create -n shop -l westeurope",
    "az acr create -n contoso -g shop --sku Premium --admin-enabled true",
    "az acr login -n contoso",
    "docker pull nginx:1.25",
    "docker tag nginx:1.25 contoso.azurecr.io/web:v1",
    "docker push contoso.azurecr.io/web:v1",
    "az acr token create -n reader -r contoso --scope-map _repositories_pull",
    "az acr webhook create -n hook1 -r contoso --uri https://hooks.example/x --actions push",
  );
  return { shell, start: shell.simulator.world };
}

/**
 * Runs `count` random and mutated command lines, the same for the same seed: each ends, none is a fault of ours, and one that
 * fails changes nothing.
 */
export async function expectSoundLines(seed: number, count: number): Promise<void> {
  const known = linesOf(await loadedPrograms());
  expect(known.length).toBeGreaterThan(500);
  const random = randomNumbers(seed);
  const { shell, start } = await prepared();
  expect(start.get("tag", "contoso", "web", "v1")).toBeDefined();
  const unhandled: unknown[] = [];
  const note = (reason: unknown) => unhandled.push(reason);
  process.on("unhandledRejection", note);
  const wrong: string[] = [];
  for (let done = 0; done < count; done++) {
    if (done % renewal === 0) shell.simulator.moveTo(start);
    const base = known[Math.floor(random() * known.length)] ?? "";
    const line = random() < 0.1 ? base : mutated(base, random);
    const before = shell.simulator.world;
    const ran = await withTimeout(shell.run(line, random() < 0.5 ? { answers: ["n", "y"] } : {}), line);
    if (ran.bug !== undefined) wrong.push(`fault: ${JSON.stringify(line)}: ${String(ran.bug)}`);
    if (ran.exitCode === 0 || !isSingle(line) || doesSeveral.test(line.trim())) continue;
    const changed = diffWorlds(before, shell.simulator.world).filter((row) => !isOwnBook(row));
    if (changed.length > 0) {
      const rows = changed.slice(0, 3).map(({ table, segments }) => [table, ...segments].join(" "));
      wrong.push(`exit ${ran.exitCode} and changed ${rows.join(", ")}: ${JSON.stringify(line)}`);
    }
  }
  process.off("unhandledRejection", note);
  expect(wrong).toEqual([]);
  expect(unhandled).toEqual([]);
}
