import type { Html } from "../../assessment/item.ts";
import type { Comparison } from "../content.ts";
import { dualHtml, escapeHtml, rootMarker } from "./markdown.ts";

/** A comparison, or some of its rows, as a static table for a section. */
export function comparisonTable(
  comparison: Comparison,
  options: { rows?: string[] | undefined; title?: string | undefined; id: string },
): Html {
  const all = comparison.groups.flatMap((group) => group.rows);
  const rows = options.rows
    ? options.rows.map((id) => all.find((row) => row.id === id)).filter((row) => row !== undefined)
    : all;
  const title = escapeHtml(options.title ?? comparison.title);
  const tableId = options.id;
  const head = comparison.columns.map((column) => `<th scope="col">${escapeHtml(column.title)}</th>`).join("");
  const body = rows
    .map((row) => {
      const differs = row.disputed
        ? ` <a class="differs" href="${rootMarker}${row.fact ? `facts/#${row.fact}` : `compare/${comparison.id}/#${row.id}`}">differs</a>`
        : "";
      const cells = comparison.columns
        .map((column) => {
          const cell = row.cells[column.id];
          return `<td>${cell ? dualHtml(cell.chapter, cell.azure) : ""}</td>`;
        })
        .join("");
      return `<tr id="${tableId}-${row.id}"><th scope="row">${row.title}${differs}</th>${cells}</tr>`;
    })
    .join("\n");
  const link = rows.length < all.length ? `All ${all.length} rows` : "Open to filter and recall";
  return `<figure class="figure" id="${tableId}"><figcaption><strong>${title}</strong><a href="${rootMarker}compare/${comparison.id}/">${link}</a></figcaption>
<div class="scroll" role="region" aria-label="${title}" tabindex="0"><table><thead><tr><th scope="col"><span class="visually-hidden">Point</span></th>${head}</tr></thead><tbody>
${body}
</tbody></table></div></figure>`;
}
