import type { BrowserContext, Page } from "playwright-core";
import { describe, expect, it } from "vitest";
import { violations } from "../support/accessibility.ts";
import { asUpload, download } from "../support/download.ts";
import { aPushedImage, blockOf, holdSimulator, openSandbox, terminalOf, untilOpen } from "../support/open-sandbox.ts";
import { browserSession, expectNoFaults } from "../support/session.ts";

const session = browserSession();

describe("what the sandbox shows of its world", () => {
  it("draws the cloud, says what an object is, and lists the same", async () => {
    const sandbox = await openSandbox(session, { template: "Three regions" });
    const { page } = sandbox;
    const map = page.getByRole("region", { name: "Map" });
    await map.getByText("Southeast Asia").waitFor();
    expect(await violations(page)).toEqual([]);
    await map.getByRole("button", { name: /^Registry contoso/ }).press("Enter");
    expect(await page.getByText("Add a replica…").count()).toBe(1);
    await page.keyboard.press("Escape");
    await map.getByRole("checkbox", { name: "Show as list" }).check();
    await expect
      .poll(() =>
        map
          .getByRole("listitem")
          .allInnerTexts()
          .then((all) => all.join(" ")),
      )
      .toContain("web: v1");
    expect(await violations(page)).toEqual([]);
    expectNoFaults(sandbox);
  });

  it("shows the requests of a command, its sign-in in steps, and saves them", async () => {
    const sandbox = await openSandbox(session);
    const { page, runAll, run } = sandbox;
    await runAll(...aPushedImage);
    const again = await run("docker push contoso.azurecr.io/web:v1");
    await again.getByRole("button", { name: /requests$/ }).click();
    const wire = page.locator(".wire");
    await wire.getByText("skipped, already present").first().waitFor();
    await wire
      .getByText(/^Signed in to contoso\.azurecr\.io in/)
      .first()
      .click();
    await wire.getByText("The client asks for an access token with the registry's refresh token.").first().waitFor();
    await wire.getByRole("button", { name: /^HEAD/ }).first().click();
    await wire.getByText("www-authenticate").first().waitFor();
    expect(await violations(page)).toEqual([]);
    await wire.getByRole("checkbox", { name: "Rejected requests only" }).check();
    for (const status of await wire.locator(".status").allInnerTexts())
      expect(Number(status)).toBeGreaterThanOrEqual(400);
    const { text } = await download(page, () => wire.getByRole("button", { name: "Save as HAR" }).click());
    const har = JSON.parse(text) as { log: { version: string; entries: unknown[] } };
    expect(har.log.version).toBe("1.2");
    expect(har.log.entries.length).toBeGreaterThan(5);
    expectNoFaults(sandbox);
  });

  it("opens the tree of the world, the access matrix and the events", async () => {
    const sandbox = await openSandbox(session, { template: "Broken cluster" });
    const { page, panel } = sandbox;
    await panel("State");
    await page.getByRole("button", { name: "What is in contoso" }).click();
    await page.getByRole("button", { name: "What is in Repositories" }).click();
    await page.getByRole("button", { name: "web", exact: true }).click();
    await page.getByRole("region", { name: "web" }).getByText("createdAt").waitFor();
    expect(await violations(page)).toEqual([]);
    await panel("Access");
    await page.getByRole("button", { name: /anonymous, pull$/ }).click();
    expect(await page.locator(".access-reason").innerText()).toMatch(/anonymous, pull/);
    expect(await violations(page)).toEqual([]);
    await panel("Events");
    await page.getByText("a node pulls an image").first().waitFor();
    await page.getByRole("combobox", { name: "Show" }).selectOption("cluster");
    await page
      .getByText(/ImagePullBackOff|Back-off/)
      .first()
      .waitFor();
    expect(await violations(page)).toEqual([]);
    expectNoFaults(sandbox);
  });
});

