/** A `Response` to Node's own: most as one piece with its length, event streams frame by frame for as long as they are read. */
import type { ServerResponse } from 'node:http';
import { HEARTBEAT } from '../protocol/mesos/record-io';

/** Milliseconds for which a client may take nothing of its answer. */
const LONGEST_STALL = 60_000;
/** What a reader of events may leave unread before it is cut off, in bytes, besides its largest frame, which may hold a whole cluster; it comes back and reads the present. */
const STREAM_BACKLOG = 1024 * 1024;

/** A JSON answer that the cluster had no part in. */
export const sendMessage = (outgoing: ServerResponse, status: number, message: string): void => {
  const body = JSON.stringify({ message });
  outgoing.writeHead(status, {
    'Content-Type': 'application/json',
    'Content-Length': Buffer.byteLength(body),
    'X-Content-Type-Options': 'nosniff',
  });
  outgoing.end(body);
};

/** An open event stream. */
export interface OpenStream {
  /** Says that both ends are still there. */
  beat(): void;
  /** Ends it for its reader. Its source is not told: that would be news for all other readers, and all of them end now. */
  end(): void;
}

/** Sends frames as they come, those of one turn together, until one of the two ends. */
const pump = async (
  body: ReadableStream<Uint8Array>,
  outgoing: ServerResponse,
  streams: Set<OpenStream>,
  sign: string,
): Promise<void> => {
  const reader = body.getReader();
  let ended = false;
  const leave = (): void => {
    if (!ended) void reader.cancel().catch(() => undefined);
  };
  let frames: Uint8Array[] = [];
  let allowed = STREAM_BACKLOG;
  const flush = (): void => {
    // Not waited for: frames would pile up a second time within the cluster.
    if (outgoing.writableLength > allowed) outgoing.destroy();
    else if (frames.length > 0 && !ended) outgoing.write(Buffer.concat(frames));
    frames = [];
  };
  const stream: OpenStream = {
    beat: () => {
      if (!outgoing.writableNeedDrain) outgoing.write(sign);
    },
    end: () => {
      flush();
      ended = true;
      outgoing.end();
    },
  };
  outgoing.once('close', leave);
  streams.add(stream);
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) break;
      allowed = Math.max(allowed, STREAM_BACKLOG + value.byteLength);
      if (frames.push(value) === 1) setImmediate(flush);
    }
  } finally {
    streams.delete(stream);
  }
  flush();
  outgoing.end();
};

/** What says that an endless answer goes on, by its kind; undefined for those that end. */
const signOfLife = (headers: Headers): string | undefined => {
  const type = headers.get('content-type') ?? '';
  if (type.startsWith('text/event-stream')) return '\r\n';
  // Mesos's event stream: records of JSON.
  return headers.get('transfer-encoding') === 'chunked' ? HEARTBEAT : undefined;
};

/** @param streams where event streams are kept while they are open */
export const send = async (response: Response, outgoing: ServerResponse, streams: Set<OpenStream>): Promise<void> => {
  const { body, status, headers } = response;
  if (outgoing.destroyed) return body?.cancel();
  const head: Record<string, string | number> = { 'x-content-type-options': 'nosniff' };
  for (const [name, value] of headers) head[name] = value;
  const sign = signOfLife(headers);
  if (body !== null && sign !== undefined) {
    // At once, not with the first frame: until then the reader would not know that it is attached.
    outgoing.writeHead(status, head).flushHeaders();
    return pump(body, outgoing, streams, sign);
  }
  const bytes = body === null ? new Uint8Array() : new Uint8Array(await response.arrayBuffer());
  // What a HEAD would have got is not known, and 204 and 304 have no length.
  if (outgoing.req.method !== 'HEAD' && status !== 204 && status !== 304) head['content-length'] = bytes.byteLength;
  outgoing.writeHead(status, head).end(bytes);
  // In the next turn: timers count from the start of a turn, and an answer this large may have taken long to make.
  if (outgoing.writableLength > 0) setImmediate(() => outgoing.setTimeout(LONGEST_STALL, () => outgoing.destroy()));
};
