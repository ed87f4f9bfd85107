/**
 * An action of the dashboard as what one would type instead: a `dcos` line and a `curl` line, quoted for a POSIX shell.
 * Pure; the requests come from the client, so what is shown is what is sent.
 */
import { callTarget, type Call } from '../../../api/client/transport';

export interface Action {
  readonly call: Call;
  /** The words after `dcos`; absent where the command line has no such command. */
  readonly dcos?: DcosWords;
}

interface DcosWords {
  readonly words: readonly string[];
  /** The request's body is read from standard input. */
  readonly readsBody?: boolean;
}

/** Signs that mean nothing to a shell, wherever they stand in a word that isn't the first. */
const plainWord = /^[\w/:.,@%+-]+$/;

/** One word for the shell: as it is where nothing in it is special, else in single quotes. */
const quoted = (word: string): string => (plainWord.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`);

/** A word that is no line of the text, to end a here-document. */
const freeDelimiter = (text: string): string => {
  const lines = new Set(text.split('\n'));
  let delimiter = 'END';
  for (let tries = 2; lines.has(delimiter); tries += 1) delimiter = `END${tries}`;
  return delimiter;
};

/** The text as standard input, taken literally. A here-document always ends with a line break; one is added if need be. */
const hereDocument = (text: string): string => {
  const delimiter = freeDelimiter(text);
  return ` <<'${delimiter}'\n${text}${text.endsWith('\n') ? '' : '\n'}${delimiter}`;
};

/**
 * JSON for reading: one member per line if it was sent as one long line, else as it was typed, without the blanks that
 * comments leave. No JSON string holds a raw line break, so ends of lines are never inside one.
 */
const readable = (json: string): string => {
  if (!json.includes('\n')) return `${JSON.stringify(JSON.parse(json), null, 2)}\n`;
  const lines = json.split(/\r?\n/).map((line) => line.trimEnd());
  return `${lines.filter((line) => line !== '').join('\n')}\n`;
};

/** The `dcos` command; undefined where there is none. */
export const dcosText = ({ call, dcos }: Action): string | undefined => {
  if (dcos === undefined) return undefined;
  const line = ['dcos', ...dcos.words].map(quoted).join(' ');
  return dcos.readsBody === true ? line + hereDocument(readable(call.body ?? '')) : line;
};

/** A body of more than this many signs gets lines of its own. */
const SHORT_BODY = 60;

/** The `curl` command; `address` is where the cluster is, without a slash at its end. */
export const curlText = ({ call }: Action, address: string): string => {
  const { method = 'GET', body } = call;
  const line = ['curl', ...(method === 'GET' ? [] : ['-X', method]), `${address}${callTarget(call)}`];
  const start = line.map(quoted).join(' ');
  if (body === undefined) return start;
  const typed = `${start} \\\n  -H 'Content-Type: application/json'`;
  if (body.length <= SHORT_BODY && !body.includes('\n')) return `${typed} \\\n  --data-raw ${quoted(body)}`;
  return `${typed} \\\n  --data-binary @-${hereDocument(readable(body))}`;
};
