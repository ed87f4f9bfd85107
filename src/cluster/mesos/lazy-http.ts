/**
 * The HTTP side of Mesos, fetched when somebody first asks: a cluster runs without it, and it is as large as the rest of
 * Mesos. Whoever takes requests in awaits `loadMesosHttp` first.
 */
import type { HttpRequest } from '../runtime/http';
import type { MesosHttp } from './api/mesos-http';
import type { MesosContext } from './mesos-state';

const loaded: { parts?: typeof import('./api/mesos-http') } = {};

/** Fetches it, once. */
export const loadMesosHttp = async (): Promise<void> => {
  loaded.parts ??= await import('./api/mesos-http');
};

const parts = (): typeof import('./api/mesos-http') => {
  if (loaded.parts === undefined) throw new Error('loadMesosHttp() has to end before Mesos is asked anything');
  return loaded.parts;
};

/** Whether a request below `/mesos` changes something when it succeeds. */
export const isMesosWrite = (request: HttpRequest): boolean => parts().isMesosWrite(request);

/** @throws Error, when it is asked something, before `loadMesosHttp` ended */
export const lazyMesosHttp = (ctx: MesosContext): MesosHttp => {
  let made: MesosHttp | undefined;
  const http = (): MesosHttp => (made ??= parts().createMesosHttp(ctx));
  return {
    master: (request) => http().master(request),
    agent: (request) => http().agent(request),
    system: (request) => http().system(request),
  };
};
