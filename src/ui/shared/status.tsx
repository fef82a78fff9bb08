import type { ComponentProps } from "react";

interface StatusProps extends ComponentProps<"p"> {
  /** The element, a paragraph unless something else fits its content. */
  as?: "p" | "div" | "span";
}

/** A live region: a screen reader announces its text when it changes, once it has finished what it is reading. */
export function Status({ as: Element = "p", ...props }: StatusProps) {
  // `output` is the result of a form and may only hold phrasing content.
  // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- See above.
  return <Element role="status" {...props} />;
}
