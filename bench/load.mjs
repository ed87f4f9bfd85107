/** A load generator that costs little beside the server it loads: raw sockets, requests written once, answers hardly read. */
import { connect } from 'node:net';

/** Bytes of one whole answer with a Content-Length at the start of the buffer; 0 = not whole yet. */
const wholeAnswer = (buffer) => {
  const end = buffer.indexOf('\r\n\r\n');
  if (end < 0) return 0;
  const length = /\r\ncontent-length: (\d+)/i.exec(buffer.toString('latin1', 0, end + 2))?.[1];
  if (length === undefined) throw new Error(`an answer without length: ${buffer.toString('latin1', 0, end)}`);
  const size = end + 4 + Number(length);
  return buffer.length >= size ? size : 0;
};

export const requestText = (method, path, body) => {
  const head = `${method} ${path} HTTP/1.1\r\nHost: localhost\r\n`;
  if (body === undefined) return `${head}\r\n`;
  const json = JSON.stringify(body);
  return `${head}Content-Type: application/json\r\nContent-Length: ${Buffer.byteLength(json)}\r\n\r\n${json}`;
};

/** Sends requests one after another on one connection until `next` has none; `onAnswer` gets milliseconds and status. */
const runConnection = (port, next, onAnswer) =>
  new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1');
    socket.setNoDelay(true);
    let received = Buffer.alloc(0);
    let since = 0;
    const send = () => {
      const text = next();
      if (text === undefined) return void socket.end(resolve);
      since = performance.now();
      socket.write(text);
    };
    socket.on('connect', send);
    socket.on('error', reject);
    socket.on('data', (chunk) => {
      received = received.length === 0 ? chunk : Buffer.concat([received, chunk]);
      const size = wholeAnswer(received);
      if (size === 0) return;
      onAnswer(performance.now() - since, Number(received.toString('latin1', 9, 12)));
      received = received.subarray(size);
      send();
    });
  });

/** `share` of the sorted numbers lie below the result. */
const quantile = (sorted, share) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))];

/**
 * Loads a server with `count` requests at most, for `seconds` at most.
 * @param request the text of the n-th request
 * @returns answers per second, latencies in milliseconds, and how many answers were no success
 */
export const load = async ({ port, connections, count, seconds, request }) => {
  const times = [];
  let sent = 0;
  let failed = 0;
  const since = performance.now();
  const next = () => (sent >= count || performance.now() - since > seconds * 1000 ? undefined : request(sent++));
  const onAnswer = (ms, status) => {
    times.push(ms);
    if (status >= 400) failed += 1;
  };
  await Promise.all(Array.from({ length: connections }, () => runConnection(port, next, onAnswer)));
  const took = (performance.now() - since) / 1000;
  const sorted = times.toSorted((a, b) => a - b);
  return {
    answers: times.length,
    perSecond: Math.round(times.length / took),
    p50: quantile(sorted, 0.5),
    p99: quantile(sorted, 0.99),
    failed,
  };
};
