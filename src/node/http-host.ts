/**
 * A cluster's HTTP server: carries requests to `fetch` and answers back, within limits, and answers in JSON whatever
 * comes in. It decides nothing about pods.
 */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { toRequest, urlOf } from './incoming';
import { send, sendMessage, type OpenStream } from './outgoing';
import { guardFor, inUrl, type Refusal } from './request-guard';

type Fetch = (request: Request) => Promise<Response>;

export interface HttpLimits {
  /** Bytes of request line and headers together. */
  readonly headerBytes: number;
  /** Milliseconds from the connection, or the end of the last request, to the end of the headers. */
  readonly headersMs: number;
  /** Milliseconds for a whole request with its body. */
  readonly requestMs: number;
  readonly connections: number;
  /** Milliseconds between two signs of life on an event stream, as Marathon's own has them. */
  readonly beatMs: number;
  /** Milliseconds that requests under way get when the server stops. */
  readonly graceMs: number;
}

const LIMITS: HttpLimits = {
  headerBytes: 16 * 1024,
  // Far longer than any client needs: a large cluster may be busy for seconds, and what waits meanwhile is not late.
  headersMs: 30_000,
  requestMs: 120_000,
  connections: 4096,
  beatMs: 10_000,
  graceMs: 2000,
};
const IDLE_MS = 60_000;

export interface HttpHostOptions {
  readonly hostname: string;
  /** 0 = any that is free. */
  readonly port: number;
  readonly onError: (error: unknown) => void;
  readonly limits?: Partial<HttpLimits>;
}

export interface HttpHost {
  /** Without a slash at the end. */
  readonly url: string;
  /** Accepts nothing more, ends event streams, lets requests under way finish for a moment. */
  close(): Promise<void>;
}

/** Answers for bytes that never became a request. */
const refusalOf = (code: string | undefined): Refusal => {
  if (code === 'HPE_HEADER_OVERFLOW') return { status: 431, message: 'The headers are too large.' };
  if (code === 'HPE_CHUNK_EXTENSIONS_OVERFLOW') return { status: 413, message: 'The chunk extensions are too large.' };
  if (code === 'ERR_HTTP_REQUEST_TIMEOUT') return { status: 408, message: 'The request did not arrive in time.' };
  return { status: 400, message: 'This is not HTTP.' };
};

const REASONS: Readonly<Record<number, string>> = {
  400: 'Bad Request',
  405: 'Method Not Allowed',
  408: 'Request Timeout',
  413: 'Content Too Large',
  431: 'Request Header Fields Too Large',
};

/** Writes an answer past Node's own, which has none at this point, and ends the connection. */
const answerRaw = (socket: Socket, { status, message }: Refusal): void => {
  const body = JSON.stringify({ message });
  const head = `HTTP/1.1 ${status} ${REASONS[status] ?? ''}\r\nContent-Type: application/json\r\n`;
  socket.end(`${head}Content-Length: ${Buffer.byteLength(body)}\r\nConnection: close\r\n\r\n${body}`, () =>
    socket.destroy(),
  );
};

/** Refuses what is no request. `answerOf`: what is under way on a connection, which must not be disturbed. */
const refuseGarbage = (server: Server, answerOf: (socket: Socket) => ServerResponse | undefined): void => {
  server.on('clientError', (error: NodeJS.ErrnoException, socket: Socket) => {
    if (error.code === 'ECONNRESET' || !socket.writable || answerOf(socket)?.headersSent === true) socket.destroy();
    else answerRaw(socket, refusalOf(error.code));
  });
  server.on('connect', (_request: IncomingMessage, socket: Socket) =>
    answerRaw(socket, { status: 405, message: 'This is no proxy.' }),
  );
  server.on('checkExpectation', (_request: IncomingMessage, outgoing: ServerResponse) =>
    sendMessage(outgoing, 417, 'Only 100-continue can be expected here.'),
  );
};

