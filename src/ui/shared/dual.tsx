import type { Dual } from "../../content/content.ts";

/** A text that changes with the rule profile: both are in the page, the style sheet shows the active one. */
export function DualHtml({ value }: { value: Dual }) {
  if (value.chapter === value.azure) return <span dangerouslySetInnerHTML={{ __html: value.chapter }} />;
  return (
    <>
      <span className="v-chapter" dangerouslySetInnerHTML={{ __html: value.chapter }} />
      <span className="v-azure" dangerouslySetInnerHTML={{ __html: value.azure }} />
    </>
  );
}
