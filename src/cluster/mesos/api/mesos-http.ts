/** All HTTP of the Mesos side: the master's, its agents', and the logs DC/OS makes of their sandboxes. */
import type { HttpHandler, HttpRequest } from '../../runtime/http';
import type { MesosContext } from '../mesos-state';
import { agentEndpoints } from './agent-endpoints';
import { masterEndpoints } from './master-endpoints';
import { isOperatorWrite, operatorApi } from './operator-api';
import { taskLogs } from './task-logs';

export interface MesosHttp {
  /** Below `/mesos`. */
  readonly master: HttpHandler;
  /** Below `/agent`. */
  readonly agent: HttpHandler;
  /** Below `/system/v1`. */
  readonly system: HttpHandler;
}

const isOperatorApi = ({ path }: HttpRequest): boolean => /^(\/master)?\/api\/v1\/?$/.test(path);

/** Whether a request below `/mesos` changes something when it succeeds. */
export const isMesosWrite = (request: HttpRequest): boolean => isOperatorApi(request) && isOperatorWrite(request);

export const createMesosHttp = (ctx: MesosContext): MesosHttp => {
  const endpoints = masterEndpoints(ctx);
  return {
    master: (request) => (isOperatorApi(request) ? operatorApi(ctx, request) : endpoints(request)),
    agent: agentEndpoints(ctx),
    system: taskLogs(ctx),
  };
};
