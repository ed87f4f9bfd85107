/** A line of the terminal as tokens: words with their quotes and variables, operators, here-documents. */

export type WordPart =
  | { readonly kind: 'text'; readonly text: string; readonly quoted: boolean }
  | { readonly kind: 'variable'; readonly name: string; readonly quoted: boolean };

export type Operator = ';' | '&&' | '||' | '|' | '<' | '>' | '>>' | '2>' | '2>>' | '2>&1';

export interface WordToken {
  readonly kind: 'word';
  readonly parts: readonly WordPart[];
  readonly from: number;
}

export type Token =
  | WordToken
  | { readonly kind: 'operator'; readonly operator: Operator }
  /** Its body is read once the line ends. */
  | { readonly kind: 'here'; readonly document: HereDocument };

export interface HereDocument {
  readonly delimiter: string;
  /** A quoted delimiter keeps `$` in the text. */
  readonly literal: boolean;
  parts: readonly WordPart[];
}

/** `incomplete`: more lines may make it whole. */
export type Lexed =
  | { readonly kind: 'tokens'; readonly tokens: readonly Token[] }
  | {
      readonly kind: 'incomplete';
      readonly tokens: readonly Token[];
      readonly word?: WordToken;
    }
  | { readonly kind: 'wrong'; readonly says: string };

class Incomplete extends Error {
  constructor(readonly word?: WordToken) {
    super('the text goes on');
  }
}
class Wrong extends Error {}

interface Source {
  readonly text: string;
  offset: number;
}

const OPERATORS: readonly Operator[] = ['2>&1', '2>>', '2>', '&&', '||', '>>', ';', '|', '<', '>'];
const VARIABLE = /\$(?:([A-Za-z_]\w*)|\{([A-Za-z_]\w*|\?)\}|(\?))/y;

const variableAt = ({ text, offset }: Source): { readonly name: string; readonly length: number } | undefined => {
  VARIABLE.lastIndex = offset;
  const match = VARIABLE.exec(text);
  if (match !== null) return { name: match[1] ?? match[2] ?? match[3] ?? '', length: match[0].length };
  if (text.startsWith('$(', offset)) throw new Wrong('$(…) is not known here: run the inner command on its own');
  if (text.startsWith('${', offset)) throw new Wrong('of ${…} only ${NAME} is known here');
  return undefined;
};

/** Collects the parts of a word; neighbouring texts of one kind become one part. */
const partCollector = () => {
  const parts: WordPart[] = [];
  const text = (more: string, quoted: boolean): void => {
    const last = parts.at(-1);
    if (last?.kind === 'text' && last.quoted === quoted) parts[parts.length - 1] = { ...last, text: last.text + more };
    else parts.push({ kind: 'text', text: more, quoted });
  };
  const variable = (name: string, quoted: boolean): void => void parts.push({ kind: 'variable', name, quoted });
  return { parts, text, variable };
};
type Collector = ReturnType<typeof partCollector>;

const takeVariable = (source: Source, into: Collector, quoted: boolean): boolean => {
  const variable = variableAt(source);
  if (variable === undefined) return false;
  into.variable(variable.name, quoted);
  source.offset += variable.length;
  return true;
};

/** Between double quotes; the offset is behind the first. */
const readDoubleQuotes = (source: Source, into: Collector): void => {
  into.text('', true);
  for (;;) {
    const character = source.text.charAt(source.offset);
    if (character === '') throw new Incomplete();
    if (character === '`') throw new Wrong('`…` is not known here: run the inner command on its own');
    if (character === '$' && takeVariable(source, into, true)) continue;
    source.offset += 1;
    if (character === '"') return;
    const next = source.text.charAt(source.offset);
    if (character === '\\' && '$`"\\\n'.includes(next) && next !== '') {
      source.offset += 1;
      if (next !== '\n') into.text(next, true);
    } else into.text(character, true);
  }
};

const readSingleQuotes = (source: Source, into: Collector): void => {
  const end = source.text.indexOf("'", source.offset);
  into.text(end < 0 ? source.text.slice(source.offset) : source.text.slice(source.offset, end), true);
  if (end < 0) throw new Incomplete();
  source.offset = end + 1;
};