const serverWithin = (limits: HttpLimits): Server => {
  const server = createServer({
    maxHeaderSize: limits.headerBytes,
    headersTimeout: limits.headersMs,
    requestTimeout: limits.requestMs,
    connectionsCheckingInterval: limits.headersMs / 5,
    keepAliveTimeout: IDLE_MS,
    // Readers of events that vanish without a word are found by the kernel.
    keepAlive: true,
    keepAliveInitialDelay: 30_000,
    noDelay: true,
    // Checked with the other things a Host header must be, and refused in JSON.
    requireHostHeader: false,
  });
  server.maxConnections = limits.connections;
  return server;
};

/** Why the server can't listen, in words. */
const reasonOf = (error: NodeJS.ErrnoException, { port, hostname }: HttpHostOptions): Error => {
  if (error.code === 'EADDRINUSE')
    return new Error(`port ${port} on ${hostname} is taken; choose another with --port, or 0 for any that is free`);
  if (['EADDRNOTAVAIL', 'ENOTFOUND', 'EAI_AGAIN'].includes(error.code ?? ''))
    return new Error(`${hostname} is no address of this machine`);
  if (error.code === 'EACCES')
    return new Error(`port ${port} needs rights this process has not; choose one above 1023`);
  return error;
};

const listen = (server: Server, options: HttpHostOptions): Promise<AddressInfo> =>
  new Promise((resolve, reject) => {
    server.once('error', (error) => reject(reasonOf(error, options)));
    server.listen(options.port, options.hostname, () => {
      const address = server.address();
      if (address !== null && typeof address === 'object') resolve(address);
      else reject(new Error('The server has no address.'));
    });
  });

/** @throws Error when the port is taken or the address is not of this machine */
export const startHttpHost = async (fetch: Fetch, options: HttpHostOptions): Promise<HttpHost> => {
  const limits = { ...LIMITS, ...options.limits };
  const streams = new Set<OpenStream>();
  const answering = new Map<Socket, ServerResponse>();
  const guard = guardFor(options.hostname);
  let fallback = '';
  let closing = false;

  const answer = async (incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> => {
    const url = urlOf(incoming, fallback);
    if (!(url instanceof URL)) return sendMessage(outgoing, url.status, url.message);
    const { method = 'GET' } = incoming;
    const refused = guard(url, method, incoming.headers.origin);
    if (refused !== undefined) return sendMessage(outgoing, refused.status, refused.message);
    // `Request` does not know it.
    if (method === 'TRACE') return sendMessage(outgoing, 405, 'TRACE is not answered.');
    const response = await fetch(toRequest(incoming, outgoing, url));
    if (closing) outgoing.shouldKeepAlive = false;
    await send(response, outgoing, streams);
  };
  const onRequest = (incoming: IncomingMessage, outgoing: ServerResponse): void => {
    const { socket } = incoming;
    answering.set(socket, outgoing);
    outgoing.once('close', () => {
      if (answering.get(socket) === outgoing) answering.delete(socket);
      if (closing) socket.destroySoon();
    });
    // A client that leaves within its answer is no news.
    outgoing.on('error', () => undefined);
    answer(incoming, outgoing).catch((error: unknown) => {
      options.onError(error);
      if (outgoing.headersSent) outgoing.destroy();
      else sendMessage(outgoing, 500, 'The server failed on this request.');
    });
  };

  const server = serverWithin(limits);
  server.on('request', onRequest);
  // Whoever waits for leave to send a body gets it when the body is wanted.
  server.on('checkContinue', onRequest);
  refuseGarbage(server, (socket) => answering.get(socket));
  const address = await listen(server, options);
  fallback = `${inUrl(address.address)}:${address.port}`;
  const beats = setInterval(() => {
    for (const stream of streams) stream.beat();
  }, limits.beatMs);

  return {
    url: `http://${fallback}`,
    close: () =>
      new Promise((resolve) => {
        closing = true;
        clearInterval(beats);
        const cut = setTimeout(() => server.closeAllConnections(), limits.graceMs);
        server.close(() => {
          clearTimeout(cut);
          resolve();
        });
        for (const stream of streams) stream.end();
      }),
  };
};
