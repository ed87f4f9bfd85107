/**
 * `fetch` over a `MessagePort`: requests go one way, heads and body chunks come back. A reader that stops reading stops
 * its sender after a window of chunks; a reader that leaves, leaves on the other side too.
 */

type Up =
  | {
      readonly k: 'req';
      readonly id: number;
      readonly url: string;
      readonly method: string;
      readonly headers: [string, string][];
      readonly body: ArrayBuffer | null;
    }
  | { readonly k: 'cancel'; readonly id: number }
  /** The reader took `n` chunks. */
  | { readonly k: 'taken'; readonly id: number; readonly n: number }
  /** The page goes away: whatever it listens to can end. */
  | { readonly k: 'bye' };

type Down =
  /** The first message of all: somebody serves this port. */
  | { readonly k: 'hello' }
  | {
      readonly k: 'head';
      readonly id: number;
      readonly status: number;
      readonly headers: [string, string][];
      readonly hasBody: boolean;
    }
  | { readonly k: 'chunk'; readonly id: number; readonly data: Uint8Array<ArrayBuffer> }
  | { readonly k: 'end'; readonly id: number; readonly error?: string };

type Fetch = (request: Request) => Promise<Response>;

/** Chunks on their way to one reader. */
const WINDOW = 32;

/** One answer being sent. */
interface Sending {
  readonly stop: AbortController;
  credit: number;
  resume: (() => void) | undefined;
  reader: ReadableStreamDefaultReader<Uint8Array<ArrayBuffer>> | undefined;
}

/** Answers whatever comes over the port. `onBye`: the page at the other end went away, perhaps to return. */
export const serveOverPort = (port: MessagePort, fetch: Fetch, onBye: () => void = () => undefined): void => {
  const sending = new Map<number, Sending>();
  const cancel = (id: number): void => {
    const one = sending.get(id);
    sending.delete(id);
    one?.stop.abort();
    void one?.reader?.cancel().catch(() => undefined);
    one?.resume?.();
  };
  port.onmessage = ({ data }: MessageEvent<Up>) => {
    switch (data.k) {
      case 'req': {
        const one: Sending = { stop: new AbortController(), credit: WINDOW, resume: undefined, reader: undefined };
        sending.set(data.id, one);
        void respond(port, fetch, data, one).finally(() => sending.delete(data.id));
        break;
      }
      case 'cancel':
        cancel(data.id);
        break;
      case 'taken': {
        const one = sending.get(data.id);
        if (one === undefined) break;
        one.credit += data.n;
        one.resume?.();
        break;
      }
      case 'bye':
        for (const id of sending.keys()) cancel(id);
        onBye();
        break;
    }
  };
  port.postMessage({ k: 'hello' } satisfies Down);
};

const respond = async (port: MessagePort, fetch: Fetch, up: Extract<Up, { k: 'req' }>, one: Sending): Promise<void> => {
  const post = (message: Down): void => port.postMessage(message);
  try {
    const { url, method, headers, body } = up;
    const request = new Request(url, { method, headers, body, signal: one.stop.signal });
    const response = await fetch(request);
    const { status, body: stream } = response;
    post({ k: 'head', id: up.id, status, headers: [...response.headers], hasBody: stream !== null });
    if (stream !== null) await sendBody(stream, one, (data) => post({ k: 'chunk', id: up.id, data }));
    post({ k: 'end', id: up.id });
  } catch (error) {
    post({ k: 'end', id: up.id, error: String(error) });
  }
};

const sendBody = async (
  stream: ReadableStream<Uint8Array<ArrayBuffer>>,
  one: Sending,
  send: (data: Uint8Array<ArrayBuffer>) => void,
): Promise<void> => {
  one.reader = stream.getReader();
  if (one.stop.signal.aborted) await one.reader.cancel();
  for (;;) {
    const { done, value } = await one.reader.read();
    if (done) return;
    send(value);
    one.credit -= 1;
    while (one.credit <= 0 && !one.stop.signal.aborted) await new Promise<void>((resolve) => (one.resume = resolve));
  }
};

/** One answer being received. */
interface Receiving {
  onHead(head: Extract<Down, { k: 'head' }>): void;
  onChunk(data: Uint8Array): void;
  onEnd(error: string | undefined): void;
}

export interface PortClient {
  readonly fetch: Fetch;
  /** Resolves at the first sign of life from the other end. */
  readonly hello: Promise<void>;
  /** Tells the other end that this page goes away. */
  bye(): void;
}

/** The page's end of a served port. */
export const connectPort = (port: MessagePort): PortClient => {
  const receiving = new Map<number, Receiving>();
  let lastId = 0;
  let greeted: () => void = () => undefined;
  const hello = new Promise<void>((resolve) => (greeted = resolve));
  port.onmessage = ({ data }: MessageEvent<Down>) => {
    if (data.k === 'hello') greeted();
    else if (data.k === 'head') receiving.get(data.id)?.onHead(data);
    else if (data.k === 'chunk') receiving.get(data.id)?.onChunk(data.data);
    else {
      receiving.get(data.id)?.onEnd(data.error);
      receiving.delete(data.id);
    }
  };
  return {
    hello,
    bye: () => port.postMessage({ k: 'bye' } satisfies Up),
    fetch: async (request) => {
      const body = request.body === null ? null : await request.arrayBuffer();
      request.signal.throwIfAborted();
      const id = ++lastId;
      const post = (message: Up): void => port.postMessage(message);
      return new Promise<Response>((resolve, reject) => {
        const leave = (): void => {
          if (receiving.delete(id)) post({ k: 'cancel', id });
        };
        const answer = receive(resolve, reject, (n) => post({ k: 'taken', id, n }), leave);
        receiving.set(id, answer.receiving);
        request.signal.addEventListener('abort', () => {
          leave();
          answer.abort(request.signal.reason);
        });
        const { url, method } = request;
        port.postMessage(
          { k: 'req', id, url, method, headers: [...request.headers], body } satisfies Up,
          body === null ? [] : [body],
        );
      });
    },
  };
};

/** Builds a response out of messages: settled by its head, its body filled chunk by chunk. */
const receive = (
  resolve: (response: Response) => void,
  reject: (error: unknown) => void,
  taken: (n: number) => void,
  leave: () => void,
): { readonly receiving: Receiving; readonly abort: (reason: unknown) => void } => {
  let body: ReadableStreamDefaultController<Uint8Array> | undefined;
  let untold = 0;
  /** Told only while there is room, so that a slow reader holds its sender back. */
  const tell = (): void => {
    if (untold === 0 || (body?.desiredSize ?? 0) <= 0) return;
    taken(untold);
    untold = 0;
  };
  const fail = (reason: unknown): void => {
    body?.error(reason);
    body = undefined;
    reject(reason);
  };
  const receiving: Receiving = {
    onHead: ({ status, headers, hasBody }) => {
      const stream = new ReadableStream<Uint8Array>(
        {
          start: (controller) => {
            body = controller;
          },
          pull: tell,
          cancel: () => {
            body = undefined;
            leave();
          },
        },
        { highWaterMark: 16 },
      );
      resolve(new Response(hasBody && status !== 204 && status !== 304 ? stream : null, { status, headers }));
    },
    onChunk: (data) => {
      body?.enqueue(data);
      untold += 1;
      tell();
    },
    onEnd: (error) => {
      if (error !== undefined) return fail(new TypeError(error));
      body?.close();
      body = undefined;
    },
  };
  return { receiving, abort: fail };
};
