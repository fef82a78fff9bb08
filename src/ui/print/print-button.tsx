/** Opens the browser's print dialog. */
export const PrintButton = ({ disabled = false }: { disabled?: boolean }) => (
  <p className="no-print">
    <button type="button" className="btn primary" disabled={disabled} onClick={() => window.print()}>
      Print
    </button>
  </p>
);
