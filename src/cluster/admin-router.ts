/**
 * The front door: `Request` in, `Response` out. Reads bodies within their caps, sorts requests to Marathon, Mesos and the
 * simulation as DC/OS's Admin Router does, and turns their plain answers into responses, endless ones into streams.
 */
import { PartMissing } from './lazy-parts';
import { bodyTooLarge, message, uriNotFound } from '../protocol/marathon/error';
import type { HttpAnswer, HttpRequest } from './runtime/http';

type Handle = (request: HttpRequest) => HttpAnswer | undefined | Promise<HttpAnswer | undefined>;

/** Who answers what; each gets paths below its own root. */
export interface Services {
  /** `/service/marathon/*`, and Marathon's own root `/v2/*`, `/ping`, `/metrics`. */
  readonly marathon: Handle;
  /** `/mesos/*` */
  readonly mesos: Handle;
  /** `/agent/*`, `/slave/*`: an agent's id, and what is asked of it. */
  readonly agent: Handle;
  /** `/system/v1/*` */
  readonly system: Handle;
  /** `/mesos_dns/*` */
  readonly dns: Handle;
  /** `/_simulation/*` */
  readonly simulation: Handle;
}

export interface AdminRouter {
  /** Never rejects: what goes wrong inside is a 500. */
  fetch(request: Request): Promise<Response>;
  /** Ends every open stream, so that its reader comes back and starts anew. */
  closeStreams(): void;
}

/** 1 MiB, as much as Marathon's own default allows in practice. */
const BODY_LIMIT = 1024 * 1024;
/** A snapshot carries a whole cluster. */
const SNAPSHOT_LIMIT = 256 * 1024 * 1024;
/** A reader that lets this much pile up behind what it began with is dropped; it reconnects and reads the present instead of the past. */
const STREAM_BACKLOG = 4 * 1024 * 1024;

/** The DC/OS that Marathon 1.11 and Mesos 1.11 came with. */
const DCOS_VERSION = { version: '2.2.0', 'dcos-variant': 'open' } as const;

const NO_CACHE = { 'Cache-Control': 'no-cache, no-store, must-revalidate', Pragma: 'no-cache', Expires: '0' } as const;

/** Browsers remember that a file was missing for as long as the worker that asked for it lives. */
const NOT_FETCHED =
  'A part of the simulated cluster could not be fetched: the server of this page is away, or has a newer version by now. Nothing was changed. Close every tab of this page and open it again.';

/** @param onError told of every exception behind a 500 */
export const createAdminRouter = (services: Services, onError: (error: unknown) => void): AdminRouter => {
  const streams = newOpenStreams();
  return {
    fetch: async (request) => {
      try {
        return toResponse(await answer(services, request), request.method === 'HEAD', streams);
      } catch (error) {
        onError(error);
        const words = error instanceof PartMissing ? NOT_FETCHED : 'The simulated cluster failed on this request.';
        return toResponse({ status: 500, json: message(words) }, false, streams);
      }
    },
    closeStreams: () => {
      for (const end of streams.ends) end();
    },
  };
};

const answer = async (services: Services, request: Request): Promise<HttpAnswer> => {
  const url = new URL(request.url);
  const path = decodePath(url.pathname);
  if (path === undefined) return { status: 400, json: message('The path is not valid percent-encoded UTF-8.') };
  // Marathon sends visitors to its own pages, which are not here.
  if (path === '/') return { status: 302, headers: { Location: '/ui/' } };
  if (path === '/dcos-metadata/dcos-version.json') return { status: 200, json: DCOS_VERSION };
  const route = routeOf(services, path);
  if (route === undefined) return { status: 404, json: uriNotFound() };
  const limit = path === '/_simulation/snapshot' ? SNAPSHOT_LIMIT : BODY_LIMIT;
  const body = await readBody(request, limit);
  if (typeof body === 'number') return { status: 413, json: bodyTooLarge(body, limit) };
  const found = await route.handle({
    // A HEAD is a GET whose body stays here.
    method: request.method === 'HEAD' ? 'GET' : request.method,
    path: route.path,
    query: url.searchParams,
    headers: new Map(request.headers),
    body,
    origin: url.origin,
  });
  return found ?? { status: 404, json: uriNotFound() };
};

const decodePath = (pathname: string): string | undefined => {
  try {
    return decodeURIComponent(pathname);
  } catch {
    return undefined;
  }
};

