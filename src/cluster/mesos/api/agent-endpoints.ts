/** An agent's HTTP below `/agent/<id>`, with or without its process's name in front (Mesos `slave/http.cpp`). */
import type { HttpAnswer, HttpHandler, HttpRequest } from '../../runtime/http';
import type { MasterAgent } from '../master/master-state';
import type { MesosContext } from '../mesos-state';
import { agentApi } from './agent-api';
import { agentFlags, agentStateJson } from './agent-state-json';
import { isReachable } from './agent-status';
import { containerJson, containersOf } from './containers-json';
import { filesEndpoint } from './files';
import { notAllowed, OK } from './http-answers';
import { agentMetricsJson } from './metrics';
import { VERSION_JSON } from './version-json';

type Read = (ctx: MesosContext, agent: MasterAgent, query: HttpRequest['query']) => object;

const containers: Read = (ctx, { id }, query) => {
  const wanted = query.get('container_id');
  return containersOf(ctx, id, query.get('show_nested') === 'true')
    .filter(({ containerId }) => wanted === null || containerId === wanted)
    .map((entry) => containerJson(entry, ctx.runtime.now()));
};

const READS: ReadonlyMap<string, Read> = new Map<string, Read>([
  ['/state', agentStateJson],
  ['/containers', containers],
  ['/monitor/statistics', containers],
  ['/flags', (_, agent) => ({ flags: agentFlags(agent) })],
  ['/version', () => VERSION_JSON],
  ['/metrics/snapshot', (ctx, agent) => agentMetricsJson(agent, ctx.runtime.now())],
]);

/** The agent of a path and what is asked of it. */
export const agentOfPath = (
  ctx: MesosContext,
  path: string,
): { readonly agent: MasterAgent; readonly below: string } | undefined => {
  const [, id = '', below = ''] = /^\/([^/]+)(\/.*)?$/.exec(path) ?? [];
  const agent = ctx.state.master.agents.get(id);
  return agent !== undefined && isReachable(ctx.state.master, id) ? { agent, below } : undefined;
};

/** `undefined` for agents and paths that are not there. Paths are below `/agent`. */
export const agentEndpoints =
  (ctx: MesosContext): HttpHandler =>
  (request): HttpAnswer | undefined => {
    const found = agentOfPath(ctx, request.path);
    if (found === undefined) return undefined;
    const { agent, below } = found;
    const path = below.replace(/^\/slave\(1\)(?=\/)/, '').replace(/(?<=.)\/$|\.json$/, '');
    if (path === '/health') return OK;
    if (path === '/api/v1') return agentApi(ctx, agent, request);
    const read = READS.get(path);
    if (read === undefined) return filesEndpoint(ctx, agent.id, { ...request, path });
    if (request.method !== 'GET') return notAllowed(request.method, 'GET');
    return { status: 200, json: read(ctx, agent, request.query) };
  };
