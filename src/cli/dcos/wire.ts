/** Requests to the cluster, and its refusals in the words of the Python client (dcos-core-cli `dcos/errors.py`, `dcos/rpcclient.py`). */
import { DcosError, type DcosIo } from './io';
import { at, isObject, listAt, parseJson, textAt, type Json } from './json';
import { pythonJson, pythonText } from './python-json';

export interface Answer {
  readonly method: string;
  readonly url: string;
  readonly status: number;
  readonly reason: string;
  readonly headers: Headers;
  readonly text: string;
}

export interface Ask {
  readonly query?: Readonly<Record<string, string | undefined>>;
  /** JSON text. */
  readonly body?: string;
}

/** Milliseconds without an answer. */
const TIMEOUT = 180_000;

/** HTTP/2 and ports carry no reason. */
const REASONS: ReadonlyMap<number, string> = new Map([
  [400, 'Bad Request'],
  [401, 'Unauthorized'],
  [403, 'Forbidden'],
  [404, 'Not Found'],
  [405, 'Method Not Allowed'],
  [409, 'Conflict'],
  [413, 'Payload Too Large'],
  [415, 'Unsupported Media Type'],
  [422, 'Unprocessable Entity'],
  [500, 'Internal Server Error'],
  [502, 'Bad Gateway'],
  [503, 'Service Unavailable'],
  [504, 'Gateway Timeout'],
]);

/** The answer with its whole body; undefined when time ran out or Ctrl+C came, though the carrier may not care for either. */
const exchange = async (io: DcosIo, request: Request): Promise<Answer | undefined> => {
  const settled = new AbortController();
  io.signal?.addEventListener('abort', () => settled.abort(), { signal: settled.signal });
  const read = async (): Promise<Answer> => {
    const response = await io.fetch(request);
    const { status, headers } = response;
    const reason = response.statusText || (REASONS.get(status) ?? '');
    return { method: request.method, url: request.url, status, reason, headers, text: await response.text() };
  };
  const late = io.wait(TIMEOUT, settled.signal).then(() => undefined);
  try {
    return await Promise.race([read(), late]);
  } finally {
    settled.abort();
  }
};

const requestTo = (io: DcosIo, method: string, url: string, body: string | undefined): Request => {
  const token = io.env('DCOS_ACS_TOKEN');
  const headers = {
    accept: 'application/json',
    ...(body !== undefined && { 'content-type': 'application/json' }),
    ...(token !== undefined && { authorization: `token=${token}` }),
  };
  try {
    return new Request(url, {
      method,
      headers,
      ...(body !== undefined && { body }),
      ...(io.signal !== undefined && { signal: io.signal }),
    });
  } catch {
    throw new DcosError(`URL [${url}] can't be asked. Set DCOS_URL to one such as http://127.0.0.1:8080.`);
  }
};

/** Sends one request to any path of the cluster; whatever the status. @throws DcosError when nobody answers */
export const ask = async (io: DcosIo, method: string, url: string, { query = {}, body }: Ask = {}): Promise<Answer> => {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) if (value !== undefined) search.append(name, value);
  const whole = search.size === 0 ? url : `${url}?${search.toString()}`;
  const request = requestTo(io, method, whole, body);
  io.signal?.throwIfAborted();
  let answer: Answer | undefined;
  try {
    answer = await exchange(io, request);
  } catch {
    io.signal?.throwIfAborted();
    throw new DcosError(`URL [${whole}] is unreachable.`);
  }
  io.signal?.throwIfAborted();
  if (answer === undefined) throw new DcosError(`Request to URL [${whole}] timed out.`);
  return answer;
};

const isGood = ({ status }: Answer): boolean => status >= 200 && status < 300;

const MISCONFIGURED =
  'Service likely misconfigured. Please check your proxy or Service URL settings. See dcos config --help. ';

const blockedBy = (url: string): string => {
  const words = new URL(url).pathname.split('/');
  return ['pod', 'app', 'group'].find((word) => words.includes(`${word}s`)) ?? 'resource';
};

