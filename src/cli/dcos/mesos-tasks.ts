/** The tasks of Mesos as commands ask for them: by flags, and by a part or pattern of their id. */
import { DcosError, type DcosIo } from './io';
import { listAt, textAt, type Json } from './json';
import type { Arguments } from './usage';
import { ask, goRefusal, jsonOf } from './wire';

/** States a task does not leave. */
const ENDED: ReadonlySet<string> = new Set(
  [
    'FINISHED',
    'KILLED',
    'FAILED',
    'LOST',
    'ERROR',
    'GONE',
    'GONE_BY_OPERATOR',
    'DROPPED',
    'UNREACHABLE',
    'UNKNOWN',
  ].map((state) => `TASK_${state}`),
);

export const readState = async (io: DcosIo): Promise<Json> => {
  const answer = await ask(io, 'GET', `${io.baseUrl}/mesos/master/state`);
  if (answer.status !== 200) throw goRefusal(answer);
  return jsonOf(answer);
};

/** `web*` as a pattern, other texts as a part of the id. */
const idMatcher = (filter: string): ((id: string) => boolean) => {
  if (!/[*?]/.test(filter)) return (id) => id.includes(filter);
  const parts = filter.split('*');
  const fits = (part: string, text: string): boolean =>
    Array.from(part).every((character, index) => character === '?' || character === text.charAt(index));
  return (id) => {
    const [first = '', ...rest] = parts;
    const last = rest.pop() ?? '';
    if (parts.length === 1) return id.length === filter.length && fits(filter, id);
    if (id.length < first.length + last.length || !fits(first, id) || !fits(last, id.slice(id.length - last.length)))
      return false;
    let from = first.length;
    const end = id.length - last.length;
    for (const part of rest) {
      while (from + part.length <= end && !fits(part, id.slice(from, from + part.length))) from += 1;
      if (from + part.length > end) return false;
      from += part.length;
    }
    return true;
  };
};

/** The tasks of the whole state that the flags and the filter ask for. @throws DcosError when a filter finds none */
export const findTasks = (state: Json, given: Arguments, filter: string | undefined): readonly Json[] => {
  if (given.flag('--all') && given.flag('--completed'))
    throw new DcosError('Error: cannot accept both options --all and --completed');
  const frameworks = listAt(state, 'frameworks');
  const all = ['tasks', 'completed_tasks'].flatMap((key) => frameworks.flatMap((one) => listAt(one, key)));
  const agent = given.value('--agent-id');
  const matches = filter === undefined ? () => true : idMatcher(filter);
  const tasks = all
    .filter((task) => given.flag('--all') || ENDED.has(textAt(task, 'state') ?? '') === given.flag('--completed'))
    .filter((task) => agent === undefined || textAt(task, 'slave_id') === agent)
    .filter((task) => matches(textAt(task, 'id') ?? ''));
  if (tasks.length === 0 && filter !== undefined) throw new DcosError(`Error: no task ID found containing '${filter}'`);
  return tasks;
};
