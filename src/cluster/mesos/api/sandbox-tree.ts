/** Sandboxes as directories and files, found by their path (Mesos `files/files.cpp`, `slave/paths`). */
import type { Millis } from '../../../protocol/units';
import type { MesosContext } from '../mesos-state';
import { directoryOf, printedIn, runsOn } from './sandbox';
import type { Box, Run } from './sandbox';

export interface FileNode {
  readonly kind: 'file';
  readonly owner: string;
  readonly changedAt: Millis;
  readonly size: number;
  read(from: number, to: number): Uint8Array;
}

export interface DirectoryNode {
  readonly kind: 'directory';
  readonly owner: string;
  readonly changedAt: Millis;
  /** By name. */
  readonly entries: ReadonlyMap<string, () => TreeNode>;
}

export type TreeNode = FileNode | DirectoryNode;

export type Found = TreeNode | 'missing' | 'inaccessible';

type Entries = [name: string, node: () => TreeNode][];

const directory = (owner: string, changedAt: Millis, entries: Entries): DirectoryNode => ({
  kind: 'directory',
  owner,
  changedAt,
  entries: new Map(entries),
});

/** A file of a process that did not start, or that keeps nothing. */
const emptyFile = (owner: string, changedAt: Millis): FileNode => ({
  kind: 'file',
  owner,
  changedAt,
  size: 0,
  read: () => new Uint8Array(),
});

const outputs = (ctx: MesosContext, box: Box): Entries => {
  const owner = box.task.user ?? 'root';
  return (['stderr', 'stdout'] as const).map((file) => [
    file,
    (): FileNode => {
      const printed = printedIn(ctx, box, file);
      if (printed === undefined) return emptyFile(owner, box.createdAt);
      return { kind: 'file', owner, changedAt: printed.lastAt, size: printed.size, read: printed.read };
    },
  ]);
};

const volumesEntry = ({ volumes, createdAt }: Run, owner: string): Entries => {
  if (volumes.length === 0) return [];
  const inner = volumes.toSorted().map((name): Entries[number] => [name, () => directory(owner, createdAt, [])]);
  return [['volumes', () => directory(owner, createdAt, inner)]];
};

const boxDirectory = (ctx: MesosContext, box: Box): DirectoryNode =>
  directory(box.task.user ?? 'root', box.startedAt ?? box.createdAt, outputs(ctx, box));

/** An executor's directory. `tasks/<id>` leads to the directory of the task's container. */
export const runDirectory = (ctx: MesosContext, run: Run): DirectoryNode => {
  const { boxes, createdAt, isCommand } = run;
  const [first] = boxes;
  const owner = first?.task.user ?? 'root';
  if (isCommand && first !== undefined)
    return directory(owner, first.startedAt ?? createdAt, [...outputs(ctx, first), ...volumesEntry(run, owner)]);
  const byName = (nameOf: (box: Box) => string): (() => DirectoryNode) => {
    const entries = boxes.map((box): Entries[number] => [nameOf(box), () => boxDirectory(ctx, box)]);
    return () =>
      directory(
        'root',
        createdAt,
        entries.toSorted(([a], [b]) => (a < b ? -1 : 1)),
      );
  };
  return directory('root', createdAt, [
    ['containers', byName(({ containerId }) => containerId.slice(containerId.indexOf('.') + 1))],
    ['stderr', () => emptyFile('root', createdAt)],
    ['stdout', () => emptyFile('root', createdAt)],
    ['tasks', byName(({ taskId }) => taskId)],
    ...volumesEntry(run, owner),
  ]);
};

/** The run a path is in, and the names below it. Only executors' directories are there to be seen. */
const runOfPath = (ctx: MesosContext, agentId: string, names: readonly string[]) => {
  const at = names.indexOf('runs');
  const id = names[at + 1] ?? '';
  const above = `/${names.slice(0, at).join('/')}`;
  const runs = [...runsOn(ctx, agentId).values()];
  const isAbove = (run: Run): boolean => {
    const virtual = `/frameworks/${run.frameworkId}/executors/${run.executorId}`;
    const real = directoryOf(agentId, run).replace(/\/runs\/[^/]*$/, '');
    return above === real || (above === virtual && id === 'latest');
  };
  const run = id === 'latest' ? runs.findLast(isAbove) : runs.find((each) => each.containerId === id && isAbove(each));
  return run === undefined ? undefined : { run, below: names.slice(at + 2) };
};

/** What is at a path of an agent. `..` leads no further up than to the executor's directory. */
export const findNode = (ctx: MesosContext, agentId: string, path: string): Found => {
  const names = path.split('/').filter((name) => name !== '' && name !== '.');
  const place = runOfPath(ctx, agentId, names);
  if (place === undefined) return 'missing';
  const trail: TreeNode[] = [runDirectory(ctx, place.run)];
  for (const name of place.below) {
    const node = trail.at(-1);
    if (name === '..') trail.pop();
    if (trail.length === 0) return 'inaccessible';
    if (name === '..') continue;
    const next = node?.kind === 'directory' ? node.entries.get(name)?.() : undefined;
    if (next === undefined) return 'missing';
    trail.push(next);
  }
  return trail.at(-1) ?? 'missing';
};
