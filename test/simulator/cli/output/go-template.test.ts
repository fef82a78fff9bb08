import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { formatTemplate } from "../../../../src/simulator/cli/docker/format-template.ts";
import { ExitError } from "../../../../src/simulator/cli/program.ts";

interface Recording {
  root: unknown;
  recorded: { template: string; stdout: string; stderr: string; exitCode: number }[];
}

const file = join(import.meta.dirname, "../../../recordings/docker/templates.json");
const { root, recorded } = JSON.parse(readFileSync(file, "utf8")) as Recording;

/** What docker prints for a template: the text and a newline, or an error and its exit status. */
function render(template: string) {
  try {
    return { stdout: `${formatTemplate(template, root)}\n`, stderr: "", exitCode: 0 };
  } catch (error) {
    if (!(error instanceof ExitError)) throw error;
    return { stdout: "", stderr: `${error.message}\n`, exitCode: error.exitCode };
  }
}

describe("Go templates", () => {
  it.each(recorded)("$template renders as docker 28.2.2 renders it", ({ template, ...printed }) => {
    expect(render(template)).toEqual(printed);
  });
});

describe("Go templates that fail when they are executed", () => {
  it("names a template that isn't defined, and its place", () => {
    // Recorded with docker 28.2.2.
    expect(render('{{template "zz"}}')).toEqual({
      stdout: "",
      stderr:
        'template parsing error: template: :1:11: executing "" at <{{template "zz"}}>: template "zz" not defined\n',
      exitCode: 1,
    });
  });
});
