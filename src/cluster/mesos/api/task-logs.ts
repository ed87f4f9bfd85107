/**
 * DC/OS's logs of tasks, below `/system/v1`: lines of a file of a sandbox, counted from where one wants (dcos-log
 * `api/v2/handlers.go`, `mesos/files/reader`). Asked of the master they are answered at once, without a redirect to the agent.
 */
import type { HttpAnswer, HttpHandler, HttpRequest } from '../../runtime/http';
import type { MasterAgent } from '../master/master-state';
import type { MesosContext } from '../mesos-state';
import { atAgent } from './agent-endpoints';
import { unreachableTasks } from './agent-status';
import { filesEndpoint } from './files';
import { badRequest, notAllowed, notFound } from './http-answers';
import { directoryOf, runsOn } from './sandbox';
import { findNode } from './sandbox-tree';
import type { FileNode } from './sandbox-tree';

type Query = HttpRequest['query'];

const LINE_FEED = 10;
const CHUNK = 65_536;

/** Where the last `count` lines before `end` begin. */
const backBy = (file: FileNode, end: number, count: number): number => {
  let left = count;
  for (let to = end; to > 0; to -= CHUNK) {
    const from = Math.max(0, to - CHUNK);
    const bytes = file.read(from, to);
    for (let n = bytes.length - 1; n >= 0; n--) {
      // The one that ends the last line begins no other.
      if (bytes[n] !== LINE_FEED || from + n === end - 1) continue;
      if (--left === 0) return from + n + 1;
    }
  }
  return 0;
};

/** Where one is after `count` lines from `start` on. */
const onBy = (file: FileNode, start: number, count: number): number => {
  let left = count;
  for (let from = start; left > 0 && from < file.size; from += CHUNK) {
    const bytes = file.read(from, Math.min(file.size, from + CHUNK));
    for (let n = 0; n < bytes.length; n++) if (bytes[n] === LINE_FEED && --left === 0) return from + n + 1;
  }
  return count > 0 ? file.size : start;
};

const FIXED: ReadonlyMap<string, 'begin' | 'end'> = new Map([
  ['BEG', 'begin'],
  ['END', 'end'],
]);

/** A whole number, undefined when absent, or why it is none. */
const integerIn = (query: Query, name: string): number | undefined | HttpAnswer => {
  const text = query.get(name);
  if (text === null || text === '') return undefined;
  if (/^-?\d{1,15}$/.test(text)) return Number(text);
  return badRequest(`unable to parse ${name} parameter. ${text} not an integer`);
};

const linesOf = (file: FileNode, query: Query): HttpAnswer => {
  const fixed = FIXED.get(query.get('cursor') ?? 'BEG');
  const cursor = fixed === undefined ? integerIn(query, 'cursor') : fixed === 'end' ? file.size : 0;
  const [skip = 0, limit = 0] = [integerIn(query, 'skip'), integerIn(query, 'limit')];
  if (typeof cursor === 'object') return cursor;
  if (typeof skip === 'object') return skip;
  if (typeof limit === 'object') return limit;
  const begin = Math.min(file.size, Math.max(0, cursor ?? 0));
  const start = skip < 0 ? backBy(file, begin, -skip) : onBy(file, begin, skip);
  const end = limit > 0 ? onBy(file, start, limit) : file.size;
  return { status: 200, text: new TextDecoder('utf-8', { ignoreBOM: true }).decode(file.read(start, end)) };
};

/** The directory of the one task whose id this is, or a part of. */
const directoryOfTask = (ctx: MesosContext, agent: MasterAgent, wanted: string): string | undefined => {
  const all = [...runsOn(ctx, agent.id).values()].flatMap((run) =>
    run.boxes.map(({ taskId }) => ({
      taskId,
      directory: `${directoryOf(agent.id, run)}${run.isCommand ? '' : `/tasks/${taskId}`}`,
    })),
  );
  const exact = all.findLast(({ taskId }) => taskId === wanted);
  const [similar, ...others] = all.filter(({ taskId }) => taskId.includes(wanted));
  return exact?.directory ?? (others.length === 0 ? similar?.directory : undefined);
};

/** `<file>`, `file/<file>`, each with `/download` behind it, `browse`, `files/browse`; nothing at all is stdout. */
const answerIn = (
  ctx: MesosContext,
  agent: MasterAgent,
  directory: string,
  rest: string,
  { query, method }: HttpRequest,
): HttpAnswer | undefined => {
  if (method !== 'GET') return notAllowed(method, 'GET');
  const files = (verb: 'browse' | 'download', path: string): HttpAnswer | undefined => {
    const request = { method, path: `/files/${verb}`, query: new URLSearchParams({ path }) };
    return filesEndpoint(ctx, agent.id, { ...request, headers: new Map(), body: new Uint8Array(), origin: '' });
  };
  if (/^\/(files\/)?browse$/.test(rest)) return files('browse', directory);
  const parts = /^(?:\/(?:file\/)?([^/]+))??(\/download)?$/.exec(rest);
  if (parts === null) return notFound('File not found');
  const [, name = 'stdout', ending] = parts;
  const path = `${directory}/${name}`;
  if (ending !== undefined) return files('download', path);
  const node = findNode(ctx, agent.id, path);
  return typeof node === 'string' || node.kind !== 'file' ? notFound('File not found') : linesOf(node, query);
};

const CANONICAL = /^\/frameworks\/([^/]+)\/executors\/([^/]+)\/runs\/([^/]+)(\/tasks\/[^/]+)?(\/.*)$/;
const DISCOVERED = /^\/([^/]+)(\/.*)?$/;

const answerAgent = (ctx: MesosContext, agent: MasterAgent, below: string, request: HttpRequest) => {
  const [, frameworkId, executorId = '', containerId = '', task = '', rest = ''] = CANONICAL.exec(below) ?? [];
  if (frameworkId !== undefined) {
    const directory = `${directoryOf(agent.id, { frameworkId, executorId, containerId })}${task}`;
    return answerIn(ctx, agent, directory, rest, request);
  }
  const [, taskId = '', file = ''] = DISCOVERED.exec(below) ?? [];
  const directory = directoryOfTask(ctx, agent, taskId);
  if (directory !== undefined) return answerIn(ctx, agent, directory, file, request);
  return notFound(`unable to get canonical task ID: task ${taskId} not found`);
};

/** The agent that ran a task last. */
const agentOfTask = (ctx: MesosContext, wanted: string): string | undefined => {
  const { tasks, frameworks } = ctx.state.master;
  const remembered = [...frameworks.values()].flatMap((each) => [...each.completed, ...unreachableTasks(each)]);
  const all = [...remembered, ...tasks.values()];
  const task =
    all.findLast(({ info }) => info.taskId === wanted) ?? all.findLast(({ info }) => info.taskId.includes(wanted));
  return task?.agentId;
};

/** `undefined` for paths that are no logs of tasks. Paths are below `/system/v1`. */
export const taskLogs =
  (ctx: MesosContext): HttpHandler =>
  (request): HttpAnswer | undefined => {
    const [, id, below = ''] = /^(?:\/agent\/([^/]+))?\/logs\/v2\/task(\/.+)$/.exec(request.path) ?? [];
    if (below === '') return undefined;
    const taskId = DISCOVERED.exec(below)?.[1] ?? '';
    const agentId = id ?? agentOfTask(ctx, taskId);
    if (agentId === undefined) return notFound(`unable to get canonical task ID: task ${taskId} not found`);
    return atAgent(ctx, agentId, (agent) => answerAgent(ctx, agent, below, request));
  };