describe("what can be done in the sandbox without typing", () => {
  it("fills in a form, shows the command and runs exactly it", async () => {
    const sandbox = await openSandbox(session);
    const { page, runAll, panel } = sandbox;
    await runAll(aPushedImage[0], aPushedImage[1]);
    await panel("Forms");
    const forms = page.getByRole("region", { name: "Forms" });
    await forms.getByRole("combobox", { name: "Action" }).selectOption({ label: "Add a replica" });
    const form = page.getByRole("form", { name: "Add a replica" });
    await form.getByRole("combobox", { name: "Region" }).selectOption("eastus");
    const line = await form.locator("pre").innerText();
    expect(line).toContain("az acr replication create");
    expect(line).toContain("--location eastus");
    expect(await violations(page)).toEqual([]);
    await form.locator("button[type=submit]").click();
    await blockOf(page, line).waitFor();
    expect(await blockOf(page, line).locator(".exit").count()).toBe(0);
    expectNoFaults(sandbox);
  });

  it("makes trouble and ends it, and says so", async () => {
    const sandbox = await openSandbox(session, { template: "Three regions" });
    const { page, run, panel } = sandbox;
    await panel("Simulate failures");
    const names = page.getByRole("group", { name: /^DNS failure/ });
    await names.getByRole("checkbox", { name: "contoso" }).click();
    await names.getByText("on", { exact: true }).waitFor();
    expect(await violations(page)).toEqual([]);
    const pull = "docker pull contoso.azurecr.io/web:v1";
    expect(await (await run(pull)).innerText()).toContain("no such host");
    await names.getByRole("checkbox", { name: "contoso" }).click();
    await expect.poll(() => names.getByText("on", { exact: true }).count()).toBe(0);
    expect(await (await run(pull)).locator(".exit").count()).toBe(0);
    expectNoFaults(sandbox);
  });

  it("goes back and forth, keeps the transcript, and lets time pass", async () => {
    const sandbox = await openSandbox(session);
    const { page, run, runAll } = sandbox;
    await runAll(aPushedImage[0], aPushedImage[1]);
    await page.getByRole("button", { name: "Undo" }).click();
    await blockOf(page, aPushedImage[1]).getByText("undone").waitFor();
    expect(await (await run("az acr list -o tsv")).locator(".output").count()).toBe(0);
    await page.getByRole("button", { name: "Undo" }).click();
    await page.getByRole("button", { name: "Redo" }).click();
    const clock = page.locator(".world-bar time");
    const before = await clock.innerText();
    await page.getByRole("button", { name: "+10 min" }).click();
    await expect.poll(() => clock.innerText()).not.toBe(before);
    expectNoFaults(sandbox);
  });
});

