/** `curl` as far as the cluster's API needs it; nothing but the cluster can be reached. */
import type { Process, Program } from './process';

interface Options {
  method: string | undefined;
  readonly headers: Headers;
  readonly data: string[];
  include: boolean;
  target: string | undefined;
}

/** Where the parts of the cluster answer; Marathon's own root paths are behind Admin Router's. */
const CLUSTER_PATH = /^\/(service|mesos|agent|_simulation|dcos-metadata|mesos_dns|system)(\/|\?|$)/;
const MARATHON_PATH = /^\/(v2(\/|\?|$)|ping(\?|$)|metrics(\?|$))/;

/** Short options that take a value, by their long names. */
const VALUES: ReadonlyMap<string, string> = new Map([
  ['-X', '--request'],
  ['-H', '--header'],
  ['-d', '--data'],
]);
const SWITCHES: ReadonlyMap<string, string> = new Map([
  ['-s', '--silent'],
  ['-S', '--show-error'],
  ['-i', '--include'],
  ['-k', '--insecure'],
  ['-L', '--location'],
]);
const VALUE_NAMES = new Set([...VALUES.values(), '--data-raw', '--data-binary', '--data-ascii']);
const SWITCH_NAMES = new Set(SWITCHES.values());

class CurlError extends Error {
  constructor(
    readonly exitCode: number,
    message: string,
  ) {
    super(`curl: ${message}`);
  }
}

const readData = (process: Process, name: string, value: string): string => {
  if (!value.startsWith('@') || name === '--data-raw') return value;
  const file = value.slice(1);
  const text = file === '-' ? (process.input ?? '') : process.host.files.read(file);
  if (text === undefined) throw new CurlError(26, `(26) Failed to open ${file}`);
  return name === '--data-binary' ? text : text.replace(/[\r\n]/g, '');
};

const takeValue = (process: Process, options: Options, name: string, value: string): void => {
  if (name === '--request') options.method = value;
  else if (name === '--header') {
    const colon = value.indexOf(':');
    if (colon < 1) throw new CurlError(2, `a header is NAME: VALUE, not ${value}`);
    try {
      options.headers.append(value.slice(0, colon), value.slice(colon + 1).trim());
    } catch {
      throw new CurlError(2, `not a header: ${value}`);
    }
  } else options.data.push(readData(process, name, value));
};

/** `-si`, `-XPOST` and `--header=…` as curl reads them. */
const readOptions = (process: Process): Options => {
  const options: Options = { method: undefined, headers: new Headers(), data: [], include: false, target: undefined };
  const rest = [...process.args];
  for (let word = rest.shift(); word !== undefined; word = rest.shift()) {
    if (!word.startsWith('-') || word === '-') {
      if (options.target !== undefined) throw new CurlError(2, 'one address at a time');
      options.target = word;
      continue;
    }
    const short = word.slice(0, 2);
    const long = word.startsWith('--') ? word : (VALUES.get(short) ?? SWITCHES.get(short) ?? word);
    const joined = word.startsWith('--') ? '' : word.slice(2);
    if (VALUE_NAMES.has(long)) {
      const value = joined === '' ? rest.shift() : joined;
      if (value === undefined) throw new CurlError(2, `option ${word}: requires parameter`);
      takeValue(process, options, long, value);
    } else if (SWITCH_NAMES.has(long)) {
      options.include ||= long === '--include';
      if (joined !== '') rest.unshift(`-${joined}`);
    } else throw new CurlError(2, `option ${word}: is unknown. Known here: -X -H -d --data-binary -s -i -k -L`);
  }
  return options;
};

/** The address to ask. @throws CurlError when it is not one of the cluster's */
const addressOf = (target: string, baseUrl: string): string => {
  const path = target.startsWith(`${baseUrl}/`) ? target.slice(baseUrl.length) : target;
  if (MARATHON_PATH.test(path)) return `${baseUrl}/service/marathon${path}`;
  if (CLUSTER_PATH.test(path)) return baseUrl + path;
  throw new CurlError(6, `(6) ${target}: only the cluster can be reached from here, e.g. /service/marathon/v2/pods`);
};

const printHead = (process: Process, response: Response): void => {
  process.stdout(`HTTP/1.1 ${response.status}${response.statusText === '' ? '' : ` ${response.statusText}`}\n`);
  for (const [name, value] of response.headers) process.stdout(`${name}: ${value}\n`);
  process.stdout('\n');
};

/** Piece by piece, since an event stream never ends. */
const printBody = async ({ stdout, signal }: Process, body: ReadableStream<Uint8Array>): Promise<void> => {
  const reader = body.getReader();
  const leave = (): void => void reader.cancel().catch(() => undefined);
  signal?.addEventListener('abort', leave, { once: true });
  const decoder = new TextDecoder();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    stdout(decoder.decode(value, { stream: true }));
  }
  stdout(decoder.decode());
  signal?.removeEventListener('abort', leave);
};

const send = async (process: Process): Promise<void> => {
  const { method, headers, data, include, target } = readOptions(process);
  if (target === undefined)
    throw new CurlError(2, "say what to ask: curl [-X METHOD] [-H 'NAME: VALUE'] [-d DATA] PATH");
  const verb = (method ?? (data.length > 0 ? 'POST' : 'GET')).toUpperCase();
  if (data.length > 0 && (verb === 'GET' || verb === 'HEAD')) throw new CurlError(2, `${verb} can't carry data here`);
  if (!headers.has('accept')) headers.set('accept', '*/*');
  if (data.length > 0 && !headers.has('content-type')) headers.set('content-type', 'application/x-www-form-urlencoded');
  const address = addressOf(target, process.host.baseUrl);
  let request: Request;
  try {
    request = new Request(address, {
      method: verb,
      headers,
      ...(data.length > 0 && { body: data.join('&') }),
      ...(process.signal !== undefined && { signal: process.signal }),
    });
  } catch (error) {
    throw new CurlError(3, `(3) ${error instanceof Error ? error.message : String(error)}`);
  }
  let response: Response;
  try {
    response = await process.host.fetch(request);
  } catch {
    throw new CurlError(7, '(7) The cluster does not answer');
  }
  if (include || verb === 'HEAD') printHead(process, response);
  if (response.body !== null) await printBody(process, response.body);
};

export const curl: Program = async (process) => {
  try {
    await send(process);
    return 0;
  } catch (error) {
    if (process.signal?.aborted === true) return 130;
    if (!(error instanceof CurlError)) throw error;
    process.stderr(`${error.message}\n`);
    return error.exitCode;
  }
};
