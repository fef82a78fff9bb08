import "./file-button.css";

interface FileButtonProps {
  label: string;
  /** What the browser offers first; anything can still be chosen. */
  accept?: string;
  multiple?: boolean;
  /** Chooses a folder with everything in it. */
  folder?: boolean;
  disabled?: boolean;
  onFiles(files: File[]): void;
}

/** A button that lets the reader choose files; the same file can be chosen again. */
export const FileButton = ({ label, folder = false, disabled, multiple, accept, onFiles }: FileButtonProps) => (
  <label className="btn">
    {label}
    <input
      type="file"
      className="visually-hidden"
      disabled={disabled}
      multiple={multiple || folder}
      accept={accept}
      // React has no type for it, and passes it on.
      {...(folder && { webkitdirectory: "" })}
      onChange={({ target }) => {
        const files = [...(target.files ?? [])];
        target.value = "";
        if (files.length > 0) onFiles(files);
      }}
    />
  </label>
);