describe("environments", () => {
  it("have their command line before the simulator has started: it keeps what is typed, and runs what is entered", async () => {
    const visit = await session.open("settings/", { emptyCache: true });
    const { page, context } = visit;
    const start = await holdSimulator(context);
    await page.goto(visit.url("sandbox/"));
    await page.getByRole("button", { name: "Start with Three regions" }).click();
    const { field } = terminalOf(page);
    await field.fill("az acr list -o tsv");
    await field.press("Enter");
    await field.pressSequentially("az acr re");
    await page.getByRole("article", { name: "Waiting az acr list -o tsv" }).waitFor();
    await page.getByText("The simulator is starting…").waitFor();
    expect(await violations(page)).toEqual([]);
    start();
    await blockOf(page, "az acr list -o tsv").getByText("contoso").first().waitFor();
    await page.keyboard.type("pository list");
    expect(await field.inputValue()).toBe("az acr repository list");
    expectNoFaults(visit);
  });

  it("open when they are chosen as soon as the page is hydrated, before its address is read", async () => {
    const visit = await session.open("settings/");
    const { page } = visit;
    await page.addInitScript(() => {
      // Links change while the app is put in place, before the effects that read the address.
      new MutationObserver((_changes, observer) => {
        observer.disconnect();
        document.querySelector<HTMLElement>(".templates button")?.click();
      }).observe(document, { subtree: true, attributeFilter: ["href"] });
    });
    await page.goto(visit.url("sandbox/"));
    await untilOpen(page);
    expectNoFaults(visit);
  });

  it("survive a reload, are renamed, copied, deleted and brought back", async () => {
    const sandbox = await openSandbox(session);
    const { page, runAll } = sandbox;
    await runAll("az group create -n shop -l westeurope");
    await page.reload();
    await blockOf(page, "az group create -n shop -l westeurope").waitFor();
    const menu = page.getByRole("button", { name: "Environment", exact: true });
    await menu.click();
    await page.getByRole("button", { name: "Rename…" }).click();
    await page.getByRole("textbox", { name: "Name" }).fill("My shop");
    expect(await violations(page)).toEqual([]);
    await page.getByRole("button", { name: "Rename", exact: true }).click();
    await page.getByRole("button", { name: "My shop" }).waitFor();
    await menu.click();
    await page.getByRole("button", { name: "All environments" }).click();
    await page.getByRole("button", { name: "Copy My shop" }).click();
    await page.getByRole("button", { name: "Delete Copy of My shop" }).click();
    await page.getByRole("button", { name: "Undo" }).click();
    await page.getByRole("button", { name: "Copy of My shop", exact: true }).waitFor();
    expect(await violations(page)).toEqual([]);
    expectNoFaults(sandbox);
  });

  it("are compared with a snapshot, shared by a link and read from a file", async () => {
    const sandbox = await openSandbox(session);
    const { page, runAll, url } = sandbox;
    await runAll(aPushedImage[0], aPushedImage[1]);
    const menu = page.getByRole("button", { name: "Environment", exact: true });
    const choose = async (name: string) => {
      await menu.click();
      await page.getByRole("button", { name, exact: true }).click();
    };
    await choose("Snapshots…");
    const dialog = page.getByRole("dialog", { name: "Snapshots" });
    await dialog.getByRole("textbox", { name: "Snapshot name" }).fill("Before");
    await dialog.getByRole("button", { name: "Take snapshot" }).click();
    await dialog.getByRole("button", { name: "Compare Before with the current state" }).waitFor();
    await dialog.getByRole("button", { name: "Close" }).click();
    await runAll("az acr update -n contoso --admin-enabled true");
    await choose("Snapshots…");
    await dialog.getByRole("button", { name: "Compare Before with the current state" }).click();
    await dialog.getByRole("row", { name: /adminUserEnabled false true/ }).waitFor();
    expect(await violations(page)).toEqual([]);
    await dialog.getByRole("button", { name: "Close" }).click();
    await choose("Share…");
    const link = await page.getByRole("textbox", { name: "Link" }).inputValue();
    expect(await violations(page)).toEqual([]);
    await page.getByRole("dialog").getByRole("button", { name: "Close" }).click();
    const file = await download(page, () => choose("Export as a file"));

    const other = await session.open("sandbox/");
    await other.page.goto(link);
    await blockOf(other.page, "az acr update -n contoso --admin-enabled true").waitFor();
    await other.page.goto(url("sandbox/#share=nonsense"));
    await other.page.getByText(/The link is damaged/).waitFor();
    await other.page.goto(url("settings/"));
    await other.page.goto(url("sandbox/#template=nonsense"));
    await other.page
      .getByRole("alert")
      .getByText(/nonsense/)
      .waitFor();
    await other.page.goBack();
    await other.page.waitForURL(url("settings/"));
    await other.page.goto(url("sandbox/"));
    const input = other.page.getByLabel("Or open an environment from a file");
    await other.page
      .getByRole("button", { name: /^Delete / })
      .first()
      .click();
    const undo = other.page.getByRole("status").getByRole("button", { name: "Undo" });
    await undo.waitFor();
    await input.setInputFiles({ name: "x.json", mimeType: "application/json", buffer: Buffer.from("{}") });
    await other.page.getByRole("alert").waitFor();
    await undo.waitFor();
    const heading = other.page.getByRole("heading", { name: "Sandbox" });
    await expect.poll(() => heading.evaluate((element) => element === document.activeElement)).toBe(true);
    expect(await violations(other.page)).toEqual([]);
    await input.setInputFiles(asUpload(file));
    await untilOpen(other.page);
    expectNoFaults(sandbox);
    expectNoFaults(other);
  });

  it("are open in one tab at a time", async () => {
    const sandbox = await openSandbox(session);
    await sandbox.runAll("echo one");
    const second = await sandbox.context.newPage();
    await second.goto(sandbox.page.url());
    await second.getByRole("heading", { name: "Open in another tab" }).waitFor();
    await second.getByRole("button", { name: "Continue here" }).click();
    await blockOf(second, "echo one").waitFor();
    await sandbox.page.getByRole("heading", { name: "Open in another tab" }).waitFor();
    await second.close();
    await sandbox.page.bringToFront();
    await blockOf(sandbox.page, "echo one").waitFor();
    expectNoFaults(sandbox);
  });

  it("keep their rules until their owner changes them, and name what changes", async () => {
    const sandbox = await openSandbox(session);
    const { page } = sandbox;
    await page
      .getByRole("radio", { name: "Azure today" })
      .or(page.getByRole("button", { name: "Azure today", exact: true }))
      .first()
      .click();
    await page.getByRole("button", { name: "Rules: Chapter" }).click();
    const dialog = page.getByRole("dialog", { name: "Rules of this environment: Chapter" });
    await dialog.getByRole("rowheader").first().waitFor();
    expect(await violations(page)).toEqual([]);
    await dialog.getByRole("button", { name: "Use Azure today" }).click();
    await page.getByText(/This environment now uses the rules/).waitFor();
    await page.getByRole("button", { name: "Rules: Azure today" }).waitFor();
    await page.getByRole("button", { name: "Undo" }).click();
    await page.getByRole("button", { name: "Rules: Chapter" }).waitFor();
    await page.getByRole("link", { name: "Sandbox", exact: true }).click();
    await page.getByText(/Rules: Chapter/).waitFor();
    expectNoFaults(sandbox);
  });

  it("with a mission keep its brief in view, give hints and say when it is complete", async () => {
    const sandbox = await openSandbox(session, { template: "Broken cluster" });
    const { page, runAll } = sandbox;
    const mission = page.getByRole("region", { name: "Mission" });
    await mission.getByText("0 of 2 goals met").waitFor();
    await mission.getByRole("button", { name: "Show a hint" }).click();
    await mission.getByText(/kubectl describe pods/).waitFor();
    expect(await violations(page)).toEqual([]);
    await runAll(
      "az aks update -g shop-rg -n shop-aks --attach-acr contoso",
      "kubectl set image deployment/api web=contoso.azurecr.io/web:v1",
    );
    await page.getByRole("button", { name: "+10 min" }).click();
    await mission.getByText("Well done, the mission is complete.").waitFor();
    expect(await violations(page)).toEqual([]);
    expectNoFaults(sandbox);
  });
});

