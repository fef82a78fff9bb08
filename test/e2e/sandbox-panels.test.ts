import { describe, expect, it } from "vitest";
import { violations } from "../support/accessibility.ts";
import { aPushedImage, openSandbox, untilOpen } from "../support/open-sandbox.ts";
import { browserSession, expectNoFaults, type OpenOptions } from "../support/session.ts";

const session = browserSession();

describe("the panels of the sandbox", () => {
  it("that have no room in the row are in a list, and the keys of tabs go through all", async () => {
    const sandbox = await openSandbox(session, { viewport: { width: 360, height: 640 } });
    const { page, tab } = sandbox;
    const more = page.getByRole("button", { name: "More panels" });
    expect(await tab("Simulate failures").count()).toBe(0);
    await more.click();
    expect(await violations(page)).toEqual([]);
    await page.keyboard.press("Escape");
    expect(await more.evaluate((node) => node === document.activeElement)).toBe(true);
    await tab("Terminal").focus();
    await page.keyboard.press("End");
    await expect.poll(() => tab("Simulate failures").evaluate((node) => node === document.activeElement)).toBe(true);
    expect(await tab("Simulate failures").getAttribute("aria-selected")).toBe("true");
    await page.keyboard.press("ArrowRight");
    await expect.poll(() => tab("Terminal").getAttribute("aria-selected")).toBe("true");
    await page.keyboard.press("ArrowLeft");
    await expect.poll(() => tab("Simulate failures").getAttribute("aria-selected")).toBe("true");
    expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
    expectNoFaults(sandbox);
  });
});

describe("each panel", () => {
  it.each<[string, OpenOptions]>([
    ["in the dark at 320 px", { viewport: { width: 320, height: 640 }, settings: { theme: "dark" } }],
    ["in forced colours", { viewport: { width: 1440, height: 900 }, forcedColors: "active" }],
    ["on a tablet with large text", { viewport: { width: 820, height: 1100 }, settings: { textSize: "larger" } }],
  ])("is sound %s", async (_, options) => {
    const sandbox = await openSandbox(session, { template: "Three regions", ...options });
    const { page, panel } = sandbox;
    const opened: Record<string, () => Promise<void>> = {
      Files: () => page.getByRole("button", { name: "deployment.yaml" }).click(),
      Runs: () => page.getByText(/^No runs yet\. Builds/).waitFor(),
      Findings: () => page.getByRole("button", { name: /^web:v1/ }).click(),
      Events: async () => {
        await page.getByRole("combobox", { name: "Show" }).selectOption("webhook");
      },
    };
    for (const [name, open] of Object.entries(opened)) {
      await panel(name);
      await open();
      const forcedColors = options.forcedColors === "active";
      expect(await violations(page, { forcedColors }), name).toEqual([]);
      expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), name).toBe(true);
    }
    expectNoFaults(sandbox);
  });
});

