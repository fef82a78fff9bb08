import { describe, expect, it } from "vitest";
import { openSandbox } from "../support/open-sandbox.ts";
import { browserSession, expectNoFaults, violations } from "../support/session.ts";

const session = browserSession();
const long = { timeout: 180_000 };

describe("the panels of the sandbox", () => {
  it("that have no room in the row are in a list, and the keys of tabs go through all", long, async () => {
    const sandbox = await openSandbox(session, { viewport: { width: 360, height: 640 } });
    const { page, tab } = sandbox;
    const more = page.getByRole("button", { name: "More panels" });
    expect(await tab("Trouble").count()).toBe(0);
    await more.click();
    expect(await violations(page)).toEqual([]);
    await page.keyboard.press("Escape");
    expect(await more.evaluate((node) => node === document.activeElement)).toBe(true);
    await tab("Terminal").focus();
    await page.keyboard.press("End");
    await expect.poll(() => tab("Trouble").evaluate((node) => node === document.activeElement)).toBe(true);
    expect(await tab("Trouble").getAttribute("aria-selected")).toBe("true");
    await page.keyboard.press("ArrowRight");
    await expect.poll(() => tab("Terminal").getAttribute("aria-selected")).toBe("true");
    await page.keyboard.press("ArrowLeft");
    await expect.poll(() => tab("Trouble").getAttribute("aria-selected")).toBe("true");
    expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
    expectNoFaults(sandbox);
  });
});

describe("the files of the machine", () => {
  it("are opened, edited, saved and taken back; a reload loses nothing", long, async () => {
    const sandbox = await openSandbox(session);
    const { page, panel, run } = sandbox;
    await panel("Files");
    const tree = page.getByRole("group", { name: "Files of your machine" });
    await tree.getByRole("button", { name: "Dockerfile" }).click();
    const text = page.getByRole("textbox", { name: "Text of ~/Dockerfile" });
    const before = await text.inputValue();
    await text.press("Control+End");
    await text.pressSequentially("# mine\n");
    const mark = page.getByRole("region", { name: "~/Dockerfile" }).getByText("not saved");
    await mark.waitFor();
    expect(await violations(page)).toEqual([]);
    await page.reload();
    await panel("Files");
    await tree.getByRole("button", { name: "Dockerfile (not saved)" }).click();
    expect(await text.inputValue()).toBe(`${before}# mine\n`);
    await text.press("Control+s");
    await page.getByText("Saved ~/Dockerfile. Undo takes it back.").waitFor();
    await expect.poll(() => mark.count()).toBe(0);
    expect(await (await run("tail -n 1 Dockerfile")).innerText()).toContain("# mine");
    await page.getByRole("button", { name: "Undo" }).click();
    await page.getByRole("button", { name: "Undo" }).click();
    await expect.poll(() => text.inputValue()).toBe(before);
    await text.fill("FROM nothing\n");
    await run("echo FROM scratch > Dockerfile");
    await page.getByText(/The file was changed meanwhile/).waitFor();
    await page.getByRole("button", { name: "Discard" }).click();
    expect(await text.inputValue()).toBe("FROM scratch\n");
    expectNoFaults(sandbox);
  });

  it("are made, renamed and deleted; a name that cannot be is said to be wrong; no text is no text", long, async () => {
    const sandbox = await openSandbox(session, { viewport: { width: 360, height: 640 } });
    const { page, panel } = sandbox;
    await panel("Files");
    await page.getByRole("button", { name: "New file" }).click();
    const name = page.getByRole("textbox", { name: "Name of the new file" });
    await name.fill("/etc/hosts");
    await name.press("Enter");
    await page.getByText(/\/etc\/hosts is outside it/).waitFor();
    expect(await violations(page)).toEqual([]);
    await name.fill("k8s/web.yaml");
    await name.press("Enter");
    await page.getByRole("textbox", { name: "Text of ~/k8s/web.yaml" }).fill("kind: Pod\n");
    expect(await violations(page)).toEqual([]);
    await page.getByRole("button", { name: "Save" }).click();
    await page.getByRole("button", { name: "Rename" }).click();
    await page.getByRole("textbox", { name: "New name" }).fill("pod.yaml");
    await page.keyboard.press("Enter");
    await page.getByRole("textbox", { name: "Text of ~/pod.yaml" }).waitFor();
    await page.getByRole("button", { name: "Delete", exact: true }).click();
    await page.getByRole("button", { name: "Delete it" }).click();
    const tree = page.getByRole("group", { name: "Files of your machine" });
    await tree.getByRole("button", { name: "mychart.tgz" }).waitFor();
    expect(await tree.getByRole("button", { name: "pod.yaml" }).count()).toBe(0);
    await tree.getByRole("button", { name: "mychart.tgz" }).click();
    await page.getByText(/bytes of binary data/).waitFor();
    expect(await violations(page)).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
    expectNoFaults(sandbox);
  });
});
