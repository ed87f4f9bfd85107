/** A `Response` to Node's own: most as one piece with its length, event streams frame by frame for as long as they are read. */
import type { ServerResponse } from 'node:http';

/** Milliseconds for which a client may take nothing of its answer. */
const LONGEST_STALL = 30_000;
/** What a reader of events may leave unread before it is cut off, in bytes; it comes back and reads the present. */
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
  end(): void;
}

/** Sends frames as they come, until one of the two ends. */
const pump = async (
  body: ReadableStream<Uint8Array>,
  outgoing: ServerResponse,
  streams: Set<OpenStream>,
): Promise<void> => {
  const reader = body.getReader();
  const leave = (): void => void reader.cancel().catch(() => undefined);
  const stream: OpenStream = {
    beat: () => {
      if (!outgoing.writableNeedDrain) outgoing.write('\r\n');
    },
    end: () => {
      leave();
      outgoing.end();
    },
  };
  outgoing.once('close', leave);
  streams.add(stream);
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) break;
      // Not waited for: frames would pile up a second time within the cluster.
      if (outgoing.writableLength > STREAM_BACKLOG) return void outgoing.destroy();
      outgoing.write(value);
    }
    outgoing.end();
  } finally {
    streams.delete(stream);
  }
};

/** @param streams where event streams are kept while they are open */
export const send = async (response: Response, outgoing: ServerResponse, streams: Set<OpenStream>): Promise<void> => {
  const { body, status, headers } = response;
  if (outgoing.destroyed) return body?.cancel();
  const head: Record<string, string | number> = { 'x-content-type-options': 'nosniff' };
  for (const [name, value] of headers) head[name] = value;
  if (body !== null && headers.get('content-type')?.startsWith('text/event-stream') === true) {
    // At once, not with the first frame: until then the reader would not know that it is attached.
    outgoing.writeHead(status, head).flushHeaders();
    return pump(body, outgoing, streams);
  }
  const bytes = body === null ? new Uint8Array() : new Uint8Array(await response.arrayBuffer());
  // What a HEAD would have got is not known, and 204 and 304 have no length.
  if (outgoing.req.method !== 'HEAD' && status !== 204 && status !== 304) head['content-length'] = bytes.byteLength;
  outgoing.writeHead(status, head).end(bytes);
  if (outgoing.writableLength > 0) outgoing.setTimeout(LONGEST_STALL, () => outgoing.destroy());
};
