import encodeQR from "qr";

/** A text as a QR code that a camera can read, dark on light whatever the theme. */
export function QrCode({ text, label }: { text: string; label: string }) {
  const rows = encodeQR(text, "raw", { ecc: "low", border: 4 });
  const path = rows.flatMap((row, y) => row.map((isDark, x) => (isDark ? `M${x} ${y}h1v1h-1z` : ""))).join("");
  return (
    <figure className="qr" aria-label={label}>
      <svg aria-hidden="true" viewBox={`0 0 ${rows.length} ${rows.length}`} shapeRendering="crispEdges">
        <rect width={rows.length} height={rows.length} fill="#fff" />
        <path d={path} fill="#000" />
      </svg>
    </figure>
  );
}
