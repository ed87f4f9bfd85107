/** Node's incoming message as a `Request`, or why it can't be one. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { isAuthority, type Refusal } from './request-guard';

/** The client went away before its request was whole. Nobody waits for the answer, and nothing failed. */
export class ClientLeft extends Error {
  override readonly name = 'ClientLeft';
}

/** What is still read of a body that nobody wants, so that its sender gets to read the answer. */
const UNWANTED = 16 * 1024 * 1024;

const bad = (message: string): Refusal => ({ status: 400, message });

/** The URL asked for. The target's own host, where it has one, beats the header (RFC 9112 §3.2.2). */
export const urlOf = (incoming: IncomingMessage, fallback: string): URL | Refusal => {
  const target = incoming.url ?? '';
  const hosts = incoming.rawHeaders.filter((_, i, all) => i % 2 === 1 && all[i - 1]?.toLowerCase() === 'host');
  if (hosts.length > 1) return bad('More than one Host header.');
  if (hosts.length === 0 && incoming.httpVersion === '1.1') return bad('The Host header is missing.');
  const host = hosts[0] ?? fallback;
  if (!isAuthority(host)) return bad('The Host header is no host.');
  // Put together as text: resolved against a base, a target that starts with `//` would be another host.
  const text = target.startsWith('/') ? `http://${host}${target}` : target;
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined || !/^https?:$/.test(url.protocol) || url.username !== '' || url.password !== '')
    return bad('The request target is neither a path nor an http URL.');
  return url;
};

/** @param onWanted called when the body is first asked for: a sender may wait for that */
const bodyOf = (incoming: IncomingMessage, onWanted: () => void): ReadableStream<Uint8Array> => {
  let wanted = false;
  let unwanted = 0;
  let cancelled = false;
  const listen = (controller: ReadableStreamDefaultController<Uint8Array>): void => {
    const fail = (): void => controller.error(new ClientLeft('The client left within its request.'));
    if (incoming.destroyed) fail();
    incoming.once('error', fail);
    incoming.on('data', (chunk: Uint8Array) => {
      if (cancelled) unwanted += chunk.byteLength;
      else controller.enqueue(chunk);
      if (unwanted > UNWANTED) incoming.destroy();
      if (!cancelled) incoming.pause();
    });
    incoming.once('end', () => {
      if (!cancelled) controller.close();
    });
  };
  return new ReadableStream<Uint8Array>(
    {
      pull: (controller) => {
        if (!wanted) listen(controller);
        if (!wanted) onWanted();
        wanted = true;
        incoming.resume();
      },
      cancel: () => {
        cancelled = true;
        incoming.resume();
      },
    },
    // Nothing is read ahead of the cluster: it may refuse by what the headers say.
    { highWaterMark: 0 },
  );
};

/** @throws TypeError for methods that `Request` does not know */
export const toRequest = (incoming: IncomingMessage, outgoing: ServerResponse, url: URL): Request => {
  const { method = 'GET', rawHeaders } = incoming;
  const headers: [string, string][] = [];
  for (let i = 0; i + 1 < rawHeaders.length; i += 2) headers.push([rawHeaders[i] ?? '', rawHeaders[i + 1] ?? '']);
  // A GET may carry a body, by the letter; no answer depends on it.
  if (method === 'GET' || method === 'HEAD') return new Request(url, { method, headers });
  const onWanted = (): void => {
    if (incoming.headers.expect !== undefined && incoming.httpVersion === '1.1') outgoing.writeContinue();
  };
  return new Request(url, { method, headers, body: bodyOf(incoming, onWanted), duplex: 'half' } as RequestInit);
};
