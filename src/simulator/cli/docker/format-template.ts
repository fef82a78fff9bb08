import { badTemplate, renderTemplate } from "../output/go-template.ts";
import { ExitError } from "../program.ts";

/**
 * Renders the template of a `--format` option. `name` is the template's name in docker's errors: empty, or `version`. Throws ExitError
 * with docker's words (recorded with docker 28.2.2); `exitCode` is the one for a template that can't be parsed: 64 where the
 * command parses it as part of its command line, 1 where its list formatter does.
 */
export const formatTemplate = (template: string, root: unknown, { name = "", exitCode = 64 } = {}): string =>
  renderTemplate(template, root, name, (why, phase) =>
    phase === "parsing"
      ? new ExitError(exitCode, `template parsing error: ${why}`, badTemplate(template))
      : new ExitError(1, `template parsing error: ${why}`, badTemplate(template)),
  );
