/**
 * `podrome try FILE…`: what would these definitions do? A table says what came of each.
 * Exit code 1 if any is refused or waits, 2 if the call itself is wrong.
 */
import { readFileSync } from 'node:fs';
import { tryOut } from './try-out';
import { UsageError } from './usage-error';
import { isBad, table, type Row } from './verdict';

export const TRY_USAGE = 'Usage: npm run try -- FILE…   (definitions of pods or apps as JSON)';

const read = (file: string): string => {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw new UsageError(`${file}: ${error instanceof Error ? error.message : String(error)}`);
  }
};

export const runTry = async (files: readonly string[]): Promise<number> => {
  if (files.length === 0) throw new UsageError('no file is named');
  const rows: Row[] = [];
  for (const file of files) rows.push({ file: file.split('/').at(-1) ?? file, verdict: await tryOut(read(file)) });
  console.log(table(rows));
  return rows.some(({ verdict }) => isBad(verdict)) ? 1 : 0;
};
