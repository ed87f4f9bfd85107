/** Files a user chose or dropped, as texts; what is too large is refused unread. */
import { MAX_BYTES } from '../../shared/convert/read-text';

export interface ImportedText {
  /** Name of the file. */
  readonly name: string;
  readonly text: string;
  /** Why it was not read. */
  readonly refused?: string;
}

const MOST = 250;

export async function readFiles(files: readonly File[]): Promise<readonly ImportedText[]> {
  const read = files.slice(0, MOST).map(async (file): Promise<ImportedText> => {
    if (file.size > MAX_BYTES) return { name: file.name, text: '', refused: 'it is larger than 1 MiB' };
    try {
      return { name: file.name, text: await file.text() };
    } catch (thrown) {
      return { name: file.name, text: '', refused: thrown instanceof Error ? thrown.message : 'it can’t be read' };
    }
  });
  const rest = files
    .slice(MOST)
    .map(({ name }) => ({ name, text: '', refused: `only ${MOST} files are read at once` }));
  return [...(await Promise.all(read)), ...rest];
}
