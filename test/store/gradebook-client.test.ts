import { expect, it } from "vitest";
import { gradingClient, type GradingWorker } from "../../src/store/gradebook-client.ts";

/** A worker that answers nothing, and fails when it's told to. */
function aWorker() {
  const target = new EventTarget();
  const asked: unknown[] = [];
  const worker: GradingWorker = {
    addEventListener: target.addEventListener.bind(target),
    postMessage: (message: unknown) => void asked.push(message),
    terminate: () => {},
  };
  return {
    worker,
    asked,
    fail: () => target.dispatchEvent(Object.assign(new Event("error"), { message: "no memory" })),
  };
}

it("rejects the requests that a failed worker left, and everything after that, and says what to do", async () => {
  const { worker, asked, fail } = aWorker();
  const client = gradingClient(worker);
  const waiting = client.signals([]);
  fail();
  await expect(waiting).rejects.toThrow(/no memory.*Reload the page/);
  await expect(client.grade([])).rejects.toThrow(/Reload the page/);
  client.cancel();
  expect(asked).toHaveLength(1);
});
