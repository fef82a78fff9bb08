import encodeQR from "qr";
import { useMemo } from "react";

const quietZone = 4;

/** A text as a QR code: dark squares on white, whatever the theme, because cameras need that. */
export function QrFigure({ text, label }: { text: string; label: string }) {
  const modules = useMemo(() => encodeQR(text, "raw", { border: quietZone, ecc: "low" }), [text]);
  const path = modules.flatMap((line, y) => line.map((isDark, x) => (isDark ? `M${x} ${y}h1v1h-1z` : ""))).join("");
  return (
    // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- An image that is drawn here has no address.
    <svg className="qr" role="img" aria-label={label} viewBox={`0 0 ${modules.length} ${modules.length}`}>
      <rect width={modules.length} height={modules.length} fill="#fff" />
      <path d={path} fill="#000" shapeRendering="crispEdges" />
    </svg>
  );
}
