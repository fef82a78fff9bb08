import type { BrowserContext, Locator, Page } from "playwright-core";
import { expect } from "vitest";
import type { OpenOptions, Session, Visit } from "./session.ts";

export interface OpenSandbox extends Visit {
  /** The line that commands are typed in. */
  field: Locator;
  /** Types a command, waits for its end and gives its block of the transcript. */
  run(line: string): Promise<Locator>;
  /** Runs lines that have to succeed. */
  runAll(...lines: string[]): Promise<void>;
  tab(name: string): Locator;
  /** Shows a panel: by its tab, or from the list of those whose tabs have no room. */
  panel(name: string): Promise<void>;
}

/** The latest block of the transcript for a command. */
export const blockOf = (page: Page, line: string): Locator =>
  page.getByRole("article", { name: `Command ${line}`, exact: true }).last();

/** Keeps the simulator from starting; the function that it returns lets it start. Its file must not be in the cache. */
export async function holdSimulator(context: BrowserContext): Promise<() => void> {
  let start: () => void = () => undefined;
  const mayStart = new Promise<void>((resolve) => (start = resolve));
  await context.route(/\/sandbox-worker-[^/]*\.js$/, (route) => mayStart.then(() => route.continue()));
  return start;
}

/** Waits until an environment is open; its command line is there before. */
export const untilOpen = (page: Page): Promise<void> => page.locator(".world-bar [data-saved]").waitFor();

/** The terminal of an open world. */
export function terminalOf(page: Page): Pick<OpenSandbox, "field" | "run" | "runAll"> {
  const field = page.getByRole("textbox", { name: /^Command/ });
  const run = async (line: string) => {
    await field.waitFor();
    const before = await page.getByRole("article", { name: /^Command / }).count();
    await field.fill(line);
    await field.press("Enter");
    await expect.poll(() => page.getByRole("article", { name: /^Command / }).count()).toBeGreaterThan(before);
    return blockOf(page, line);
  };
  return {
    field,
    run,
    async runAll(...lines) {
      for (const line of lines) {
        const block = await run(line);
        expect(await block.locator(".exit").count(), await block.innerText()).toBe(0);
      }
    },
  };
}

/** Opens the sandbox as a newcomer does, in a world made from a template. */
export async function openSandbox(
  session: Session,
  { template = "Empty", ...options }: OpenOptions & { template?: string } = {},
): Promise<OpenSandbox> {
  const visit = await session.open("sandbox/", options);
  const { page } = visit;
  await page.getByRole("button", { name: `Start with ${template}` }).click();
  const terminal = terminalOf(page);
  await untilOpen(page);
  const tab = (name: string) => page.getByRole("tab", { name, exact: true });
  const panel = async (name: string) => {
    const menus = page.getByRole("button", { name: "More panels" });
    if ((await tab(name).count()) === 0) {
      for (const menu of await menus.all()) {
        await menu.click();
        const entry = menu.locator("xpath=following-sibling::ul").getByRole("button", { name, exact: true });
        if ((await entry.count()) > 0) return entry.click();
        await menu.press("Escape");
      }
    }
    await tab(name).click();
  };
  return { ...visit, ...terminal, tab, panel };
}

/** Makes a registry and pushes an image, as every other story begins. */
export const aPushedImage = [
  "az group create -n shop -l westeurope",
  "az acr create -n contoso -g shop --sku Premium",
  "az acr login -n contoso",
  "docker build -t contoso.azurecr.io/web:v1 .",
  "docker push contoso.azurecr.io/web:v1",
] as const;
