/** An agent's HTTP below `/agent/<id>`, with or without its process's name in front (Mesos `slave/http.cpp`). */
import type { HttpAnswer, HttpHandler, HttpRequest } from '../../runtime/http';
import type { MasterAgent } from '../master/master-state';
import type { MesosContext } from '../mesos-state';
import { agentApi } from './agent-api';
import { agentFlags, agentStateJson } from './agent-state-json';
import { reachOf } from './agent-status';
import { containerJson, containersOf } from './containers-json';
import { filesEndpoint } from './files';
import { notAllowed, OK, refusedByAgent, silentAgent, unknownAgent } from './http-answers';
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

/** What an agent answers; without one that does, what DC/OS answers instead. */
export const atAgent = (
  ctx: MesosContext,
  agentId: string,
  answer: (agent: MasterAgent) => HttpAnswer | undefined,
): HttpAnswer | undefined => {
  const agent = ctx.state.master.agents.get(agentId);
  if (agent === undefined) return unknownAgent(agentId);
  const reach = reachOf(ctx, agentId);
  if (reach === 'answers') return answer(agent);
  return reach === 'silent' ? silentAgent : refusedByAgent;
};

const answerOf = (ctx: MesosContext, agent: MasterAgent, request: HttpRequest): HttpAnswer | undefined => {
  const path = request.path.replace(/^\/slave\(1\)(?=\/)/, '').replace(/(?<=.)\/$|\.json$/, '');
  if (path === '/health') return OK;
  if (path === '/api/v1') return agentApi(ctx, agent, request);
  const read = READS.get(path);
  if (read === undefined) return filesEndpoint(ctx, agent.id, { ...request, path });
  if (request.method !== 'GET') return notAllowed(request.method, 'GET');
  return { status: 200, json: read(ctx, agent, request.query) };
};

/** `undefined` for paths that are not an agent's. Paths are below `/agent`. */
export const agentEndpoints =
  (ctx: MesosContext): HttpHandler =>
  (request): HttpAnswer | undefined => {
    const [, id, path = ''] = /^\/([^/]+)(\/.*)?$/.exec(request.path) ?? [];
    return id === undefined ? undefined : atAgent(ctx, id, (agent) => answerOf(ctx, agent, { ...request, path }));
  };
