import { afterEach, expect, it, vi } from "vitest";
import { randomId } from "../../src/progress/random-id.ts";

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

afterEach(() => vi.unstubAllGlobals());

it("is a UUID of version 4, also at addresses without https", () => {
  expect(randomId()).toMatch(uuid);
  const real = globalThis.crypto;
  vi.stubGlobal("crypto", { getRandomValues: (bytes: Uint8Array<ArrayBuffer>) => real.getRandomValues(bytes) });
  const made = Array.from({ length: 50 }, () => randomId());
  for (const id of made) expect(id).toMatch(uuid);
  expect(new Set(made).size).toBe(50);
});
