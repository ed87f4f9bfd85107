/** The event bus behind `/v2/events`. Listeners live here, outside the state: they belong to connections, not to the cluster. */
import type { MarathonEvent } from '../../../protocol/marathon/event';
import { isoTime } from '../../../protocol/units';
import type { Entry, Runtime } from '../../runtime/runtime';

type Untimed<Event> = Event extends MarathonEvent ? Omit<Event, 'timestamp'> : never;
/** An event before the bus stamped it. */
export type UntimedEvent = Untimed<MarathonEvent>;

export interface EventBus {
  /** Stamps the event with the virtual time and tells every listener. */
  publish(event: UntimedEvent): void;
  /** Whether anybody listens: events that are dear to make need not be made for nobody. */
  isHeard(): boolean;
  /** @returns the way to leave */
  subscribe(listener: (event: MarathonEvent) => void): () => void;
}

export const createEventBus = (runtime: Runtime<Entry>): EventBus => {
  const listeners = new Set<(event: MarathonEvent) => void>();
  return {
    publish(event) {
      if (listeners.size === 0) return;
      const stamped: MarathonEvent = { ...event, timestamp: isoTime(runtime.now()) };
      for (const listener of listeners) listener(stamped);
    },
    isHeard: () => listeners.size > 0,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
};
