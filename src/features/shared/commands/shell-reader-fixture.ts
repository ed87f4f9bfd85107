/** For tests: the part of the POSIX shell's grammar that the shown commands use, read as a shell reads it. */

export interface ReadCommand {
  readonly argv: readonly string[];
  /** What the here-document puts on standard input. */
  readonly input: string | undefined;
}

/** Reads one simple command: words in quotes of all kinds, escapes, continued lines, at most one here-document. */
export const readAsShell = (text: string): ReadCommand => {
  const argv: string[] = [];
  let delimiter: string | undefined;
  let word: string | undefined;
  let at = 0;
  const endWord = (): void => {
    if (word === undefined) return;
    if (delimiter === '') delimiter = word;
    else argv.push(word);
    word = undefined;
  };
  while (at < text.length) {
    const sign = text.charAt(at);
    at += 1;
    if (sign === "'") {
      const end = text.indexOf("'", at);
      if (end < 0) throw new Error('a single quote is not closed');
      word = (word ?? '') + text.slice(at, end);
      at = end + 1;
    } else if (sign === '\\') {
      if (text.charAt(at) !== '\n') word = (word ?? '') + text.charAt(at);
      at += 1;
    } else if (sign === '<' && text.charAt(at) === '<') {
      endWord();
      delimiter = '';
      at += 1;
      if (text.charAt(at) !== "'") throw new Error('the here-document is not taken literally');
    } else if (sign === '\n') break;
    else if (sign === ' ' || sign === '\t') endWord();
    else if (/[\w/:.,@%+-]/.test(sign)) word = (word ?? '') + sign;
    else throw new Error(`${JSON.stringify(sign)} is special to a shell and stands unquoted`);
  }
  endWord();
  if (delimiter === undefined) {
    if (at < text.length) throw new Error('a second command follows');
    return { argv, input: undefined };
  }
  const lines = text.slice(at).split('\n');
  const end = lines.indexOf(delimiter);
  if (end !== lines.length - 1) throw new Error('the here-document does not end where the text ends');
  return {
    argv,
    input: lines
      .slice(0, end)
      .map((line) => `${line}\n`)
      .join(''),
  };
};
