import { describe, expect, it } from "vitest";
import { linesOf, runOf } from "./task-file-run.ts";

describe("a property of a step", () => {
  it.each<[string, string, string[]]>([
    [
      "env: the step's variables win over the file's, and a container sees them",
      "env: ['WHO=file,FROM=file']\nsteps:\n  - cmd: alpine sh -c 'echo $WHO $FROM'\n    env: [WHO=step]\n",
      ["step file"],
    ],
    [
      "env: outside single quotes a variable is one of the agent, which has none",
      'steps:\n  - cmd: alpine echo "<$WHO>"\n    env: [WHO=step]\n',
      ["<>"],
    ],
    [
      "entryPoint replaces that of the image, and its command too",
      "steps:\n  - cmd: hello-world from-here\n    entryPoint: echo\n",
      ["from-here"],
    ],
    [
      "entrypoint, which is no name of the format, is passed over",
      "steps:\n  - cmd: hello-world\n    entrypoint: echo\n",
      ["Hello from library/hello-world!"],
    ],
    [
      "detach: the id of the container is printed, and what becomes of it does not matter",
      "steps:\n  - cmd: alpine false\n    detach: true\n    keep: true\n",
      ["Successfully executed container: acb_step_0"],
    ],
    [
      "startDelay: the step waits before its first try",
      "steps:\n  - cmd: alpine true\n    startDelay: 7\n",
      [
        "Waiting 7 seconds before executing step ID: acb_step_0",
        "Step ID: acb_step_0 marked as successful (elapsed time in seconds: 2.000000)",
        "Run ID: cb1 was successful after 13s",
      ],
    ],
    [
      "pull: the image is pulled before the step",
      "steps:\n  - cmd: alpine true\n    pull: true\n",
      ["Step specified pull. Performing an explicit pull...", "Status: Downloaded newer image for alpine:latest"],
    ],
    [
      "repeat: the step is carried out that many times more",
      "steps:\n  - cmd: alpine echo again\n    repeat: 2\n",
      ["again", "again", "again"],
    ],
    [
      "ignoreErrors: the step counts as well done",
      "steps:\n  - cmd: alpine sh -c 'exit 3'\n    ignoreErrors: true\n  - cmd: alpine echo next\n",
      [
        "Container failed during run: acb_step_0. No retries remaining.",
        "Step ID: acb_step_0 encountered an error: exit status 3, but is set to ignore errors. Continuing...",
        "next",
        "Step ID: acb_step_0 marked as successful (elapsed time in seconds: 2.000000)",
      ],
    ],
  ])("%s", async (_, steps, expected) => {
    const run = await runOf(steps);
    expect(linesOf(run).filter((line) => expected.includes(line))).toEqual(expected);
    expect(run.status).toBe("Succeeded");
  });

  it.each<[string, string, string[]]>([
    [
      "retries and retryDelay: the step is tried again after the delay, and its exit code is told at last",
      "steps:\n  - cmd: alpine sh -c 'exit 70'\n    retries: 2\n    retryDelay: 9\n",
      [
        "Container failed during run: acb_step_0, waiting 9 seconds before retrying...",
        "Container failed during run: acb_step_0, waiting 9 seconds before retrying...",
        "Container failed during run: acb_step_0. No retries remaining.",
        "failed to run step ID: acb_step_0: exit status 70",
        "Run ID: cb1 failed after 28s. Error: failed during run, err: exit status 1",
      ],
    ],
    [
      "retries without a delay: five seconds",
      "steps:\n  - cmd: alpine false\n    retries: 1\n",
      ["Container failed during run: acb_step_0, waiting 5 seconds before retrying..."],
    ],
    [
      "timeout: the step ends at its time",
      "steps:\n  - cmd: alpine sleep 60\n    timeout: 20\n  - cmd: alpine echo never\n",
      [
        "Container failed during run: acb_step_0. No retries remaining.",
        "failed to run step ID: acb_step_0: context deadline exceeded",
        "Run ID: cb1 failed after 24s. Error: failed during run, err: exit status 1",
      ],
    ],
    [
      "stepTimeout: the time of every step that has none of its own",
      "stepTimeout: 5\nsteps:\n  - cmd: alpine sleep 60\n",
      ["failed to run step ID: acb_step_0: context deadline exceeded"],
    ],
    [
      "timeout is for all tries of a step together",
      "steps:\n  - cmd: alpine sh -c 'sleep 8; exit 1'\n    timeout: 12\n    retries: 1\n    retryDelay: 1\n",
      [
        "Container failed during run: acb_step_0, waiting 1 seconds before retrying...",
        "failed to run step ID: acb_step_0: context deadline exceeded",
        "Run ID: cb1 failed after 16s. Error: failed during run, err: exit status 1",
      ],
    ],
    [
      "an image that is not there",
      "steps:\n  - cmd: contoso.azurecr.io/none:1\n",
      [
        "Unable to find image 'contoso.azurecr.io/none:1' locally",
        "See 'docker run --help'.",
        "failed to run step ID: acb_step_0: exit status 125",
      ],
    ],
    [
      "an image to push that nothing built",
      "version: v1.1.0\nsteps:\n  - push: [$Registry/web:1]\n",
      [
        "Pushing image: contoso.azurecr.io/web:1, attempt 1",
        "Pushing image: contoso.azurecr.io/web:1, attempt 2",
        "Pushing image: contoso.azurecr.io/web:1, attempt 3",
        "failed to run step ID: acb_step_0: failed to push images successfully",
      ],
    ],
  ])("fails the run: %s", async (_, steps, expected) => {
    const run = await runOf(steps, 3);
    const all = linesOf(run).flatMap((line) => line.split("\n"));
    expect(all.filter((line) => expected.includes(line))).toEqual(expected);
    expect([run.status, run.error]).toEqual(["Failed", "failed during run, err: exit status 1"]);
    expect(all).not.toContain("never");
  });
});