describe("the files of the machine", () => {
  it("are opened, edited, saved and taken back; a reload loses nothing", async () => {
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
    await page.getByText("Saved ~/Dockerfile. Undo reverts it.").waitFor();
    await expect.poll(() => mark.count()).toBe(0);
    expect(await (await run("tail -n 1 Dockerfile")).innerText()).toContain("# mine");
    await page.getByRole("button", { name: "Undo" }).click();
    await expect.poll(() => text.inputValue()).toBe(before);
    await text.fill("FROM nothing\n");
    await run("echo FROM scratch > Dockerfile");
    await page.getByText(/The file has changed since you opened it/).waitFor();
    await page.getByRole("button", { name: "Discard" }).click();
    expect(await text.inputValue()).toBe("FROM scratch\n");
    expectNoFaults(sandbox);
  });

  it("are made, renamed and deleted; a name that cannot be is said to be wrong; no text is no text", async () => {
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
    await page.getByRole("button", { name: "Delete file" }).click();
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

// The panel moves while a run continues: what is there permanently is what counts.
describe("runs", () => {
  it("are reported while they run, with a log that is walked by line and copied", async () => {
    const sandbox = await openSandbox(session, { permissions: ["clipboard-read", "clipboard-write"] });
    const { page, panel, field, runAll } = sandbox;
    await panel("Runs");
    await page.getByText("Create a registry first.").waitFor();
    await expect.poll(() => violations(page)).toEqual([]);
    await runAll(
      aPushedImage[0],
      aPushedImage[1],
      "az acr agentpool create -r contoso -n builders --tier S2",
      "az acr task create -r contoso -n nightly --cmd mcr.microsoft.com/hello-world -c /dev/null --schedule '0 4 * * *' --agent-pool builders",
      "az acr task run -r contoso -n nightly --no-wait",
      "az acr task run -r contoso -n nightly --no-wait",
    );
    const pools = page.getByRole("region", { name: "Agent pools" });
    expect(await pools.innerText()).toMatch(/[01] of 1 machine in use/);
    expect(await page.getByRole("region", { name: "Tasks" }).innerText()).toMatch(/timer t1: 0 4 \* \* \* · in \d+ h/);
    await page.evaluate(() => {
      const seen: string[] = [];
      Object.assign(window, { seen });
      const look = () => seen.push(document.querySelector(".run-row")?.textContent ?? "");
      new MutationObserver(look).observe(document.body, { subtree: true, childList: true, characterData: true });
    });
    await field.fill("az acr build -r contoso -t app:v1 .");
    await field.press("Enter");
    await page.getByRole("button", { name: /^cb3 · quick build/ }).click();
    const detail = page.getByRole("region", { name: "Run cb3 · quick build" });
    const lines = detail.getByRole("list", { name: "Log of cb3 · quick build" }).getByRole("listitem");
    await lines.getByText("Launching container with name: build").waitFor();
    await detail.getByRole("status").getByText("Succeeded").waitFor();
    const seen = await page.evaluate(() => (window as unknown as { seen: string[] }).seen.join("\n"));
    expect(seen).toMatch(/cb3 · quick build◐ Running/);
    await detail.getByText("contoso.azurecr.io/app:v1", { exact: true }).waitFor();
    await expect.poll(() => violations(page)).toEqual([]);
    await lines.first().focus();
    await page.keyboard.press("End");
    const focused = () => page.evaluate(() => document.activeElement?.textContent);
    expect(await focused()).toMatch(/^Run ID: cb3 was successful/);
    await page.keyboard.press("ArrowUp");
    await page.keyboard.press("ArrowUp");
    expect(await focused()).toBe("  git: {}");
    await detail.getByRole("button", { name: "Copy log" }).click();
    await detail.getByText("Copied.").waitFor();
    expect(await page.evaluate(() => navigator.clipboard.readText())).toMatch(
      /Run ID: cb3 was successful after \d+s\n$/,
    );
    expectNoFaults(sandbox);
  });
});

describe("scan findings", () => {
  it("say why an image is not scanned, how to have it scanned, and what was found", async () => {
    const sandbox = await openSandbox(session);
    const { page, panel, runAll } = sandbox;
    await panel("Findings");
    await page.getByText(/^No images yet/).waitFor();
    await runAll(
      ...aPushedImage.slice(0, 3),
      "docker pull nginx:1.25",
      "docker tag nginx:1.25 contoso.azurecr.io/web:v1",
      "docker push contoso.azurecr.io/web:v1",
    );
    await page.getByRole("button", { name: /^web:v1/ }).click();
    const image = page.getByRole("region", { name: "web:v1" });
    await image.getByText("Images are not scanned until the plan is enabled.").waitFor();
    expect(await violations(page)).toEqual([]);
    await page.getByRole("button", { name: /^az security pricing create/ }).click();
    await image.getByText(/The scan ends in 2 min/).waitFor();
    await page.getByRole("button", { name: "+10 min" }).click();
    await image.getByText(/CVE-/).first().waitFor();
    await image
      .getByText(/source package \S+ of debian/)
      .first()
      .waitFor();
    await page.getByRole("button", { name: /^web:v1 .*(critical|high)/ }).waitFor();
    await image.getByText(/scanned when the plan was enabled/).waitFor();
    expect(await violations(page)).toEqual([]);
    await image.getByRole("button", { name: "Scan again" }).click();
    await image.getByText(/The scan ends in 2 min/).waitFor();
    expectNoFaults(sandbox);
  });
});

describe("webhooks among the events", () => {
  it("have a receiver that fails when told so, with the tries to come", async () => {
    const sandbox = await openSandbox(session, { viewport: { width: 1440, height: 900 } });
    const { page, panel, runAll } = sandbox;
    await panel("Events");
    const kind = page.getByRole("combobox", { name: "Show" });
    await kind.selectOption("webhook");
    await page.getByText(/Create a registry first/).waitFor();
    await runAll(aPushedImage[0], aPushedImage[1]);
    await page.getByRole("button", { name: /^az acr webhook create --registry contoso/ }).click();
    const hook = page.getByRole("region", { name: /^pushes in contoso/ });
    const receiver = hook.getByRole("combobox", { name: "Receiver" });
    expect(await receiver.inputValue()).toBe("");
    await expect.poll(() => receiver.isEnabled()).toBe(true);
    await receiver.selectOption("500");
    await hook.getByRole("button", { name: /^az acr webhook ping/ }).click();
    await page.getByText("pushes notified of ping").waitFor();
    await page.getByRole("button", { name: "+1 min" }).click();
    const delivery = page.getByRole("listitem").filter({ hasText: "pushes notified of ping" });
    await delivery.getByText("500 Error", { exact: true }).waitFor();
    await delivery.getByText(/^in \d+ (s|min)$/).waitFor();
    await delivery.getByText("Payload and response").click();
    await delivery.getByText(/"action": "ping"/).waitFor();
    await hook.getByRole("button", { name: "Show its deliveries only" }).click();
    expect(await violations(page)).toEqual([]);
    await receiver.selectOption("200");
    await page.getByRole("button", { name: "+10 min" }).click();
    await hook.getByText("1 delivered").waitFor();
    await page.getByRole("button", { name: "Undo" }).click();
    await page.getByRole("button", { name: "Undo" }).click();
    await expect.poll(() => receiver.inputValue()).toBe("500");
    expectNoFaults(sandbox);
  });
});

describe("the border between the panels and the terminal", () => {
  it("is moved by keys and by pointer, stays where it was put, and goes back", async () => {
    const sandbox = await openSandbox(session, { viewport: { width: 1440, height: 900 } });
    const { page } = sandbox;
    const border = page.getByRole("separator", { name: /^Height of the panels/ });
    const height = async () => (await page.locator(".centre > .terminal").boundingBox())?.height ?? 0;
    const before = await height();
    await border.press("End");
    expect(await border.getAttribute("aria-valuenow")).toBe("85");
    await border.press("ArrowUp");
    await border.press("ArrowUp");
    expect(await border.getAttribute("aria-valuenow")).toBe("75");
    for (let press = 0; press < 10; press++) await border.press("ArrowUp");
    expect(await border.getAttribute("aria-valuenow")).toBe("25");
    expect(await height()).toBeLessThan(before);
    expect(await violations(page)).toEqual([]);
    const box = await border.boundingBox();
    if (!box) throw new Error("the border is not drawn");
    await page.mouse.move(box.x + 50, box.y + 4);
    await page.mouse.down();
    await page.mouse.move(box.x + 50, box.y + 204, { steps: 4 });
    await page.mouse.up();
    const moved = await height();
    expect(moved).toBeLessThan(before);
    await page.reload();
    await untilOpen(page);
    expect(await height()).toBe(moved);
    await border.press("Enter");
    expect(await border.getAttribute("aria-valuetext")).toBe("Automatic");
    await expect.poll(height).toBeGreaterThan(moved);
    expectNoFaults(sandbox);
  });
});
