/** `dcos task log`: the last lines of a file of tasks' sandboxes, and what comes after them (dcos-core-cli `pkg/cmd/task/task_log.go`). */
import { DcosError, type DcosIo } from './io';
import { listAt, numberAt, parseJson, textAt, type Json } from './json';
import { findTasks, readState } from './mesos-tasks';
import { wholeNumber } from './properties';
import type { Arguments } from './usage';
import { ask, type Answer } from './wire';

/** Milliseconds between two looks at files that are followed. */
const LOOK_AGAIN = 1000;
/** An agent hands out no more at a time. */
const LONGEST_READ = 65_536;

const unavailable = (id: string, file: string, { status }: Answer): string =>
  `Error: the log of ${id} is not available: this cluster does not serve ${file} (HTTP ${status})`;

/** Prints the last lines of each task's file. The result is the exit code. */
const printLast = async (io: DcosIo, tasks: readonly Json[], file: string, lines: number): Promise<number> => {
  let failed = false;
  for (const task of tasks) {
    const id = textAt(task, 'id') ?? '';
    if (tasks.length > 1) io.stdout(`===> ${id} <===\n`);
    const path = `/system/v1/logs/v2/task/${encodeURIComponent(id)}/file/${encodeURIComponent(file)}`;
    const answer = await ask(io, 'GET', io.baseUrl + path, { query: { cursor: 'END', skip: String(-lines) } });
    if (answer.status === 200) io.stdout(answer.text);
    else {
      io.stderr(`${unavailable(id, file, answer)}\n`);
      failed = true;
    }
  }
  if (failed && tasks.length > 1) throw new DcosError('Error: could not log all matched tasks');
  return failed ? 1 : 0;
};

/** One file that is followed, and how much of it was printed. */
interface Followed {
  readonly id: string;
  readonly agentId: string;
  readonly path: string;
  offset: number;
}

/** The sandbox of a task, as its agent tells. @throws DcosError when it does not */
const sandboxOf = async (io: DcosIo, task: Json): Promise<string> => {
  const text = (name: string): string => textAt(task, name) ?? '';
  const [id, agentId, frameworkId] = [text('id'), text('slave_id'), text('framework_id')];
  const answer = await ask(io, 'GET', `${io.baseUrl}/agent/${agentId}/slave(1)/state`);
  const state = parseJson(answer.text);
  const frameworks = ['frameworks', 'completed_frameworks'].flatMap((name) => listAt(state, name));
  const executors = frameworks
    .filter((framework) => textAt(framework, 'id') === frameworkId)
    .flatMap((framework) => ['executors', 'completed_executors'].flatMap((name) => listAt(framework, name)));
  const has = (executor: Json): boolean =>
    ['tasks', 'queued_tasks', 'completed_tasks'].some((name) =>
      listAt(executor, name).some((each) => textAt(each, 'id') === id),
    );
  const executor = executors.find(has);
  const directory = textAt(executor, 'directory');
  if (directory === undefined) throw new DcosError(`Error: the agent of ${id} does not tell where its sandbox is`);
  return textAt(executor, 'type') === 'DEFAULT' ? `${directory}/tasks/${id}` : directory;
};

/** A part of a file, and the answer's own idea of where that is. @throws DcosError when there is none */
const readPart = async (io: DcosIo, { agentId, path, id }: Followed, offset: number, length: number): Promise<Json> => {
  const query = { path, offset: String(offset), length: String(length) };
  const answer = await ask(io, 'GET', `${io.baseUrl}/agent/${agentId}/files/read`, { query });
  const json = answer.status === 200 ? parseJson(answer.text) : undefined;
  if (json === undefined) throw new DcosError(unavailable(id, path.slice(path.lastIndexOf('/') + 1), answer));
  return json;
};

const begin = async (io: DcosIo, task: Json, file: string): Promise<Followed> => {
  const sandbox = await sandboxOf(io, task);
  const followed: Followed = {
    id: textAt(task, 'id') ?? '',
    agentId: textAt(task, 'slave_id') ?? '',
    path: `${sandbox}/${file}`,
    offset: 0,
  };
  followed.offset = numberAt(await readPart(io, followed, -1, 0), 'offset');
  return followed;
};

/** The last lines before the place from which the file is followed, as far as one read goes. */
const tailOf = async (io: DcosIo, followed: Followed, lines: number): Promise<string> => {
  const from = Math.max(0, followed.offset - LONGEST_READ);
  if (lines === 0 || followed.offset === 0) return '';
  const text = textAt(await readPart(io, followed, from, followed.offset - from), 'data') ?? '';
  const ended = text.endsWith('\n');
  const all = (ended ? text.slice(0, -1) : text).split('\n');
  return all.slice(-lines).join('\n') + (ended ? '\n' : '');
};

/** What came since the last look. */
const newsOf = async (io: DcosIo, followed: Followed): Promise<string> => {
  let text = '';
  for (;;) {
    const data = textAt(await readPart(io, followed, followed.offset, LONGEST_READ), 'data') ?? '';
    if (data === '') return text;
    followed.offset += new TextEncoder().encode(data).length;
    text += data;
  }
};

/** Prints the last lines and then whatever comes, until Ctrl+C. */
const follow = async (io: DcosIo, tasks: readonly Json[], file: string, lines: number): Promise<never> => {
  let last = '';
  const print = (id: string, text: string): void => {
    if (text === '') return;
    if (tasks.length > 1 && id !== last) io.stdout(`===> ${id} <===\n`);
    last = id;
    io.stdout(text);
  };
  const all: Followed[] = [];
  for (const task of tasks) all.push(await begin(io, task, file));
  for (const one of all) print(one.id, await tailOf(io, one, lines));
  for (;;) {
    await io.wait(LOOK_AGAIN, io.signal);
    io.signal?.throwIfAborted();
    for (const one of all) print(one.id, await newsOf(io, one));
  }
};

/** Runs `dcos task log`. */
export const printLogs = async (io: DcosIo, given: Arguments): Promise<number> => {
  const tasks = findTasks(await readState(io), given, given.one('<task>'));
  const file = given.maybe('<file>') ?? 'stdout';
  // The older client took negative numbers.
  const lines = Math.abs(wholeNumber(given.value('--lines') ?? '10'));
  return given.flag('--follow') ? follow(io, tasks, file, lines) : printLast(io, tasks, file, lines);
};
