/**
 * A file of lines that survives crashes. A line is what one `fsync` made safe: a checksum and JSON. So a crash can only
 * harm the last line, which nobody was told about; harm anywhere else is a fault of the medium, and is not papered over.
 */
import type { FileHandle } from 'node:fs/promises';
import { crc32 } from 'node:zlib';

const checksum = (json: string): string => crc32(json).toString(16).padStart(8, '0');

export const lineOf = (value: unknown): string => {
  const json = JSON.stringify(value);
  return `${checksum(json)} ${json}\n`;
};

export interface JournalText {
  /** The values of the whole lines. */
  readonly values: readonly unknown[];
  /** Where they end, in bytes; what follows is torn. */
  readonly end: number;
}

/** One line's value, `undefined` when it is damaged. No line of ours holds `undefined`. */
const valueOf = (line: string): unknown => {
  const json = line.slice(9);
  return line[8] === ' ' && checksum(json) === line.slice(0, 8) ? JSON.parse(json) : undefined;
};

/** @throws Error naming the line when one that is not the last is damaged */
export const readLines = (file: string, bytes: Buffer): JournalText => {
  const values: unknown[] = [];
  let end = 0;
  for (let next = bytes.indexOf(10); next >= 0; next = bytes.indexOf(10, end)) {
    const value = valueOf(bytes.toString('utf8', end, next));
    if (value === undefined) {
      if (next + 1 >= bytes.length) break;
      const line = values.length + 1;
      throw new Error(
        `${file}: line ${line} is damaged and others follow it. Restore the file from a copy, or go on from what is whole by deleting line ${line} and all after it`,
      );
    }
    values.push(value);
    end = next + 1;
  }
  return { values, end };
};

export interface LineWriter<T> {
  /** Resolves when the value would survive a crash. Values that come while others are written share their line. */
  append(value: T): Promise<void>;
  /** Resolves when all that was appended so far is safe; rejects when some of it is not. */
  settled(): Promise<void>;
  close(): Promise<void>;
}

interface Waiting<T> {
  readonly value: T;
  resolve(): void;
  reject(error: unknown): void;
}

/** @param handle opened for appending @param size of the file so far */
export const createLineWriter = <T>(handle: FileHandle, size: number): LineWriter<T> => {
  let end = size;
  let waiting: Waiting<T>[] = [];
  let writing = false;
  let last: Promise<void> = Promise.resolve();

  const write = async (values: readonly T[]): Promise<void> => {
    const line = lineOf(values);
    try {
      await handle.appendFile(line);
      await handle.datasync();
      end += Buffer.byteLength(line);
    } catch (error) {
      // A half line would harm the ones after it. What the disk holds after a failed sync is unknown: no second try.
      await handle.truncate(end).catch(() => undefined);
      throw error;
    }
  };

  const writeAll = async (): Promise<void> => {
    writing = true;
    while (waiting.length > 0) {
      const batch = waiting;
      waiting = [];
      try {
        await write(batch.map(({ value }) => value));
        for (const { resolve } of batch) resolve();
      } catch (error) {
        for (const { reject } of batch) reject(error);
      }
    }
    writing = false;
  };

  return {
    append: (value) => {
      last = new Promise((resolve, reject) => waiting.push({ value, resolve, reject }));
      if (!writing) void writeAll();
      return last;
    },
    settled: () => last,
    close: async () => {
      await last.catch(() => undefined);
      await handle.close();
    },
  };
};
