import { describe, expect, it } from "vitest";
import { laptop } from "../../support/simulator.ts";
import { aBuildRoom } from "../services/tasks/build-room.ts";

/** Uploads addresses and log addresses as the management plane gives them out, and sends requests to them. */
function aStorage() {
  const room = aBuildRoom();
  const { arm, path, origin, simulator } = room;
  const give = async (action: string, field: string): Promise<string> =>
    (await arm.send("POST", `${path}/${action}`, { origin })).body[field];
  const send = (url: string, init: RequestInit) => simulator.send(new Request(url, init), laptop);
  return { ...room, give, send };
}

describe("the storage account of Tasks", () => {
  it("joins an upload that comes in blocks, in the order of the list", async () => {
    const { give, send, simulator } = aStorage();
    const url = await give("listBuildSourceUploadUrl", "uploadUrl");
    for (const [id, body] of [
      ["QQ==", "second"],
      ["Qg==", "first "],
    ]) {
      const put = await send(`${url}&comp=block&blockid=${encodeURIComponent(id ?? "")}`, { method: "PUT", body });
      expect(put.status).toBe(201);
    }
    const list = "<BlockList><Latest>Qg==</Latest><Latest>QQ==</Latest></BlockList>";
    expect((await send(`${url}&comp=blocklist`, { method: "PUT", body: list })).status).toBe(201);
    const uploads = [...simulator.world.scan("sourceUpload")];
    expect(uploads).toHaveLength(1);
    expect(uploads[0]?.row.digest).toBe("sha256:92088ec140fc553e4b1ede202edccb65a807bbf8a38d765a3ad38013c0f13688");
  });

  it("rejects a list that names a block which was never uploaded", async () => {
    const { give, send, simulator } = aStorage();
    const url = await give("listBuildSourceUploadUrl", "uploadUrl");
    const body = "<BlockList><Latest>QQ==</Latest></BlockList>";
    const answer = await send(`${url}&comp=blocklist`, { method: "PUT", body });
    expect([answer.status, answer.headers.get("x-ms-error-code")]).toEqual([400, "InvalidBlockList"]);
    expect([...simulator.world.scan("sourceUpload")]).toEqual([]);
  });

  it("gives a log whole or in parts, 416 for a range outside it, and 404 in XML for a run that isn't there", async () => {
    const { build, give, send } = aStorage();
    const run = await build({ Dockerfile: "FROM scratch\nLABEL a=b\n" });
    const url = await give(`runs/${run.id}/listLogSasUrl`, "logLink");
    const whole = await (await send(url, {})).text();
    expect(whole).toContain("Step 1/2 : FROM scratch");
    const part = await send(url, { headers: { "x-ms-range": "bytes=4-9" } });
    expect([part.status, part.headers.get("content-range"), await part.text()]).toEqual([
      206,
      `bytes 4-9/${whole.length}`,
      whole.slice(4, 10),
    ]);
    for (const Range of ["bytes=500-0", `bytes=${whole.length}-`]) {
      const rejected = await send(url, { headers: { Range } });
      expect([rejected.status, rejected.headers.get("x-ms-error-code")]).toEqual([416, "InvalidRange"]);
    }
    const missing = await send(url.replace(`/${run.id}/`, "/cb99/"), { method: "HEAD" });
    expect([missing.status, missing.headers.get("x-ms-error-code")]).toEqual([404, "BlobNotFound"]);
  });
});
