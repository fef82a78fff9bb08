import type { ComponentProps } from "react";

interface GroupProps extends ComponentProps<"div"> {
  as?: "div" | "span";
  /** Names the group for a screen reader. */
  "aria-label": string;
}

/** Controls that belong together, such as the buttons of a toolbar. */
export function Group({ as: Element = "div", ...props }: GroupProps) {
  // A `fieldset` is for fields that are filled in together; these are mostly buttons.
  // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- See above.
  return <Element role="group" {...props} />;
}
