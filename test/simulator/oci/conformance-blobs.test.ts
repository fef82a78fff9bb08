import { describe, expect, it } from "vitest";
import { diffWorlds } from "../../../src/simulator/world/diff.ts";
import { bytesOf, digest } from "../../support/images.ts";
import { aClient, outcome } from "./registry-client.ts";

const repository = "conformance/blobs";
const uploads = `/v2/${repository}/blobs/uploads/`;
const content = Array.from({ length: 3072 }, (_, at) => String.fromCharCode(97 + (at % 26))).join("");
const thirds = [content.slice(0, 1024), content.slice(1024, 2048), content.slice(2048)] as const;
const chunk = (start: number, text: string) => ({
  body: text,
  headers: { "Content-Range": `${start}-${start + text.length - 1}`, "Content-Type": "application/octet-stream" },
});
const at = (response: Response): string => response.headers.get("location") ?? "";

describe.each(["sha256", "sha512"] as const)("blobs by %s", (algorithm) => {
  const name = digest(content, algorithm);
  const blob = `/v2/${repository}/blobs/${name}`;
  const expectKept = async (client: ReturnType<typeof aClient>, closed: Response) => {
    expect(await outcome(closed)).toBe("201");
    expect(closed.headers.get("docker-content-digest")).toBe(name);
    const got = await client.send("GET", at(closed));
    expect(await got.text()).toBe(content);
  };

  it("return 404 before they are pushed", async () => {
    const client = aClient();
    expect(await outcome(await client.send("GET", blob))).toBe("404 BLOB_UNKNOWN");
    const headed = await client.send("HEAD", blob);
    expect([headed.status, await headed.text()]).toEqual([404, ""]);
  });

  it("are pushed with one POST", async () => {
    const client = aClient();
    await expectKept(client, await client.send("POST", `${uploads}?digest=${name}`, { body: content }));
  });

  it("are pushed with a POST and a PUT, also when the POST names the algorithm", async () => {
    for (const query of ["", `?digest-algorithm=${algorithm}`]) {
      const client = aClient();
      const opened = await client.send("POST", uploads + query);
      expect(opened.status).toBe(202);
      expect(opened.headers.get("docker-upload-uuid")).toMatch(/^[0-9a-f-]{36}$/);
      await expectKept(client, await client.send("PUT", `${at(opened)}?digest=${name}`, { body: content }));
    }
  });

  it("are pushed in one chunk, in three, and with the last one in the PUT", async () => {
    for (const chunks of [[content], thirds, thirds.slice(0, 2)]) {
      const client = aClient();
      let session = await client.send("POST", uploads);
      let sent = 0;
      for (const part of chunks) {
        session = await client.send("PATCH", at(session), chunk(sent, part));
        sent += part.length;
        expect(session.status).toBe(202);
        expect(session.headers.get("range")).toBe(`0-${sent - 1}`);
      }
      const last = content.slice(sent);
      const closing = last === "" ? {} : chunk(sent, last);
      await expectKept(client, await client.send("PUT", `${at(session)}?digest=${name}`, closing));
    }
  });

  it("are pushed as a stream without a range", async () => {
    const client = aClient();
    const opened = await client.send("POST", uploads);
    const stream = new ReadableStream({
      start(controller) {
        for (const part of thirds) controller.enqueue(bytesOf(part));
        controller.close();
      },
    });
    const streamed = await client.send("PATCH", at(opened), { body: stream });
    expect(streamed.headers.get("range")).toBe(`0-${content.length - 1}`);
    await expectKept(client, await client.send("PUT", `${at(streamed)}?digest=${name}`));
  });

  it("reject a chunk out of order, report the current offset, and continue from there", async () => {
    const client = aClient();
    const opened = await client.send("POST", uploads);
    expect((await client.send("PATCH", at(opened), chunk(1024, thirds[1]))).status).toBe(416);
    const first = await client.send("PATCH", at(opened), chunk(0, thirds[0]));
    const before = client.simulator.world;
    expect((await client.send("PATCH", at(first), chunk(2048, thirds[2]))).status).toBe(416);
    expect((await client.send("PATCH", at(first), chunk(0, thirds[0]))).status).toBe(416);
    expect((await client.send("PUT", `${at(first)}?digest=${name}`, chunk(2048, thirds[2]))).status).toBe(416);
    expect(diffWorlds(before, client.simulator.world)).toEqual([]);
    const status = await client.send("GET", at(first));
    expect([status.status, status.headers.get("range")]).toEqual([204, "0-1023"]);
    const second = await client.send("PATCH", at(status), chunk(1024, thirds[1]));
    await expectKept(client, await client.send("PUT", `${at(second)}?digest=${name}`, chunk(2048, thirds[2])));
  });

  it("are mounted from another repository, from anywhere, and fall back to a session when they are missing", async () => {
    const client = aClient();
    await client.pushBlob("elsewhere", content, algorithm);
    const mounted = await client.send("POST", `${uploads}?mount=${name}&from=elsewhere`);
    await expectKept(client, mounted);
    const anonymous = await client.send("POST", `/v2/third/blobs/uploads/?mount=${name}`);
    expect(at(anonymous)).toBe(`/v2/third/blobs/${name}`);
    const used = client.simulator.world.get("usage", "contoso")?.bytes;
    expect(used).toBe(content.length);
    for (const query of [`mount=${digest("missing", algorithm)}&from=elsewhere`, `mount=${name}&from=nowhere`]) {
      const opened = await client.send("POST", `/v2/fourth/blobs/uploads/?${query}`);
      expect(opened.status).toBe(202);
      const closed = await client.send("PUT", `${at(opened)}?digest=${name}`, { body: content });
      expect(closed.status).toBe(201);
    }
  });

  it("may be empty, may be `{}`, may be pushed again and be deleted once", async () => {
    const client = aClient();
    for (const small of ["", "{}", "{}"]) {
      const pushed = await client.pushBlob(repository, small, algorithm);
      const got = await client.send("GET", `/v2/${repository}/blobs/${pushed}`);
      expect([got.headers.get("content-length"), await got.text()]).toEqual([String(small.length), small]);
    }
    const path = `/v2/${repository}/blobs/${digest("{}", algorithm)}`;
    expect((await client.send("DELETE", path)).status).toBe(202);
    expect(await outcome(await client.send("DELETE", path))).toBe("404 BLOB_UNKNOWN");
  });

  it("are rejected in every form of upload when their digest doesn't match, and leave nothing behind", async () => {
    const wrong = digest("something else", algorithm);
    const client = aClient();
    const before = client.simulator.world;
    expect(await outcome(await client.send("POST", `${uploads}?digest=${wrong}`, { body: content }))).toBe(
      "400 DIGEST_INVALID",
    );
    expect(diffWorlds(before, client.simulator.world)).toEqual([]);
    const opened = await client.send("POST", uploads);
    expect(await outcome(await client.send("PUT", `${at(opened)}?digest=${wrong}`, { body: content }))).toBe(
      "400 DIGEST_INVALID",
    );
    const patched = await client.send("PATCH", at(opened), { body: content });
    expect(await outcome(await client.send("PUT", `${at(patched)}?digest=${wrong}`))).toBe("400 DIGEST_INVALID");
    expect((await client.send("HEAD", `/v2/${repository}/blobs/${wrong}`)).status).toBe(404);
    await expectKept(client, await client.send("PUT", `${at(patched)}?digest=${name}`));
  });
});

