/** A thousand readers of events that come and go: what they cost in memory, and how fast news reaches them. */
import { connect } from 'node:net';
import { load, requestText } from './load.mjs';

const EVENTS = 'GET /v2/events HTTP/1.1\r\nHost: localhost\r\nAccept: text/event-stream\r\n\r\n';

/** Attached once the first frame is there. */
const attach = (port) =>
  new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1', () => socket.write(EVENTS));
    socket.on('error', reject);
    socket.on('data', () => resolve(socket));
  });

const attachAll = async (port, count) => {
  const sockets = [];
  while (sockets.length < count)
    sockets.push(
      ...(await Promise.all(Array.from({ length: Math.min(50, count - sockets.length) }, () => attach(port)))),
    );
  return sockets;
};

export const measureStreams = async ({ port, memory }, { readers, seconds, pod }) => {
  const rows = [];
  const sockets = await attachAll(port, readers);
  rows.push({ what: `memory with ${readers} event streams`, value: memory(), unit: 'MB' });
  const writes = await load({
    port,
    connections: 4,
    count: 200,
    seconds: 10,
    request: (n) => requestText('POST', '/v2/pods', pod(`/heard/pod-${n}`)),
  });
  rows.push({ what: `POST /v2/pods heard by ${readers} streams`, value: writes.perSecond, unit: 'per s' });

  const since = performance.now();
  const passed = () => (performance.now() - since) / 1000;
  let exchanged = 0;
  let early = memory();
  while (passed() < seconds) {
    // The first third warms up.
    if (passed() < seconds / 3) early = memory();
    const at = exchanged++ % readers;
    sockets[at].destroy();
    sockets[at] = await attach(port);
  }
  rows.push({ what: 'streams that left and were replaced', value: exchanged, unit: '' });
  rows.push({
    what: `memory growth while they did, ${Math.round((seconds * 2) / 3)} s`,
    value: memory() - early,
    unit: 'MB',
  });
  for (const socket of sockets) socket.destroy();
  return rows;
};
