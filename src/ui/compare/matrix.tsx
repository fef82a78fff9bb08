import { Fragment } from "react";
import type { Profile } from "../../assessment/item.ts";
import { plainText } from "../../assessment/plain-text.ts";
import { Link } from "../shared/link.tsx";
import type { Comparison, ComparisonRow, Dual } from "../../content/content.ts";
import { DualHtml } from "../shared/dual.tsx";
import { ruleNames } from "../shared/profile-names.ts";
import { HiddenCell } from "./hidden-cell.tsx";
import { recallCell } from "./recall.ts";
import type { Recall } from "./use-recall.ts";

interface MatrixProps {
  comparison: Comparison;
  groups: Comparison["groups"];
  /** Whether the other profile's values have a column of their own; else they are inside the cells. */
  otherColumn: boolean;
  /** Hides the cells of the active rules to be recalled; null while the table is open. */
  recall: Recall | null;
  profile: Profile;
  picked: string | undefined;
}

/** The three values of one profile in short, or one of them when they are equal. */
function inShort(row: ComparisonRow, columns: Comparison["columns"], profile: keyof Dual): string {
  const values = columns.map(({ id }) => row.cells[id]?.[profile] ?? "");
  return new Set(values).size === 1 ? (values[0] ?? "") : values.join(" / ");
}

function Other({ row, columns }: { row: ComparisonRow; columns: Comparison["columns"] }) {
  const same = columns.every(({ id }) => row.cells[id]?.chapter === row.cells[id]?.azure);
  if (same) return null;
  return (
    <>
      <span className="v-chapter" dangerouslySetInnerHTML={{ __html: inShort(row, columns, "azure") }} />
      <span className="v-azure" dangerouslySetInnerHTML={{ __html: inShort(row, columns, "chapter") }} />
    </>
  );
}

function Cell({ value, showOther }: { value: Dual; showOther: boolean }) {
  return (
    <>
      <DualHtml value={value} />
      {showOther && value.chapter !== value.azure && (
        <span className="other">
          <span className="v-chapter">
            {ruleNames.azure}: <span dangerouslySetInnerHTML={{ __html: value.azure }} />
          </span>
          <span className="v-azure">
            {ruleNames.chapter}: <span dangerouslySetInnerHTML={{ __html: value.chapter }} />
          </span>
        </span>
      )}
    </>
  );
}

/** The table itself: head and first column stay in view; groups are separated by lines, not by color. */
export function Matrix({ comparison, groups, otherColumn, recall, profile, picked }: MatrixProps) {
  const { columns, title } = comparison;
  const width = columns.length + (otherColumn ? 2 : 1);
  return (
    // It scrolls sideways, so the keyboard must be able to reach it (WCAG 2.1.1).
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <section className="matrix" aria-label={title} tabIndex={0}>
      <table>
        <caption className="visually-hidden">{title}</caption>
        <thead>
          <tr>
            <th scope="col">
              <span className="visually-hidden">Point</span>
            </th>
            {columns.map(({ id, title: name }) => (
              <th key={id} scope="col" className={picked === id ? "best" : undefined}>
                {name}
              </th>
            ))}
            {otherColumn && (
              <th scope="col">
                <span className="v-chapter">{ruleNames.azure}</span>
                <span className="v-azure">{ruleNames.chapter}</span>
              </th>
            )}
          </tr>
        </thead>
        <tbody>
          {groups.map((group) => (
            <Fragment key={group.title}>
              {group.title && (
                <tr className="group">
                  <th colSpan={width} scope="colgroup">
                    <span>{group.title}</span>
                  </th>
                </tr>
              )}
              {group.rows.map((row) => (
                <tr key={row.id} id={row.id}>
                  <th scope="row">
                    {row.fact ? (
                      <Link
                        className="plain"
                        to={`/facts/#${row.fact}`}
                        dangerouslySetInnerHTML={{ __html: row.title }}
                      />
                    ) : (
                      <span dangerouslySetInnerHTML={{ __html: row.title }} />
                    )}
                    {row.disputed && <span className="differs"> differs</span>}
                  </th>
                  {columns.map(({ id, title: name }) => {
                    const value = row.cells[id];
                    const hidden = recall && recallCell(comparison, row, id, profile);
                    const plain = value?.chapter === value?.azure ? value?.chapter : undefined;
                    return (
                      <td
                        key={id}
                        className={
                          `${picked === id ? "best" : ""} ${plain === "yes" ? "yes" : ""} ${plain === "no" ? "no" : ""}`.trim() ||
                          undefined
                        }
                      >
                        {hidden ? (
                          <HiddenCell
                            cellKey={hidden.key}
                            name={`${plainText(row.title)}, ${name}`}
                            value={hidden.value}
                            recall={recall}
                          />
                        ) : (
                          value && <Cell value={value} showOther={!otherColumn && !recall} />
                        )}
                      </td>
                    );
                  })}
                  {otherColumn && <td className="differs">{!recall && <Other row={row} columns={columns} />}</td>}
                </tr>
              ))}
            </Fragment>
          ))}
        </tbody>
      </table>
    </section>
  );
}
