/** Indents a definition anew; names, values and comments stay as they are. */
import { applyEdits, format } from 'jsonc-parser';

export function formatText(text: string): string {
  const eol = text.includes('\r\n') ? '\r\n' : '\n';
  return applyEdits(text, format(text, undefined, { tabSize: 2, insertSpaces: true, eol, insertFinalNewline: true }));
}
