import { existsSync } from "node:fs";
import { resolve } from "node:path";
import type { Plugin } from "vite";
import { notSimulated } from "../../simulator/registry/not-simulated.ts";
import { compactItems } from "../compact-items.ts";
import { isAsked, type FamilyVariant } from "../family.ts";
import { formerPrefix } from "../former-prefix.ts";
import { pack } from "../packed.ts";
import { compileContent, type Compiled } from "./compile.ts";
import { factIndex } from "./fact-rows.ts";
import { practiceIndex } from "./practice-index.ts";
import { searchIndexJson } from "./search-index.ts";
import { simulatorFacts } from "./simulator-facts.ts";
import { templateList } from "./template-list.ts";

const prefix = "virtual:drydock/";

const json = (value: unknown): string => `export default JSON.parse(${JSON.stringify(JSON.stringify(value))});`;

const loaders = (kind: string, ids: string[], namePrefix = ""): string =>
  `export default {${ids.map((id) => `${JSON.stringify(id)}: () => import("${prefix}${kind}/${namePrefix}${id}")`).join(",")}};`;

const ids = (list: { id: string }[]): string[] => list.map(({ id }) => id);

const familyIds = ({ families }: Compiled): string[] => families.map(({ summary }) => summary.id);

const variantsJson = (
  { families }: Compiled,
  family: string | undefined,
  isIncluded: (variant: FamilyVariant) => boolean,
): string => {
  const variants = families.find(({ summary }) => summary.id === family)?.variants ?? [];
  return json(pack(compactItems(variants.filter(isIncluded))));
};

function moduleText(name: string, compiled: Compiled): string | undefined {
  const [kind, id] = name.split("/");
  const byId = (list: { id: string }[]) => list.find((entry) => entry.id === id);
  switch (kind) {
    case "outline":
      return json(compiled.outline);
    case "about":
      return json(compiled.about);
    case "leads":
      return json(compiled.leads);
    case "sections":
      return loaders("section", ids(compiled.sections));
    case "section": {
      const section = compiled.sections.find((entry) => entry.id === id);
      if (!section) return undefined;
      const { texts: _texts, commands: _commands, checkIds: _checkIds, ...page } = section;
      return json(page);
    }
    case "guide-list":
      return json(compiled.guides.map(({ id: guide, title, lead }) => ({ id: guide, title, lead })));
    case "guides":
      return loaders("guide", ids(compiled.guides));
    case "guide": {
      const guide = compiled.guides.find((entry) => entry.id === id);
      if (!guide) return undefined;
      const { texts: _texts, ...page } = guide;
      return json(page);
    }
    case "section-items":
      return loaders("checks", ids(compiled.sections));
    case "checks":
      return json(compactItems(compiled.sectionChecks[id ?? ""] ?? []));
    case "comparisons":
      return loaders("comparison", ids(compiled.comparisons));
    case "comparison":
      return json(byId(compiled.comparisons));
    case "walkthroughs":
      return loaders("walkthrough", ids(compiled.walkthroughs));
    case "walkthrough":
      return json(byId(compiled.walkthroughs));
    case "items":
      return json(compactItems(compiled.items));
    case "practice-index":
      return json(practiceIndex(compiled.items));
    case "former-items":
      return json(pack(compactItems(compiled.formerItems)));
    case "families":
      return json(compiled.families.map(({ summary }) => summary));
    case "family-variants":
      return loaders("family", familyIds(compiled));
    case "family":
      return variantsJson(compiled, id, isAsked);
    case "former-variants":
      return loaders("former-family", familyIds(compiled), formerPrefix);
    case "former-family":
      return variantsJson(compiled, id?.slice(formerPrefix.length), (variant) => !isAsked(variant));
    case "objectives":
      return json(compiled.objectives);
    case "misconceptions":
      return json(compiled.misconceptions);
    case "fact-index":
      return json(factIndex(compiled.facts, compiled.table));
    case "fact-topics":
      return loaders("fact-topic", ids(compiled.table.topics));
    case "fact-topic":
      return json(compiled.facts.filter(({ topic }) => topic === id));
    case "start-files":
      return json(compiled.startFiles);
    case "reference":
      return json({
        programs: compiled.reference.map(({ name: program, summary, commands }) => ({
          name: program,
          summary,
          commands: commands.map(({ id: anchor, name, summary: commandSummary, notSimulated: missing }) => ({
            id: anchor,
            name,
            summary: commandSummary,
            ...(missing !== undefined && { notSimulated: missing }),
          })),
        })),
        limits: notSimulated.map(({ id: key, feature, instead }) => ({ id: key, feature, instead })),
      });
    case "reference-programs":
      return loaders(
        "reference-program",
        compiled.reference.map((program) => program.name),
      );
    case "reference-program":
      return json(compiled.reference.find((program) => program.name === id));
    case "template-list":
      return json(templateList(compiled.templates));
    case "templates":
      // Solutions are for tests; the page never shows them.
      return json(
        compiled.templates.map(({ summary: _summary, tries: _tries, ...template }) =>
          template.mission ? { ...template, mission: { ...template.mission, solution: [] } } : template,
        ),
      );
    case "rules":
      return json(simulatorFacts(compiled.table));
    case "commands":
      return json(compiled.surface);
    case "search":
      return `export default ${JSON.stringify(searchIndexJson(compiled.search))};`;
    default:
      return undefined;
  }
}

/**
 * Serves content/ as `virtual:drydock/…` modules. A build stops at the first compile with every problem listed;
 * the dev server shows them in the overlay and recompiles when a content file changes.
 */
export function contentPlugin(root: string): Plugin {
  let compiled: Compiled | undefined;
  let report = "";
  let building = false;

  const compile = () => {
    const result = compileContent(root);
    report = result.problems.toString();
    compiled = result.compiled ?? compiled;
  };

  return {
    name: "drydock-content",
    enforce: "pre",
    configResolved({ command }) {
      building = command === "build";
    },
    buildStart() {
      if (!building) return;
      if (!compiled) compile();
      if (report) this.error(`content problems\n${report}`);
    },
    configureServer(server) {
      // The server says that it's there first; the first page waits for what it needs.
      server.httpServer?.once("listening", () => setTimeout(() => compiled ?? compile()));
      const folder = resolve(root, "content");
      if (existsSync(folder)) server.watcher.add(folder);
      server.watcher.on("all", (_event, path) => {
        if (!path.startsWith(folder)) return;
        compile();
        for (const environment of Object.values(server.environments)) {
          for (const [id, module] of environment.moduleGraph.idToModuleMap) {
            if (id.startsWith(`\0${prefix}`)) environment.moduleGraph.invalidateModule(module);
          }
        }
        if (report) server.ws.send({ type: "error", err: { message: report, stack: "" } });
        else server.ws.send({ type: "full-reload" });
      });
    },
    resolveId(id) {
      return id.startsWith(prefix) ? `\0${id}` : undefined;
    },
    load(id) {
      if (!id.startsWith(`\0${prefix}`)) return undefined;
      if (!compiled) compile();
      if (!compiled) this.error(`content problems\n${report}`);
      const text = moduleText(id.slice(prefix.length + 1), compiled);
      if (text === undefined) this.error(`no content module ${id.slice(1)}`);
      return { code: text, moduleType: "js" };
    },
  };
}
