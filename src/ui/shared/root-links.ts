/** Where the site's root is, as a prefix for links: "../../" while prerendering, the real path in a browser. */
let prefix = "/";

export const setRoot = (root: string): void => {
  prefix = root;
};

/** Points the `~/` links of compiled text at the root. */
export const withRoot = (html: string): string => html.replaceAll('="~/', `="${prefix}`);
