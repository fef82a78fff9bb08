/** HTML that the build compiled from our own Markdown, as part of a line. */
export const Html = ({ html }: { html: string }) => <span dangerouslySetInnerHTML={{ __html: html }} />;
