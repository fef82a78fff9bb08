/**
 * Whether HTML holds only formatting: the tags and attributes below, written out in full.
 * Items kept inside an attempt come back from backup files, and a file can come from anyone.
 */
export function isSafeHtml(html: string): boolean {
  return !html.replace(safeTag, "").includes("<");
}

/** Whether a link stays inside the site. */
export function isInnerHref(href: string): boolean {
  return new RegExp(`^${innerHref}$`).test(href);
}

const tags =
  "a|abbr|b|blockquote|br|caption|code|col|colgroup|dd|del|dfn|div|dl|dt|em|figcaption|figure|h[2-6]|hr|i|ins|kbd|li|mark|" +
  "ol|p|pre|q|s|samp|small|span|strong|sub|sup|table|tbody|td|tfoot|th|thead|tr|u|ul|var|wbr";
const attributes = "class|lang|dir|title|scope|colspan|rowspan|role|translate|start|aria-[a-z]+";
const innerHref = String.raw`(?!//)[/#.\w][^\s:\\"<>]*`;
const outerHref = String.raw`https://[^\s\\"<>]+`;
const safeTag = new RegExp(
  `</(?:${tags})>|<(?:${tags})(?: (?:(?:${attributes})="[^"<>]*"|href="(?:${innerHref}|${outerHref})?"))*\\s*/?>`,
  "g",
);