describe("an upload session", () => {
  it("is gone after it was canceled or closed, and belongs to its repository", async () => {
    const client = aClient();
    const opened = await client.send("POST", uploads);
    const foreign = at(opened).replace(repository, "another");
    expect(await outcome(await client.send("GET", foreign))).toBe("404 BLOB_UPLOAD_UNKNOWN");
    expect((await client.send("DELETE", at(opened))).status).toBe(204);
    for (const method of ["GET", "PATCH", "DELETE"]) {
      expect(await outcome(await client.send(method, at(opened)))).toBe("404 BLOB_UPLOAD_UNKNOWN");
    }
  });

  it("is forgotten after a day", async () => {
    const client = aClient();
    const opened = await client.send("POST", uploads);
    await client.simulator.advance(25 * 60 * 60_000);
    expect(await outcome(await client.send("GET", at(opened)))).toBe("404 BLOB_UPLOAD_UNKNOWN");
  });

  it("keeps what it had when a body breaks off or is not as long as it says", async () => {
    const client = aClient();
    const opened = await client.send("POST", uploads);
    const first = await client.send("PATCH", at(opened), chunk(0, thirds[0]));
    const before = client.simulator.world;
    const broken = new ReadableStream({
      start: (controller) => controller.enqueue(bytesOf("half of")),
      pull: (controller) => controller.error(new Error("connection reset")),
    });
    expect(await outcome(await client.send("PATCH", at(first), { body: broken }))).toBe("400 BLOB_UPLOAD_INVALID");
    const short = { body: "abc", headers: { "Content-Range": "1024-2047" } };
    expect(await outcome(await client.send("PATCH", at(first), short))).toBe("400 SIZE_INVALID");
    expect(diffWorlds(before, client.simulator.world)).toEqual([]);
    await client.send("PATCH", at(first), chunk(1024, thirds[1] + thirds[2]));
    expect((await client.send("PUT", `${at(first)}?digest=${digest(content)}`)).status).toBe(201);
  });
});

describe("a part of a blob", () => {
  const size = content.length;
  it.each([
    ["bytes=0-99", 206, 0, 100],
    ["bytes=100-199", 206, 100, 200],
    ["bytes=1024-", 206, 1024, size],
    ["bytes=-10", 206, size - 10, size],
    [`bytes=3000-${size + 500}`, 206, 3000, size],
    [`bytes=0-${size - 1}`, 206, 0, size],
  ] as const)("%s answers %i", async (range, status, start, end) => {
    const client = aClient();
    const name = await client.pushBlob(repository, content);
    const got = await client.send("GET", `/v2/${repository}/blobs/${name}`, { headers: { Range: range } });
    expect(got.status).toBe(status);
    expect(got.headers.get("content-range")).toBe(`bytes ${start}-${end - 1}/${size}`);
    expect(got.headers.get("content-length")).toBe(String(end - start));
    expect(await got.text()).toBe(content.slice(start, end));
  });

  it("gets 416 for a range past the end or with its ends swapped, and the whole blob for a form it doesn't know", async () => {
    const client = aClient();
    const name = await client.pushBlob(repository, content);
    const path = `/v2/${repository}/blobs/${name}`;
    // docker-registry 2.8.2 answers each of these with 416.
    for (const Range of [`bytes=${size}-`, "bytes=500-0", "bytes=9-3"]) {
      const rejected = await client.send("GET", path, { headers: { Range } });
      expect([rejected.status, rejected.headers.get("content-range")]).toEqual([416, `bytes */${size}`]);
    }
    for (const Range of ["bytes=-", "lines=1-2", "bytes=x-y", "bytes=0-1,4-5"]) {
      const whole = await client.send("GET", path, { headers: { Range } });
      expect([whole.status, (await whole.text()).length]).toEqual([200, size]);
    }
  });
});
