/**
 * The one way to the cluster: every client call goes through `send`, whatever carries it (the worker's port, the page's
 * own `fetch`, Node's, or a test's cluster). Nothing here knows which, and nothing here knows React.
 */
import type { FieldError } from '../../protocol/marathon/error';

/** What carries a request: `window.fetch` has this shape, and so has a cluster. */
export type Transport = (request: Request) => Promise<Response>;

/** Where Admin Router keeps Marathon. */
const MARATHON = '/service/marathon';

const pageOrigin = (): string => {
  const origin = globalThis.location?.origin;
  return origin === undefined || origin === 'null' ? 'http://localhost' : origin;
};

const current: { transport: Transport; origin: string | undefined } = {
  transport: (request) => globalThis.fetch(request),
  origin: undefined,
};

/** Chooses the carrier for all later requests; `origin` (scheme and authority) only where there is no page. */
export const setTransport = (transport: Transport, origin?: string): void => {
  current.transport = transport;
  current.origin = origin;
};

/** Where requests go: scheme and authority, no slash at the end. */
export const clusterOrigin = (): string => current.origin ?? pageOrigin();

/** Carries a request that someone else made, e.g. the command line, the way the client's own go. */
export const forward: Transport = (request) => current.transport(request);

/**
 * The only error the client throws (an abort aside, which stays an `AbortError`).
 * `status` is the HTTP status, 0 when no answer came. `details` are Marathon's field errors, empty when it gave none.
 * `body` is the parsed JSON, or the text when it was not JSON.
 */
export class MarathonError extends Error {
  override readonly name = 'MarathonError';
  constructor(
    readonly status: number,
    message: string,
    readonly details: readonly FieldError[] = [],
    readonly body?: unknown,
  ) {
    super(message);
  }
}

/** A query parameter; `undefined` leaves it out, an array repeats it. */
export type QueryValue = string | number | boolean | undefined | readonly string[];

export interface CallOptions {
  readonly method?: string;
  readonly query?: Readonly<Record<string, QueryValue>>;
  /** A body, already JSON text. */
  readonly body?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal | undefined;
}

/** A request before it is sent: what `send` takes, as one value, so that it can be shown as well. */
export interface Call extends CallOptions {
  readonly path: string;
}

/** What a reader of one resource may pass: the abort signal of its query. */
export interface ReadOptions {
  readonly signal?: AbortSignal;
}

/** A write's usual choice: override the lock of a running deployment. */
export interface ForceOptions {
  readonly force?: boolean;
}

const search = (query: CallOptions['query']): string => {
  const params = new URLSearchParams();
  for (const [name, value] of Object.entries(query ?? {})) {
    if (value === undefined) continue;
    for (const item of Array.isArray(value) ? value : [value]) params.append(name, String(item));
  }
  return params.size === 0 ? '' : `?${params.toString()}`;
};

/** An id's path segments, percent-encoded one by one: slashes, `::` and `@` stay as they are. */
export const idPath = (id: string): string =>
  id
    .replace(/^\/+/, '')
    .split('/')
    .map((segment) => encodeURIComponent(segment))
    .join('/');

/** A path below Marathon's root (`/v2/…`) as Admin Router serves it. */
export const marathonPath = (path: string): string => `${MARATHON}${path}`;

/** Where a call goes, below the cluster's address: path and query. */
export const callTarget = ({ path, query }: Call): string => `${path}${search(query)}`;

const isAbort = (error: unknown): boolean => error instanceof Error && error.name === 'AbortError';

/**
 * Sends one request and returns the answer if it is 2xx.
 * @throws MarathonError with the answer's status, message and details; status 0 when the cluster can't be reached.
 */
export const send = async (path: string, options: CallOptions = {}): Promise<Response> =>
  sendCall({ ...options, path });

/** As `send`, for a call made beforehand. @throws MarathonError as `send` */
export const sendCall = async (call: Call): Promise<Response> => {
  const { method = 'GET', body, signal } = call;
  const request = new Request(`${clusterOrigin()}${callTarget(call)}`, {
    method,
    headers: {
      accept: 'application/json',
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...call.headers,
    },
    ...(body === undefined ? {} : { body }),
    ...(signal === undefined ? {} : { signal }),
  });
  let response: Response;
  try {
    response = await current.transport(request);
  } catch (error) {
    if (isAbort(error) || signal?.aborted === true) throw error;
    throw new MarathonError(
      0,
      `The cluster can't be reached (${error instanceof Error ? error.message : String(error)}).`,
    );
  }
  if (!response.ok) throw await refusal(response);
  if (isPage(response)) throw notTheCluster(response.status);
  return response;
};

/**
 * Reads one resource. The shape is the server's word: `Shape` is what the protocol says this path answers.
 * @throws MarathonError as `send`, and when the answer is not JSON.
 */
export const getJson = async <Shape>(path: string, options: CallOptions = {}): Promise<Shape> =>
  readJson<Shape>(await send(path, options));

/** The JSON body of a 2xx answer. @throws MarathonError when it isn't JSON. */
export const readJson = async <Shape>(response: Response): Promise<Shape> => {
  const text = await response.text();
  try {
    return JSON.parse(text) as Shape;
  } catch {
    throw new MarathonError(response.status, 'The answer is not JSON.', [], text);
  }
};

/** A static host answers unknown paths with its start page: then nobody plays the cluster. */
const isPage = (response: Response): boolean => response.headers.get('content-type')?.includes('text/html') === true;

const notTheCluster = (status: number): MarathonError =>
  new MarathonError(status, 'A web page answered instead of the cluster: no cluster is connected at this address.');

const record = (value: unknown): Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : {};

const fieldErrors = (details: unknown): readonly FieldError[] => {
  if (typeof details === 'string' && details !== '') return [{ path: '/', errors: [details] }];
  if (!Array.isArray(details)) return [];
  return details.flatMap((item: unknown) => {
    const { path, errors } = record(item);
    return typeof path === 'string' && Array.isArray(errors) ? [{ path, errors: errors.map(String) }] : [];
  });
};

/** An answer that isn't 2xx as the error to throw; nothing it said is lost. */
const refusal = async (response: Response): Promise<MarathonError> => {
  if (isPage(response)) return notTheCluster(response.status);
  const text = await response.text();
  let body: unknown = text;
  try {
    body = JSON.parse(text);
  } catch {
    // Not JSON: the text itself is the message.
  }
  const { message, details } = record(body);
  const words = typeof message === 'string' && message !== '' ? message : text.trim();
  return new MarathonError(
    response.status,
    words === '' || words.length > 2000 ? `The cluster answered ${response.status}.` : words,
    fieldErrors(details),
    body,
  );
};
