/** Toasts raised but not yet shown: the region is loaded on demand and takes them over once it is there. */
import type { Tone } from './tone';

export interface ToastMessage {
  readonly tone: Tone;
  readonly title: string;
  readonly text?: string;
}

let waiting: readonly ToastMessage[] = [];
const listeners = new Set<() => void>();

const publish = (next: readonly ToastMessage[]) => {
  waiting = next;
  for (const listener of listeners) listener();
};

/** Raises a toast. Usable outside React too, e.g. by a mutation that outlives its page. */
export function raiseToast(tone: Tone, title: string, text?: string): void {
  publish([...waiting, { tone, title, ...(text ? { text } : {}) }]);
}

export const waitingToasts = (): readonly ToastMessage[] => waiting;

/** Hands the waiting toasts over; they are the caller's to show now. */
export function takeToasts(): readonly ToastMessage[] {
  const taken = waiting;
  if (taken.length > 0) publish([]);
  return taken;
}

export function onToasts(listener: () => void): () => void {
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
  };
}
