/** What would become of a definition, tried on a copy of the cluster that is thrown away. Times are virtual, milliseconds since the Unix epoch. */
import type { ServiceScheduling } from './scheduling';

/** `POST /_simulation/forecast`. */
export interface ForecastWish {
  readonly kind: 'pod' | 'app';
  /** As it would be sent. */
  readonly definition: unknown;
  /** Of the service it changes; absent: it is a new one. */
  readonly service?: string;
  /** Takes the place of a deployment that holds the service. */
  readonly force?: boolean;
  /** `fit`: only where one more instance would fit now, nothing is run. */
  readonly only?: 'fit';
}

export type Forecast = RefusedForecast | RunForecast;

/** The cluster would refuse it, with this answer. */
export interface RefusedForecast {
  readonly verdict: 'refused';
  readonly status: number;
  readonly body: unknown;
}

export interface RunForecast {
  readonly verdict: 'accepted';
  /** Of the service. */
  readonly service: string;
  readonly from: number;
  readonly until: number;
  /**
   * How the look ahead ended: `done` its deployment was over; `waiting` nothing more happened, as instances found no place;
   * `cut` it goes on for longer than was looked.
   */
  readonly end: 'done' | 'waiting' | 'cut';
  /** In order of time; the first of them, if there were very many. */
  readonly steps: readonly ForecastStep[];
  readonly moreSteps: number;
  /** Where its instances are at the end, and were at the start, agent by agent. */
  readonly agents: readonly ForecastAgent[];
  /** Instances that have no place at the end. */
  readonly waiting: number;
  /** Of the last instance that failed on the way: which container, and what was told of it; null where none did. */
  readonly failure: { readonly container: string; readonly message: string } | null;
  /** Of one more instance; null where nothing waits, unless only that was asked. */
  readonly scheduling: ServiceScheduling | null;
}

export interface ForecastStep {
  readonly at: number;
  readonly instanceId: string;
  /** `placed`: launched on an agent. `up`: it runs, is healthy and ready, as far as that is checked. `stopping`: told to end. */
  readonly what: 'placed' | 'up' | 'stopping' | 'ended' | 'failed';
  readonly hostname: string | null;
  /** It ran already before the change. */
  readonly old: boolean;
}

export interface ForecastAgent {
  readonly agentId: string;
  readonly hostname: string;
  readonly region: string | null;
  readonly zone: string | null;
  readonly before: number;
  readonly after: number;
}