const readWord = (source: Source): WordToken => {
  const from = source.offset;
  const into = partCollector();
  const word = { kind: 'word', parts: into.parts, from } as const;
  try {
    for (;;) {
      const character = source.text.charAt(source.offset);
      if (character === '' || /[\s;|<>&]/.test(character)) return word;
      if (character === '`') throw new Wrong('`…` is not known here: run the inner command on its own');
      if (character === '$' && takeVariable(source, into, false)) continue;
      source.offset += 1;
      if (character === "'") readSingleQuotes(source, into);
      else if (character === '"') readDoubleQuotes(source, into);
      else if (character === '\\') {
        const next = source.text.charAt(source.offset);
        source.offset += 1;
        if (next === '') throw new Incomplete();
        if (next !== '\n') into.text(next, true);
        else if (source.offset >= source.text.length) throw new Incomplete();
      } else into.text(character, false);
    }
  } catch (error) {
    throw error instanceof Incomplete ? new Incomplete(word) : error;
  }
};

/** The lines up to the delimiter; the offset is behind the line break that ends the command line. */
const readHereDocument = (source: Source, document: HereDocument): void => {
  const lines: string[] = [];
  for (;;) {
    if (source.offset >= source.text.length) throw new Incomplete();
    const end = source.text.indexOf('\n', source.offset);
    const line = source.text.slice(source.offset, end < 0 ? undefined : end);
    source.offset = end < 0 ? source.text.length : end + 1;
    if (line === document.delimiter) break;
    lines.push(`${line}\n`);
  }
  const body = { text: lines.join(''), offset: 0 };
  const into = partCollector();
  if (document.literal) {
    document.parts = [{ kind: 'text', text: body.text, quoted: true }];
    return;
  }
  while (body.offset < body.text.length) {
    const character = body.text.charAt(body.offset);
    if (character === '$' && takeVariable(body, into, true)) continue;
    const next = body.text.charAt(body.offset + 1);
    const escapes = character === '\\' && next !== '' && '$`\\'.includes(next);
    into.text(escapes ? next : character, true);
    body.offset += escapes ? 2 : 1;
  }
  document.parts = into.parts;
};

const readHereStart = (source: Source): HereDocument => {
  source.offset += 2;
  while (/[ \t]/.test(source.text.charAt(source.offset))) source.offset += 1;
  const { parts } = readWord(source);
  if (parts.length === 0) throw new Wrong('<< needs a word that ends the text, e.g. <<EOF');
  const delimiter = parts.map((part) => (part.kind === 'text' ? part.text : `$${part.name}`)).join('');
  return { delimiter, literal: parts.some(({ quoted }) => quoted), parts: [] };
};

const operatorAt = ({ text, offset }: Source): Operator | undefined =>
  OPERATORS.find((operator) => text.startsWith(operator, offset));

/** A line break ends a command and starts the texts of its here-documents. */
const endLine = (source: Source, tokens: Token[], open: HereDocument[]): void => {
  source.offset += 1;
  for (const document of open.splice(0)) readHereDocument(source, document);
  const last = tokens.at(-1);
  const goesOn = last === undefined || (last.kind === 'operator' && ['&&', '||', '|', ';'].includes(last.operator));
  if (!goesOn) tokens.push({ kind: 'operator', operator: ';' });
};

const readTokens = (source: Source, tokens: Token[]): void => {
  const open: HereDocument[] = [];
  for (;;) {
    const character = source.text.charAt(source.offset);
    if (character === '') break;
    if (character === '\n') endLine(source, tokens, open);
    else if (/\s/.test(character)) source.offset += 1;
    else if (character === '#') while (!/^$|\n/.test(source.text.charAt(source.offset))) source.offset += 1;
    else if (source.text.startsWith('\\\n', source.offset)) {
      source.offset += 2;
      if (source.offset >= source.text.length) throw new Incomplete();
    } else if (source.text.startsWith('<<', source.offset)) {
      const document = readHereStart(source);
      open.push(document);
      tokens.push({ kind: 'here', document });
    } else {
      const operator = operatorAt(source);
      if (operator !== undefined) {
        tokens.push({ kind: 'operator', operator });
        source.offset += operator.length;
      } else if (character === '&') throw new Wrong('& is not known here: commands run one after the other');
      else tokens.push(readWord(source));
    }
  }
  const last = tokens.at(-1);
  if (open.length > 0 || (last?.kind === 'operator' && ['&&', '||', '|'].includes(last.operator)))
    throw new Incomplete();
};

export const lex = (text: string): Lexed => {
  const tokens: Token[] = [];
  try {
    readTokens({ text, offset: 0 }, tokens);
    return { kind: 'tokens', tokens };
  } catch (error) {
    if (error instanceof Wrong) return { kind: 'wrong', says: error.message };
    if (!(error instanceof Incomplete)) throw error;
    return { kind: 'incomplete', tokens, ...(error.word !== undefined && { word: error.word }) };
  }
};
