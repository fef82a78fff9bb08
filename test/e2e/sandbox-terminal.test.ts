import { describe, expect, it } from "vitest";
import { violations } from "../support/accessibility.ts";
import { aPushedImage, blockOf, openSandbox } from "../support/open-sandbox.ts";
import { browserSession, expectNoFaults } from "../support/session.ts";

const session = browserSession();

describe("the terminal", () => {
  it("runs commands and shows what they printed, changed and asked", async () => {
    const sandbox = await openSandbox(session);
    const { page, run, runAll } = sandbox;
    await runAll(...aPushedImage);
    const pushed = blockOf(page, "docker push contoso.azurecr.io/web:v1");
    expect(await pushed.locator(".output").innerText()).toMatch(/: Pushed\n[^]*v1: digest: sha256:/);
    expect(await pushed.getByRole("list", { name: "What changed" }).innerText()).toContain("tag web:v1");
    const failed = await run("az acr show -n nowhere");
    expect(await failed.locator(".exit").innerText()).toBe("exit 1");
    expect(await failed.locator(".explained").innerText()).toContain("What this means");
    expect(await page.getByRole("status").first().innerText()).toMatch(/^Failed with exit status 1\./);
    const misspelt = await run("az acr crate -n other");
    expect(await misspelt.innerText()).toContain("create");
    expect(await violations(page)).toEqual([]);
    expectNoFaults(sandbox);
  });

  it("goes through earlier commands, searches and clears them", async () => {
    const { page, run, field, ...sandbox } = await openSandbox(session);
    await run("echo first");
    await run("echo second");
    await field.press("ArrowUp");
    await field.press("ArrowUp");
    expect(await field.inputValue()).toBe("echo first");
    await field.press("ArrowDown");
    expect(await field.inputValue()).toBe("echo second");
    await field.fill("");
    await field.press("Control+r");
    const search = page.getByRole("dialog", { name: "Search earlier commands" });
    await search.getByRole("combobox").fill("first");
    expect(await violations(page)).toEqual([]);
    await search.getByRole("combobox").press("Enter");
    expect(await field.inputValue()).toBe("echo first");
    await field.press("Control+l");
    expect(await page.getByRole("article").count()).toBe(0);
    await field.fill("history");
    await field.press("Enter");
    await expect.poll(() => blockOf(page, "history").innerText()).toContain("echo second");
    expectNoFaults({ page, ...sandbox });
  });

  it("completes commands, options and names of the world, by Tab only where that was chosen", async () => {
    const { page, runAll, field } = await openSandbox(session);
    await runAll(aPushedImage[0], aPushedImage[1]);
    await field.fill("az acr repl");
    await field.press("Control+ ");
    await expect.poll(() => field.inputValue()).toBe("az acr replication ");
    await field.fill("az acr show --name co");
    await field.press("Control+ ");
    await expect.poll(() => field.inputValue()).toBe("az acr show --name contoso ");
    await field.fill("az acr ");
    await field.press("Control+ ");
    const list = page.getByRole("listbox", { name: "Completions" });
    await list.waitFor();
    expect(await list.getByRole("option").count()).toBeGreaterThan(20);
    expect(await violations(page)).toEqual([]);
    await field.press("Escape");
    await field.fill("az acr cre");
    await field.press("Tab");
    expect(await field.evaluate((element) => element === document.activeElement)).toBe(false);
    await page.getByRole("checkbox", { name: /^Tab completes/ }).check();
    await field.focus();
    await field.press("Tab");
    await expect.poll(() => field.inputValue()).toMatch(/^az acr cre/);
    expect(await field.evaluate((element) => element === document.activeElement)).toBe(true);
    await field.press("Escape");
    await field.press("Escape");
    await field.press("Tab");
    expect(await field.evaluate((element) => element === document.activeElement)).toBe(false);
  });

  it("puts the cursor behind the space after a completed word, and leaves it alone when it is moved before the next frame", async () => {
    const { page, field } = await openSandbox(session);
    await page.evaluate(() => {
      const held: FrameRequestCallback[] = [];
      window.requestAnimationFrame = (callback) => held.push(callback);
      addEventListener("frames", () => held.splice(0).forEach((callback) => callback(0)));
    });
    await field.fill("az acr repl --help");
    await field.evaluate((element: HTMLTextAreaElement) => element.setSelectionRange(11, 11));
    await field.press("Control+ ");
    await expect.poll(() => field.inputValue()).toBe("az acr replication --help");
    const cursor = await field.evaluate((element: HTMLTextAreaElement) => element.selectionStart);
    expect(cursor).toBe("az acr replication ".length);
    await field.press("End");
    await page.evaluate(() => dispatchEvent(new Event("frames")));
    await field.pressSequentially("!");
    expect(await field.inputValue()).toBe("az acr replication --help!");
  });

  it("asks before it runs several pasted lines, and stops at the first that fails", async () => {
    const { page, field, run } = await openSandbox(session);
    const paste = (text: string) =>
      field.evaluate((target, data) => {
        const clipboardData = new DataTransfer();
        clipboardData.setData("text", data);
        target.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
      }, text);
    await field.focus();
    await paste("echo one\nfalse\necho three");
    const dialog = page.getByRole("dialog", { name: "Run 3 pasted lines?" });
    expect(await violations(page)).toEqual([]);
    await dialog.getByRole("button", { name: "Run all" }).click();
    await blockOf(page, "false").waitFor();
    // A command typed now would come after the pasted third one, if that were still to run.
    await run("echo after");
    expect(await page.getByRole("article").count()).toBe(3);
    await paste("echo a\necho b");
    await dialog.page().getByRole("button", { name: "Cancel" }).click();
    expect(await page.getByRole("article").count()).toBe(3);
  });

  it("stops a running command by Ctrl-C and shows its prompts", async () => {
    const { page, field, run, runAll } = await openSandbox(session);
    await field.fill("sleep 100000");
    await field.press("Enter");
    await page.getByRole("article", { name: /sleep 100000$/ }).waitFor();
    await field.press("Control+c");
    await blockOf(page, "sleep 100000").waitFor();
    await runAll(aPushedImage[0], aPushedImage[1]);
    await field.fill("az acr delete -n contoso");
    await field.press("Enter");
    const answer = page.getByRole("textbox", { name: /Are you sure/ });
    await answer.waitFor();
    expect(await violations(page)).toEqual([]);
    await answer.fill("n");
    await answer.press("Enter");
    await blockOf(page, "az acr delete -n contoso").waitFor();
    expect(await (await run("az acr show -n contoso --query name -o tsv")).innerText()).toContain("contoso");
  });

  it("folds long output, and runs, copies and hides a block again", async () => {
    const { page, run } = await openSandbox(session, { permissions: ["clipboard-read", "clipboard-write"] });
    const block = await run("seq 1 60");
    await block.getByRole("button", { name: "36 more lines" }).click();
    expect(await block.locator(".output").innerText()).toContain("\n60");
    await block.getByRole("button", { name: /^Copy command/ }).click();
    expect(await page.evaluate(() => navigator.clipboard.readText())).toMatch(/^\$ seq 1 60\n1\n2\n/);
    await block.getByRole("button", { name: "Output of seq 1 60", exact: true }).click();
    expect(await block.locator(".output").count()).toBe(0);
    await block.getByRole("button", { name: "Run again: seq 1 60" }).click();
    await expect.poll(() => page.getByRole("article", { name: "Command seq 1 60" }).count()).toBe(2);
  });

  it("works on a phone, with keys that its keyboard lacks, and leaves composed text alone", async () => {
    const phone = { viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true };
    const sandbox = await openSandbox(session, phone);
    const { page, field, run, tab } = sandbox;
    await run("echo one");
    const keys = page.getByRole("toolbar", { name: "Keys" });
    await keys.getByRole("button", { name: "Earlier command" }).tap();
    await expect.poll(() => field.inputValue()).toBe("echo one");
    await keys.getByRole("button", { name: "Type |" }).tap();
    await expect.poll(() => field.inputValue()).toBe("echo one|");
    await field.fill("echo é");
    await field.dispatchEvent("keydown", { key: "Enter", isComposing: true });
    expect(await field.inputValue()).toBe("echo é");
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360);
    expect(await violations(page)).toEqual([]);
    await tab("Map").tap();
    await page.getByText(/^No resources yet\./).waitFor();
    expect(await violations(page)).toEqual([]);
    expectNoFaults(sandbox);
  });
});
