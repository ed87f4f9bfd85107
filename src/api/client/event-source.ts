/**
 * Marathon's event stream over `fetch`, with reconnect. The browser's own `EventSource` is not used: it does not come
 * back when the service worker behind it was stopped, and it can't run over the worker's port.
 */
import { isMarathonEvent, type MarathonEvent } from '../../protocol/marathon/event';
import { marathonPath, send } from './transport';

export interface EventListener {
  onEvent(event: MarathonEvent): void;
  /** `open` after each (re)connect: what happened in between is unknown. `down` when a connection ended or failed. */
  onState(state: 'open' | 'down'): void;
}

/** Milliseconds before the nth retry in a row: at once, then doubling to ten seconds. */
const retryDelay = (failures: number): number => (failures === 0 ? 250 : Math.min(10_000, 500 * 2 ** failures));

const wait = (delay: number, signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    if (signal.aborted) return resolve();
    const timer = setTimeout(resolve, delay);
    signal.addEventListener('abort', () => (clearTimeout(timer), resolve()), { once: true });
  });

/** Connects to `GET /v2/events` and stays connected until the returned function is called. */
export const listenToEvents = (listener: EventListener): (() => void) => {
  const stop = new AbortController();
  void stayConnected(listener, stop.signal);
  return () => stop.abort();
};

const stayConnected = async (listener: EventListener, signal: AbortSignal): Promise<void> => {
  for (let failures = 0; !signal.aborted;) {
    try {
      const response = await send(marathonPath('/v2/events'), { headers: { accept: 'text/event-stream' }, signal });
      listener.onState('open');
      failures = 0;
      if (response.body !== null) await readEvents(response.body, (data) => deliver(data, listener), signal);
    } catch {
      failures += 1;
    }
    if (signal.aborted) return;
    listener.onState('down');
    await wait(retryDelay(failures), signal);
  }
};

/** Frames that are not one of Marathon's events (heart-beats, future kinds) are passed over. */
const deliver = (data: string, listener: EventListener): void => {
  let event: unknown;
  try {
    event = JSON.parse(data);
  } catch {
    return;
  }
  if (isMarathonEvent(event)) listener.onEvent(event);
};

/**
 * Splits a `text/event-stream` body into frames and hands each frame's data on, in order, as it arrives.
 * Resolves when the stream ends or `signal` aborts, rejects when it breaks.
 */
export const readEvents = async (
  body: ReadableStream<Uint8Array>,
  onData: (data: string) => void,
  signal?: AbortSignal,
): Promise<void> => {
  const reader = body.getReader();
  // Not every transport ties a body to the signal of its request.
  signal?.addEventListener('abort', () => void reader.cancel().catch(() => undefined), { once: true });
  const decoder = new TextDecoder();
  let rest = '';
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    rest += decoder.decode(value, { stream: true });
    const frames = rest.split(/\r?\n\r?\n/);
    rest = frames.pop() ?? '';
    for (const frame of frames) {
      const data = frame
        .split(/\r?\n/)
        .flatMap((line) => (line.startsWith('data:') ? [line.slice(5).replace(/^ /, '')] : []));
      if (data.length > 0) onData(data.join('\n'));
    }
  }
};