const routeOf = (services: Services, path: string): { readonly handle: Handle; readonly path: string } | undefined => {
  const below = (prefix: string): string | undefined =>
    path === prefix || path.startsWith(`${prefix}/`) ? path.slice(prefix.length) || '/' : undefined;
  const marathon = below('/service/marathon');
  if (marathon !== undefined) return { handle: services.marathon, path: marathon };
  const mesos = below('/mesos');
  if (mesos !== undefined) return { handle: services.mesos, path: mesos };
  // Older clients call agents slaves.
  const agent = below('/agent') ?? below('/slave');
  if (agent !== undefined) return { handle: services.agent, path: agent };
  const system = below('/system/v1');
  if (system !== undefined) return { handle: services.system, path: system };
  const dns = below('/mesos_dns');
  if (dns !== undefined) return { handle: services.dns, path: dns };
  const simulation = below('/_simulation');
  if (simulation !== undefined) return { handle: services.simulation, path: simulation };
  if (/^\/(v2(\/|$)|ping$|metrics$)/.test(path)) return { handle: services.marathon, path };
  return undefined;
};

/** The whole body, or its size (what is known of it) when that is over the limit. */
const readBody = async (request: Request, limit: number): Promise<Uint8Array | number> => {
  const announced = Number(request.headers.get('content-length') ?? 0);
  if (announced > limit) return announced;
  if (request.body === null) return new Uint8Array();
  const chunks: Uint8Array[] = [];
  let size = 0;
  const reader = request.body.getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    size += value.byteLength;
    if (size > limit) {
      // Not awaited: the body may be one half of a pair, whose cancellation waits for the other half's.
      void reader.cancel();
      return size;
    }
    chunks.push(value);
  }
  const body = new Uint8Array(size);
  let offset = 0;
  for (const chunk of chunks) {
    body.set(chunk, offset);
    offset += chunk.byteLength;
  }
  return body;
};

const contentType = (answered: HttpAnswer): string | undefined => {
  if (answered.json !== undefined) return 'application/json';
  if (answered.stream !== undefined) return 'text/event-stream';
  return answered.text === undefined ? undefined : 'text/plain; charset=utf-8';
};

const toResponse = (answered: HttpAnswer, headOnly: boolean, streams: OpenStreams): Response => {
  const type = contentType(answered);
  const init = {
    status: answered.status,
    headers: { ...NO_CACHE, ...(type !== undefined && { 'Content-Type': type }), ...answered.headers },
  };
  if (headOnly || answered.status === 204 || answered.status === 304) return new Response(null, init);
  if (answered.json !== undefined) return new Response(JSON.stringify(answered.json), init);
  if (answered.stream !== undefined) return new Response(toStream(answered.stream, streams), init);
  return new Response(answered.text ?? null, init);
};

interface OpenStreams {
  /** How each is ended. */
  readonly ends: Set<() => void>;
  encode(text: string): Uint8Array;
}

/** All readers get the same frames in turn, so each is encoded once and kept in memory once, however many wait for it. */
const newOpenStreams = (): OpenStreams => {
  const encoder = new TextEncoder();
  let lastText = '';
  let lastFrame = new Uint8Array();
  return {
    ends: new Set(),
    encode: (text) => {
      if (text !== lastText) lastFrame = encoder.encode(text);
      lastText = text;
      return lastFrame;
    },
  };
};

/** An endless answer as a stream that ends when its reader leaves, falls too far behind, or the world changes. */
const toStream = (open: NonNullable<HttpAnswer['stream']>, streams: OpenStreams): ReadableStream<Uint8Array> => {
  let leave: (() => void) | undefined;
  let end: (() => void) | undefined;
  const forget = (): void => {
    if (end !== undefined) streams.ends.delete(end);
    leave?.();
    leave = undefined;
  };
  return new ReadableStream<Uint8Array>(
    {
      start: (controller) => {
        let closed = false;
        end = () => {
          if (closed) return;
          closed = true;
          forget();
          controller.close();
        };
        streams.ends.add(end);
        let opening = true;
        let allowed = STREAM_BACKLOG;
        leave = open((text) => {
          if (closed) return;
          const frame = streams.encode(text);
          // What a stream begins with may be as large as the cluster.
          if (opening) allowed += frame.byteLength;
          controller.enqueue(frame);
          if ((controller.desiredSize ?? 0) < -allowed) end?.();
        }, end);
        opening = false;
      },
      cancel: forget,
    },
    new ByteLengthQueuingStrategy({ highWaterMark: 64 * 1024 }),
  );
};
