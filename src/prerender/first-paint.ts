import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import Beasties from "beasties";

/** Settings that the boot script puts on the document: their rules are in every page, whatever is set while it's drawn. */
const settingRules = /\[data-(?:theme|text|density|contrast|motion|profile|rules|script)/;
/** What the boot script says of a page that has two beginnings, such as Today: one of them is shown. */
const beginningRules = /\[data-(?:opens|returns)/;
const hasBeginnings = (html: string): boolean => /\sdata-beginning=/.test(html);

/** Chooses, from the style sheets of a build, the rules that a page needs for its first paint. */
export class CriticalStyles {
  private readonly ordinary: Beasties;
  private readonly withBeginnings: Beasties;

  constructor(outDir: string) {
    const sheets = new Map<string, string>();
    class FromBuild extends Beasties {
      override getCssAsset(href: string): string {
        const file = href.replace(/^(\.\.?\/)+/, "");
        const known = sheets.get(file) ?? readFileSync(join(outDir, file), "utf8");
        sheets.set(file, known);
        return known;
      }
    }
    const choosing = (allowRules: RegExp[]): Beasties =>
      new FromBuild({ logLevel: "silent", pruneSource: false, fonts: false, reduceInlineStyles: false, allowRules });
    this.ordinary = choosing([settingRules]);
    this.withBeginnings = choosing([settingRules, beginningRules]);
  }

  /** Returns the rules for a page that links to its style sheets. */
  async of(html: string): Promise<string> {
    const processed = await (hasBeginnings(html) ? this.withBeginnings : this.ordinary).process(html);
    return [...processed.matchAll(/<style[^>]*>([\s\S]*?)<\/style>/g)].map(([, css = ""]) => css).join("");
  }
}

/**
 * Puts what the first paint needs into a page: its critical styles and the boot script, which asks for the rest once the text is
 * painted. Without script, the style sheets load as usual.
 */
export async function withFirstPaint(html: string, styles: CriticalStyles, boot: string): Promise<string> {
  const links = [...html.matchAll(/[ \t]*<link rel="stylesheet"[^>]* href="([^"]+)"[^>]*>\n?/g)];
  const critical = await styles.of(html);
  let page = html;
  for (const [link] of links) page = page.replace(link, "");
  const later = links.map(([, href = ""]) => href).join(" ");
  const plain = links.map(([link]) => link.trim()).join("");
  return page.replace(
    /<script src="[^"]*boot\.js"([^>]*)><\/script>/,
    (_script, data: string) =>
      `<style>${critical}</style>\n    <noscript>${plain}</noscript>\n    <script${data} data-styles="${later}">${boot}</script>`,
  );
}

const hashOf = (text: string): string => `'sha256-${createHash("sha256").update(text).digest("base64")}'`;

/** Leaves out the lines and the indentation of a page's head, which costs every visit some bytes. */
const withoutIndents = (html: string): string =>
  html.replace(/^[\s\S]*?<\/head>/, (head) => head.replaceAll(/\n\s+/g, "\n").replaceAll(">\n<", "><"));

/** Allows the inline scripts and styles of a finished page in its policy, by their hashes. Nothing may change them later. */
export function withHashes(page: string): string {
  const html = withoutIndents(page);
  const scripts = [...html.matchAll(/<script(?![^>]*\ssrc=)[^>]*>([\s\S]*?)<\/script>/g)].map(([, text = ""]) => text);
  const styles = [...html.matchAll(/<style>([\s\S]*?)<\/style>/g)].map(([, text = ""]) => text);
  const allow = (policy: string, directive: string, texts: readonly string[]) =>
    policy.replace(`${directive} 'self'`, () => [directive, "'self'", ...texts.map(hashOf)].join(" "));
  return allow(allow(html, "script-src", scripts), "style-src", styles);
}
