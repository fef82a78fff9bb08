const entriesOf = (reader: FileSystemDirectoryReader): Promise<FileSystemEntry[]> =>
  new Promise((resolve, reject) => reader.readEntries(resolve, reject));

const fileOf = (entry: FileSystemFileEntry): Promise<File> =>
  new Promise((resolve, reject) => entry.file(resolve, reject));

const isFile = (entry: FileSystemEntry): entry is FileSystemFileEntry => entry.isFile;
const isDirectory = (entry: FileSystemEntry): entry is FileSystemDirectoryEntry => entry.isDirectory;

async function filesBelow(entry: FileSystemEntry): Promise<File[]> {
  if (isFile(entry)) return [await fileOf(entry)];
  if (!isDirectory(entry)) return [];
  const reader = entry.createReader();
  const files: File[] = [];
  // A browser hands out a folder in parts; the empty one is the last.
  for (;;) {
    // oxlint-disable-next-line no-await-in-loop -- The reader continues where it ended.
    const part = await entriesOf(reader);
    if (part.length === 0) return files;
    // oxlint-disable-next-line no-await-in-loop -- See above.
    files.push(...(await Promise.all(part.map(filesBelow))).flat());
  }
}

/** Returns the files that were dropped, those in folders included. Has to be called before the drop's event is over. */
export function filesOf(transfer: DataTransfer): Promise<File[]> {
  const entries = [...transfer.items].flatMap((item) => item.webkitGetAsEntry() ?? []);
  if (entries.length === 0) return Promise.resolve([...transfer.files]);
  return Promise.all(entries.map(filesBelow)).then((lists) => lists.flat());
}
