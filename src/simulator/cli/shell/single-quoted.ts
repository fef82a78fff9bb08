/** Text in single quotes, so that a shell takes it as it is. */
export const singleQuoted = (text: string): string => `'${text.replace(/'/g, "'\\''")}'`;
