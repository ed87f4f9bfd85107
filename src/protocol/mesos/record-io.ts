/** RecordIO: how Mesos's endless answers are cut into records (Mesos `common/recordio.hpp`). */

const encoder = new TextEncoder();

/** One record: its length in bytes, a line feed, itself. */
export const record = (text: string): string => `${encoder.encode(text).length}\n${text}`;

/** What an event stream of the operator API sends so that its reader knows that it is still there. */
export const HEARTBEAT = record('{"type":"HEARTBEAT"}');
