/** A sitting at the terminal: what comes of a command is kept in order, a running one can be stopped. */
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { readHistory, remember } from './command-memory';
import type { SessionHost, SessionShell } from './session';
import { createSession } from './session';

/** `say X` prints, `fail` complains, `wait` goes on until it is stopped, `clear` asks for it. */
const standIn = (host: SessionHost): SessionShell => ({
  run: async (text, { stdout, stderr }, signal) => {
    const [word, ...others] = text.split(' ');
    if (word === 'say') for (const other of others) stdout(`${other}\n`);
    if (word === 'clear') host.clear();
    if (word === 'break') throw new Error('broken');
    if (word === 'fail') {
      stdout('half');
      stderr('no\n');
      return 3;
    }
    if (word !== 'wait') return 0;
    stdout('tick\n');
    await new Promise((resolve) => signal?.addEventListener('abort', resolve));
    return 130;
  },
  isComplete: (text) => !text.endsWith('\\'),
  complete: () => Promise.resolve({ from: 0, options: [] }),
});

const stored = new Map<string, string>();
beforeEach(() => {
  stored.clear();
  vi.stubGlobal('localStorage', {
    getItem: (key: string) => stored.get(key) ?? null,
    setItem: (key: string, value: string) => stored.set(key, value),
  });
});
afterEach(() => void vi.unstubAllGlobals());

const shown = (session: ReturnType<typeof createSession>) =>
  session.state().pieces.map(({ kind, text }) => `${kind}: ${text}`);
const settled = (session: ReturnType<typeof createSession>) =>
  vi.waitFor(() => expect(session.state().busy).toBe(false));

test('command, output, complaint and exit code stand in the order they came, output in one piece', async () => {
  const session = createSession(standIn);
  session.run('say a b');
  expect(session.state().busy).toBe(true);
  await settled(session);
  session.run('fail');
  await settled(session);
  expect(shown(session)).toEqual([
    'command: say a b',
    'output: a\nb\n',
    'command: fail',
    'output: half',
    'error: no\n',
    'note: exit code 3',
  ]);
  const ids = session.state().pieces.map(({ id }) => id);
  expect(ids).toEqual(ids.toSorted((one, other) => one - other));
  expect(new Set(ids).size).toBe(ids.length);
});

test('a running command shows what it printed, is stopped, and nothing runs beside it', async () => {
  const session = createSession(standIn);
  session.run('wait');
  session.run('say never');
  await vi.waitFor(() => expect(shown(session)).toEqual(['command: wait', 'output: tick\n']));
  session.stop();
  await settled(session);
  expect(shown(session).at(-1)).toBe('note: stopped');
});

test('a shell that breaks is no end of the terminal', async () => {
  const session = createSession(standIn);
  session.run('break');
  await settled(session);
  expect(shown(session)).toEqual(['command: break', 'error: broken\n']);
});

test('clearing empties the screen, also from within a command, and later pieces are told apart from earlier ones', async () => {
  const session = createSession(standIn);
  session.run('say a');
  await settled(session);
  const before = session.state().pieces.at(-1)?.id ?? 0;
  session.run('clear');
  await settled(session);
  expect(session.state().pieces).toEqual([]);
  session.note('hello');
  expect(session.state().pieces.map(({ id }) => id > before)).toEqual([true]);
});

test('a flood of output keeps its end', async () => {
  const session = createSession(standIn);
  const line = 'x'.repeat(1_500_000);
  for (const sign of ['a', 'b']) {
    session.run(`say ${sign}${line}`);
    await settled(session);
  }
  const texts = session.state().pieces.map(({ text }) => text[0]);
  expect(texts.at(-1)).toBe('b');
  expect(texts).not.toContain('a');
});

test('what was typed is there again next time, but for repetitions, what begins with a blank, and what is very long', async () => {
  const session = createSession(standIn);
  for (const text of ['say a', 'say a', ' say secret', 'say b\n', `say ${'x'.repeat(5000)}`, '   ']) {
    session.run(text);
    await settled(session);
  }
  expect(session.state().history).toEqual(['say a', 'say b']);
  expect(createSession(standIn).state().history).toEqual(['say a', 'say b']);
});

test('the history is capped, and a spoilt store is an empty one', () => {
  let history = readHistory();
  for (let count = 0; count < 210; count += 1) history = remember(history, `say ${count}`);
  expect(readHistory()).toHaveLength(200);
  expect(readHistory()[0]).toBe('say 10');
  for (const text of ['{', '"text"', 'null', '[1, null]']) {
    stored.set('podrome.terminal.history', text);
    expect(readHistory()).toEqual([]);
  }
});
