/** Files from the visitor's machine for the terminal: text only, of moderate size, by their bare names. */
import type { ShellFiles } from '../../cli/shell/shell-files';

const LARGEST_BYTES = 1024 * 1024;

/** The text of a file. @throws Error in words that follow "was not added:" */
const readText = async (file: File): Promise<string> => {
  if (file.size > LARGEST_BYTES)
    throw new Error(`it is ${(file.size / LARGEST_BYTES).toFixed(1)} MiB large, and at most 1 MiB is taken`);
  let bytes: ArrayBuffer;
  try {
    bytes = await file.arrayBuffer();
  } catch {
    throw new Error('it can’t be read, perhaps because it is a folder');
  }
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    if (!text.includes('\u0000')) return text;
  } catch {
    // Not UTF-8.
  }
  throw new Error('it is not plain text');
};

export interface AddedFiles {
  readonly added: readonly string[];
  /** A sentence each. */
  readonly refused: readonly string[];
}

/** Adds what can be added; a name that is taken gets the new text. */
export const addFiles = async (chosen: Iterable<File>, files: ShellFiles): Promise<AddedFiles> => {
  const added: string[] = [];
  const refused: string[] = [];
  for (const file of chosen) {
    try {
      const refusal = files.write(file.name, await readText(file));
      if (refusal === undefined) added.push(file.name);
      else refused.push(`${file.name} was not added: ${refusal}.`);
    } catch (error) {
      refused.push(`${file.name} was not added: ${error instanceof Error ? error.message : String(error)}.`);
    }
  }
  return { added, refused };
};
