import { azError, notSimulated } from "../az-error.ts";
import type { Configured } from "../configuration.ts";
import { azVersion } from "../version.ts";
import type { AccountCall, AccountPart } from "./account-call.ts";
import type { JsonObject, JsonValue } from "../../../world/json.ts";

const view = ({ name, value, source }: Configured): JsonObject => ({ name, source, value });

const setUsage = () =>
  azError("usage error: [section].[name]=[value] ...", 1, {
    code: "ConfigUsage",
    text: "A configuration value is written as section.name=value.",
    next: "For example `az config set defaults.acr=contoso`.",
  });

function pairOf(text: string): [string, string] | undefined {
  const at = text.indexOf("=");
  return at < 0 ? undefined : [text.slice(0, at), text.slice(at + 1)];
}

async function configure({ options, configuration }: AccountCall): Promise<JsonValue | undefined> {
  const local = options.text("--scope") === "local";
  const defaults = options.texts("--defaults");
  if (options.wasTyped("--list-defaults") && options.on("--list-defaults")) {
    return configuration
      .all()
      .filter(({ section }) => section === "defaults")
      .map(view);
  }
  if (!defaults) {
    throw notSimulated(
      "'az configure' with questions",
      "Set defaults directly.",
      "`az configure --defaults acr=NAME group=GROUP location=REGION`",
    );
  }
  for (const text of defaults) {
    const pair = pairOf(text);
    if (!pair) throw azError("usage error: --defaults STRING=STRING STRING=STRING ...");
    configuration.set("defaults", pair[0], pair[1] === "" ? undefined : pair[1], local);
  }
  return undefined;
}

const experimental = ({ warn }: AccountCall): void =>
  warn(
    "Command group 'config' is experimental and under development. Reference and support levels: " +
      "https://aka.ms/CLI_refstatus",
  );

async function configSet(az: AccountCall) {
  experimental(az);
  const settings = (az.options.texts("<KEY_VALUE>") ?? []).map((text) => {
    const [key = "", value] = pairOf(text) ?? [];
    const dot = key.indexOf(".");
    if (value === undefined || dot <= 0 || dot === key.length - 1) throw setUsage();
    return { section: key.slice(0, dot), name: key.slice(dot + 1), value };
  });
  for (const { section, name, value } of settings) {
    az.configuration.set(section, name, value === "" ? undefined : value, az.options.on("--local"));
  }
  return undefined;
}

async function configGet(az: AccountCall): Promise<JsonValue> {
  experimental(az);
  const all = az.configuration.all();
  const key = az.options.text("<KEY>");
  if (key === undefined) {
    const sections = [...new Set(all.map(({ section }) => section))];
    return Object.fromEntries(
      sections.map((section) => [section, all.filter((entry) => entry.section === section).map(view)]),
    );
  }
  const [section = "", ...rest] = key.split(".");
  const name = rest.join(".");
  const found = all.filter((entry) => entry.section === section);
  if (name === "") return found.map(view);
  const setting = found.find((value) => value.name === name.toLowerCase());
  if (!setting) {
    throw azError(`Configuration '${key}' is not set.`, 1, {
      code: "NotConfigured",
      text: `Nothing is set under ${key}.`,
      next: "`az config get` shows what is set.",
    });
  }
  return view(setting);
}

async function configUnset(az: AccountCall) {
  experimental(az);
  for (const key of az.options.texts("<KEY>") ?? []) {
    const [section = "", ...rest] = key.split(".");
    az.configuration.set(section, rest.join("."), undefined, az.options.on("--local"));
  }
  return undefined;
}

/** az configure, az config … and az version. */
export const configurePart: AccountPart = {
  handlers: {
    "az configure": configure,
    "az config set": configSet,
    "az config get": configGet,
    "az config unset": configUnset,
    "az version": async () => ({
      "azure-cli": azVersion,
      "azure-cli-core": azVersion,
      "azure-cli-telemetry": "1.0.8",
      extensions: {},
    }),
  },
};
