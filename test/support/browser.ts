import { existsSync } from "node:fs";
import { chromium, type Browser, type BrowserServer } from "playwright-core";

// The shell without a window comes first: it starts sooner and draws with less work.
const systemBrowsers = [
  "/usr/bin/chromium-headless-shell",
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
];
const quiet = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** CHROME_PATH, else a system Chromium, else the one that ships inside an npm package. */
export async function browserPath(): Promise<string> {
  const chromePath = process.env["CHROME_PATH"];
  if (chromePath) return chromePath;
  const system = systemBrowsers.find((path) => existsSync(path));
  if (system) return system;
  // Makes the package unpack the libraries it brings for bare machines; read when it is imported.
  process.env["AWS_EXECUTION_ENV"] ??= "AWS_Lambda_nodejs20.x";
  const { default: packaged } = await import("@sparticuz/chromium");
  return packaged.executablePath();
}

const settings = async () => ({ executablePath: await browserPath(), args: quiet, timeout: 0 });

/** A headless Chromium with web security on and no traffic of its own. */
export const launchBrowser = async (): Promise<Browser> => chromium.launch(await settings());

/** The same browser, for several processes that connect to it. */
export const startBrowser = async (): Promise<BrowserServer> => chromium.launchServer(await settings());
