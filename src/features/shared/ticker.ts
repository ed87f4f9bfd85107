/**
 * One timer for every text on screen that ages. Each text re-renders itself, and only when its words change,
 * so a table of a thousand ages costs a thousand string comparisons a second and no table render.
 */
import { useSyncExternalStore } from 'react';
import { clusterNow, onClockRead } from '../../api/queries/clock';

const PERIOD_MS = 1000;

const listeners = new Set<() => void>();
let timer: ReturnType<typeof setInterval> | undefined;
let stopReading = (): void => undefined;
let now = 0;

const tick = (): void => {
  now = clusterNow();
  for (const listener of listeners) listener();
};

const subscribe = (listener: () => void): (() => void) => {
  if (timer === undefined) {
    now = clusterNow();
    timer = setInterval(tick, PERIOD_MS);
    stopReading = onClockRead(tick);
  }
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0) return;
    clearInterval(timer);
    stopReading();
    timer = undefined;
  };
};

/** Reads the cluster clock once a second through `read`; the caller renders again only when the result differs.
 *  `read` gets virtual milliseconds and answers a primitive. */
export const useTicking = <T extends string | number | boolean | undefined>(read: (now: number) => T): T =>
  useSyncExternalStore(subscribe, () => read(timer === undefined ? clusterNow() : now));
