/** The event stream: frames put together from any pieces, and a connection that comes back. */
import fc from 'fast-check';
import { afterEach, expect, test } from 'vitest';
import { listenToEvents, readEvents } from './event-source';
import { setTransport } from './transport';

const streamOf = (chunks: readonly Uint8Array[]) =>
  new ReadableStream<Uint8Array>({
    start: (controller) => {
      for (const chunk of chunks) controller.enqueue(chunk);
      controller.close();
    },
  });

test('frames arrive whole and in order, however the bytes were cut', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.string({ unit: 'grapheme' }).filter((text) => !/[\r\n]/.test(text) && text !== '')),
      fc.infiniteStream(fc.integer({ min: 1, max: 9 })),
      async (texts, sizes) => {
        const bytes = new TextEncoder().encode(
          texts.map((text) => `event: x\ndata: ${text}\n\n:heart-beat\n\n`).join(''),
        );
        const chunks: Uint8Array[] = [];
        for (let at = 0; at < bytes.length;) {
          const size = sizes.next().value ?? 1;
          chunks.push(bytes.slice(at, at + size));
          at += size;
        }
        const seen: string[] = [];
        await readEvents(streamOf(chunks), (data) => seen.push(data));
        expect(seen).toEqual(texts);
      },
    ),
    { numRuns: 50 },
  );
});

const stops: (() => void)[] = [];
afterEach(() => {
  for (const stop of stops.splice(0)) stop();
});

test('after a connection ends it comes back, and both are told', async () => {
  const frame = new TextEncoder().encode(
    'data: {"eventType":"app_terminated_event","appId":"/a","timestamp":"t"}\n\ndata: no json\n\ndata: {"eventType":"unheard_of"}\n\n',
  );
  let connections = 0;
  setTransport(async () => {
    connections += 1;
    return new Response(connections === 1 ? streamOf([frame]) : new ReadableStream(), {
      headers: { 'content-type': 'text/event-stream' },
    });
  });
  const told: string[] = [];
  await new Promise<void>((resolve) => {
    stops.push(
      listenToEvents({
        onEvent: (event) => told.push(event.eventType),
        onState: (state) => {
          told.push(state);
          if (connections === 2) resolve();
        },
      }),
    );
  });
  expect(told).toEqual(['open', 'app_terminated_event', 'down', 'open']);
});

test('a listener that leaves ends its connection', async () => {
  const left = new Promise<string>((resolve) => {
    setTransport(async (request) => {
      request.signal.addEventListener('abort', () => resolve('left'));
      return new Response(new ReadableStream());
    });
  });
  await new Promise<void>((resolve) => {
    const stop = listenToEvents({ onEvent: () => undefined, onState: () => (stop(), resolve()) });
  });
  expect(await left).toBe('left');
});