/** What the Python client says of an answer that is not 2xx. */
const sayRefusal = (answer: Answer): string => {
  const { method, url, status, reason, text } = answer;
  const body = parseJson(text);
  if (status === 400) {
    const detail = body === undefined ? '' : `:\n${pythonJson(body)}`;
    return `Error on request [${method} ${url}]: HTTP 400: ${reason}${detail}`;
  }
  if (status === 409) return `Changes blocked: deployment already in progress for ${blockedBy(url)}.`;
  if (status === 422) return `Error while fetching [${url}]: HTTP 422: "${text}".`;
  if (body === undefined) return `Error decoding response from [${url}]: HTTP ${status}: ${reason}`;
  const said = textAt(body, 'message');
  if (said !== undefined) return `Error: ${said}`;
  const errors = isObject(body) ? listAt(body, 'errors').map((error) => textAt(error, 'error') ?? '') : [];
  return MISCONFIGURED + errors.join('\n');
};

/** The error for an answer of Marathon's that is not 2xx. */
export const refusal = (answer: Answer): DcosError => new DcosError(sayRefusal(answer));

/** Asks a part of DC/OS other than Marathon; its refusals' bodies are not read. @throws DcosError unless the answer is 2xx */
export const askCluster = async (io: DcosIo, path: string, wish: Ask = {}): Promise<Answer> => {
  const answer = await ask(io, 'GET', `${io.baseUrl}${path}`, wish);
  if (isGood(answer)) return answer;
  throw new DcosError(`Error while fetching [${answer.url}]: HTTP ${answer.status}: "${answer.reason}".`);
};

/** An id in a path: no slashes at its ends, percent-encoded between those within. */
export const idInPath = (id: string): string =>
  id
    .replace(/^\/+|\/+$/g, '')
    .split('/')
    .map((segment) => encodeURIComponent(segment))
    .join('/');

/** An id as Marathon writes it: one slash in front, none at the end. */
export const normalId = (id: string): string => `/${id.replace(/^\/+|\/+$/g, '')}`;

/** Marathon behind Admin Router, or where `DCOS_MARATHON_URL` says. */
export const marathonUrl = (io: DcosIo, path: string): string =>
  `${(io.env('DCOS_MARATHON_URL') ?? `${io.baseUrl}/service/marathon`).replace(/\/+$/, '')}/${path}`;

/** Asks Marathon; `path` has no slash in front. @throws DcosError unless the answer is 2xx */
export const askMarathon = async (io: DcosIo, method: string, path: string, wish: Ask = {}): Promise<Answer> => {
  const answer = await ask(io, method, marathonUrl(io, path), wish);
  if (!isGood(answer)) throw refusal(answer);
  return answer;
};

/** The JSON of a 2xx answer. @throws DcosError when it is none */
export const jsonOf = (answer: Answer): Json => {
  const body = parseJson(answer.text);
  if (body === undefined)
    throw new DcosError(`Error: Response from Marathon was not in expected JSON format:\n${answer.text}`);
  return body;
};

/** `GET` of JSON from Marathon. @throws DcosError */
export const readMarathon = async (io: DcosIo, path: string, wish: Ask = {}): Promise<Json> =>
  jsonOf(await askMarathon(io, 'GET', path, wish));

/** The deployment a write began, as its body names it; `None` when it names none. */
export const deploymentOf = (body: Json): string => textAt(body, 'deploymentId') ?? 'None';

/** Why a Go command fails on an answer that is not 2xx (go-marathon `error.go`). */
export const goRefusal = ({ status, text, reason }: Answer): DcosError => {
  if (status === 409) return new DcosError('Error: changes blocked: deployment already in progress for app');
  const body = parseJson(text);
  const details = listAt(body, 'details').map(
    (detail) =>
      `path: '${textAt(detail, 'path') ?? ''}', errors: ${listAt(detail, 'errors').map(pythonText).join('; ')}`,
  );
  const said = textAt(body, 'message') ?? `HTTP ${status}: ${reason}`;
  return new DcosError(`Error: ${said}${details.length === 0 ? '' : ` (${details.join(' | ')})`}`);
};

/** Asks Marathon for a Go command. @throws DcosError `missing` (if given) for 404, else as `goRefusal` */
export const goMarathon = async (
  io: DcosIo,
  method: string,
  path: string,
  { missing, ...wish }: Ask & { readonly missing?: string } = {},
): Promise<Answer> => {
  const answer = await ask(io, method, marathonUrl(io, path), wish);
  if (answer.status === 404 && missing !== undefined) throw new DcosError(`Error: ${missing}`);
  if (!isGood(answer)) throw goRefusal(answer);
  return answer;
};

/** Whether a value at this path is true. */
export const isTrueAt = (value: Json | undefined, ...path: readonly string[]): boolean => at(value, ...path) === true;
