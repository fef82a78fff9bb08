import { encodeQR } from "qr";
import "./qr-code.css";

/** Empty modules around a code, as ISO/IEC 18004 requires. */
const quietZone = 4;

/** Returns the path of a QR code: a rectangle for each run of dark modules in a row. */
function pathOf(rows: readonly (readonly boolean[])[]): string {
  return rows
    .flatMap((row, y) => {
      const runs: string[] = [];
      for (let x = 0; x < row.length; x++) {
        if (!row[x]) continue;
        let width = 1;
        while (row[x + width]) width++;
        runs.push(`M${x} ${y}h${width}v1h-${width}z`);
        x += width;
      }
      return runs;
    })
    .join("");
}

/** A text as a QR code: black on white in every theme, since cameras need that. */
export function QrCode({ text, label }: { text: string; label: string }) {
  const rows = encodeQR(text, "raw", { ecc: "low", border: quietZone });
  return (
    <div className="qr">
      {/* oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- An image that is drawn here has no address. */}
      <svg role="img" aria-label={label} viewBox={`0 0 ${rows.length} ${rows.length}`} shapeRendering="crispEdges">
        <rect width={rows.length} height={rows.length} fill="#fff" />
        <path d={pathOf(rows)} fill="#000" />
      </svg>
    </div>
  );
}
