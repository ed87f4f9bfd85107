/**
 * `npm run try -- FILE…`: what would these definitions do? A table says what came of each.
 * Exit code 1 if any is refused or waits, 2 if the call itself is wrong.
 */
import { readFileSync } from 'node:fs';
import { tryOut } from './try-out';
import { isBad, table, type Row } from './verdict';

const main = async (files: readonly string[]): Promise<number> => {
  if (files.length === 0) {
    console.error('Usage: npm run try -- FILE…   (pod definitions as JSON)');
    return 2;
  }
  const rows: Row[] = [];
  for (const file of files) {
    let text: string;
    try {
      text = readFileSync(file, 'utf8');
    } catch (error) {
      console.error(`${file}: ${error instanceof Error ? error.message : String(error)}`);
      return 2;
    }
    rows.push({ file: file.split('/').at(-1) ?? file, verdict: await tryOut(text) });
  }
  console.log(table(rows));
  return rows.some(({ verdict }) => isBad(verdict)) ? 1 : 0;
};

process.exitCode = await main(process.argv.slice(2));
