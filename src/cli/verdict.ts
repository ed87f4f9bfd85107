/** What became of a definition, in words: the pure half of `npm run try`. */
import type { Service } from '../api/client/service';
import type { FieldError } from '../protocol/marathon/error';
import type { MarathonEvent, StatusUpdateEvent } from '../protocol/marathon/event';
import type { InstanceCondition } from '../protocol/marathon/instance';
import type { QueueItem } from '../protocol/marathon/queue';
import { isTerminal } from '../protocol/mesos/task';

export type Verdict =
  | { readonly kind: 'refused'; readonly status: number; readonly reasons: readonly string[] }
  | { readonly kind: 'running'; readonly instances: number }
  | { readonly kind: 'finished'; readonly seconds: number }
  | { readonly kind: 'failed'; readonly reasons: readonly string[] }
  | { readonly kind: 'waiting'; readonly running: number; readonly wanted: number; readonly reasons: readonly string[] }
  /** Not up, yet nothing refused it: still pulling, or not found healthy. */
  | { readonly kind: 'starting'; readonly running: number; readonly wanted: number };

const firstLine = (text: string): string => text.split('\n', 1)[0] ?? '';

/** A refusal with all its reasons, `path: reason` each; of a parser's text the first line. */
export const refused = (error: {
  readonly status: number;
  readonly message: string;
  readonly details: readonly FieldError[];
}): Verdict => {
  const reasons = error.details.flatMap(({ path, errors }) => errors.map((reason) => `${path}: ${firstLine(reason)}`));
  return { kind: 'refused', status: error.status, reasons: reasons.length > 0 ? reasons : [error.message] };
};

const BAD_ENDS: ReadonlySet<InstanceCondition> = new Set<InstanceCondition>([
  'Failed',
  'Error',
  'Killed',
  'Gone',
  'Dropped',
  'Unknown',
]);

/** What was told of one task, newest last. */
const tasksOf = (events: readonly MarathonEvent[], instanceId: string): readonly StatusUpdateEvent[] =>
  events.filter(
    (event): event is StatusUpdateEvent =>
      event.eventType === 'status_update_event' && event.taskId.startsWith(`${instanceId}.`),
  );

/** How Marathon names the one container of an app. */
const APP_CONTAINER = '_app';

/** The containers that brought an instance down: those that failed by themselves, else all that were killed. */
const failuresOf = (updates: readonly StatusUpdateEvent[]): readonly string[] => {
  const ends = updates.filter(({ taskStatus }) => isTerminal(taskStatus) && taskStatus !== 'TASK_FINISHED');
  const guilty = ends.filter(({ taskStatus }) => taskStatus !== 'TASK_KILLED');
  return (guilty.length > 0 ? guilty : ends).map(({ taskId, taskStatus, message }) => {
    const name = taskId.split('.').at(-2) ?? taskId;
    const whose = name === APP_CONTAINER ? '' : `${name}: `;
    return `${whose}${taskStatus}${message === '' ? '' : `, ${message}`}`;
  });
};

/**
 * The first end of any instance: how many seconds it ran until all its containers had ended well, or why it failed.
 * Read from the events, since Marathon keeps no record of good ends, and of bad ones not of kills.
 */
const firstEnd = (events: readonly MarathonEvent[]): Verdict | undefined => {
  const since = new Map<string, number>();
  for (const [index, event] of events.entries()) {
    if (event.eventType !== 'instance_changed_event') continue;
    const at = Date.parse(event.timestamp);
    if (event.condition === 'Running') since.set(event.instanceId, at);
    if (event.condition === 'Finished')
      return { kind: 'finished', seconds: Math.round((at - (since.get(event.instanceId) ?? at)) / 1000) };
    if (BAD_ENDS.has(event.condition))
      return { kind: 'failed', reasons: failuresOf(tasksOf(events.slice(0, index), event.instanceId)) };
  }
  return undefined;
};

/** Why offers were turned down, most frequent first, e.g. `InsufficientCpus (6 of 6 offers)`. */
const rejections = (item: QueueItem | undefined): readonly string[] => {
  const rows = (item?.processedOffersSummary.rejectSummaryLastOffers ?? []).filter(({ declined }) => declined > 0);
  const offers = rows.reduce((sum, { declined }) => sum + declined, 0);
  const words = rows
    .toSorted((a, b) => b.declined - a.declined)
    .map(({ reason, declined }) => `${reason} (${declined} of ${offers} offers)`);
  return words.length > 0 ? words : ['no agent made an offer'];
};

/**
 * What a pod or an app has come to. `item`: its place in the launch queue, if it has one; `events`: all that was told since the
 * cluster began.
 */
export const verdictOn = (service: Service, item: QueueItem | undefined, events: readonly MarathonEvent[]): Verdict => {
  const end = firstEnd(events);
  if (end !== undefined) return end;
  const wanted = service.spec.scaling.instances;
  const running = service.instances.filter(({ status }) => status === 'STABLE').length;
  if (running >= wanted) return { kind: 'running', instances: wanted };
  const waits = item !== undefined && item.delay.timeLeftSeconds === 0 && service.instances.length < wanted;
  if (waits) return { kind: 'waiting', running, wanted, reasons: rejections(item) };
  return { kind: 'starting', running, wanted };
};

const plural = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? '' : 's'}`;

/** First the word of the table's column, then what there is to say about it, a line each. */
export const wordsOf = (verdict: Verdict): readonly [string, readonly string[]] => {
  switch (verdict.kind) {
    case 'refused':
      return [`refused ${verdict.status}`, verdict.reasons];
    case 'running':
      return ['running', [plural(verdict.instances, 'instance')]];
    case 'finished':
      return ['finished', [`after ${verdict.seconds} s; it starts again, as every service does`]];
    case 'failed':
      return ['failed', [...verdict.reasons, 'it starts again after its back-off']];
    case 'waiting':
      return ['waiting', [`${verdict.running} of ${plural(verdict.wanted, 'instance')} running`, ...verdict.reasons]];
    case 'starting':
      return ['starting', [`${verdict.running} of ${plural(verdict.wanted, 'instance')} running`]];
  }
};

/** Whether a verdict fails a build: what is refused or waits would not run as asked. */
export const isBad = (verdict: Verdict): boolean => verdict.kind === 'refused' || verdict.kind === 'waiting';

export interface Row {
  readonly file: string;
  readonly verdict: Verdict;
}

/** The table for the terminal. */
export const table = (rows: readonly Row[]): string => {
  const width = (texts: readonly string[]): number => Math.max(...texts.map((text) => text.length));
  const cells = rows.map(({ file, verdict }) => [file, ...wordsOf(verdict)] as const);
  const files = width(['FILE', ...cells.map(([file]) => file)]);
  const ends = width(['END', ...cells.map(([, end]) => end)]);
  const line = (file: string, end: string, why: string): string =>
    `${file.padEnd(files)}  ${end.padEnd(ends)}  ${why}`.trimEnd();
  const body = cells.flatMap(([file, end, [first = '', ...more]]) => [
    line(file, end, first),
    ...more.map((reason) => line('', '', reason)),
  ]);
  return [line('FILE', 'END', 'WHY'), ...body].join('\n');
};