describe("commands of the text", () => {
  it("run in a world that is as the text has it", async () => {
    const visit = await session.open("learn/commands/");
    const { page } = visit;
    const figure = page.locator("figure.command", { hasText: "az acr repository list" });
    await figure.getByRole("link", { name: "Run in the sandbox" }).click();
    await blockOf(page, "az acr manifest list-metadata --registry contoso --name app").waitFor();
    expect(await page.locator(".exit").count()).toBe(0);
    await page.goto(visit.url("sandbox/#template=nothing"));
    await page.reload();
    await page.getByText(/There is no starting environment called nothing/).waitFor();
    expect(visit.strangers).toEqual([]);
  });
});

/** Makes the simulator's worker write to a device that is full when told so, as browsers report it. */
async function aDeviceThatFillsUp(context: BrowserContext) {
  await context.route(/\/assets\/sandbox-worker-[^/]+\.js$/, async (route) => {
    const response = await route.fetch();
    const body = `{
      let full = false;
      new BroadcastChannel("device").onmessage = ({ data }) => (full = data);
      const { put } = IDBObjectStore.prototype;
      IDBObjectStore.prototype.put = function (...args) {
        if (full) throw new DOMException("The device is full.", "QuotaExceededError");
        return put.apply(this, args);
      };
    }
    ${await response.text()}`;
    await route.fulfill({ response, body });
  });
  return (page: Page, full: boolean) =>
    page.evaluate((data) => {
      const channel = new BroadcastChannel("device");
      channel.postMessage(data);
      channel.close();
    }, full);
}

describe("a device in trouble", () => {
  it("that is reloaded in the middle of a command has it done or not at all", async () => {
    const sandbox = await openSandbox(session);
    const { page, field, run, runAll } = sandbox;
    await runAll(...aPushedImage.slice(0, 4));
    await field.fill("docker push contoso.azurecr.io/web:v1");
    await field.press("Enter");
    await page.getByRole("article", { name: /^Running docker push/ }).waitFor();
    await page.reload();
    await blockOf(page, "docker build -t contoso.azurecr.io/web:v1 .").waitFor();
    const pushed = (await blockOf(page, "docker push contoso.azurecr.io/web:v1").count()) > 0;
    const listed = await (await run("az acr repository list -n contoso -o tsv")).innerText();
    expect(listed.includes("web")).toBe(pushed);
    await runAll("docker push contoso.azurecr.io/web:v1");
    expectNoFaults(sandbox);
  });

  it("that is full keeps the session going, offers the world as a file, and saves it all once there is room", async () => {
    const visit = await session.open("sandbox/");
    const { page, context } = visit;
    const setFull = await aDeviceThatFillsUp(context);
    await page.reload();
    await page.getByRole("button", { name: "Start with Empty" }).click();
    const { runAll } = terminalOf(page);
    await runAll("az group create -n shop -l westeurope");
    await setFull(page, true);
    await runAll("az acr create -n contoso -g shop --sku Premium");
    await page.getByRole("alert").filter({ hasText: "out of storage" }).waitFor();
    await runAll("az acr login -n contoso", "docker build -t contoso.azurecr.io/web:v1 .");
    expect(await violations(page)).toEqual([]);
    const file = await download(page, () => page.getByRole("button", { name: "Export this environment" }).click());
    await setFull(page, false);
    await runAll("docker push contoso.azurecr.io/web:v1");
    await expect.poll(() => page.getByRole("alert").count()).toBe(0);
    await page.reload();
    await blockOf(page, "docker push contoso.azurecr.io/web:v1").waitFor();
    await page.goto(visit.url("sandbox/"));
    await page.reload();
    await page.locator("input[type=file]").setInputFiles(asUpload(file));
    await untilOpen(page);
    await runAll("docker push contoso.azurecr.io/web:v1");
    expect(visit.strangers).toEqual([]);
  });
});
