/** The terminal by keyboard, as a screen reader knows it: a log and a text field. */
import { render, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, test, vi } from 'vitest';
import { Terminal } from './terminal';
import type { Completion, Piece, TerminalActions } from './terminal-contract';

interface Setting {
  readonly pieces?: readonly Piece[];
  readonly busy?: boolean;
  readonly history?: readonly string[];
  readonly completion?: Completion;
}

const open = ({ pieces = [], busy = false, history = [], completion }: Setting = {}) => {
  const actions = {
    run: vi.fn<TerminalActions['run']>(),
    stop: vi.fn<TerminalActions['stop']>(),
    clear: vi.fn<TerminalActions['clear']>(),
    isComplete: (text: string) => !text.endsWith('<<END') && !/<<END\n(?!(.*\n)*END$)/.test(text),
    complete: () => Promise.resolve(completion ?? { from: 0, options: [] }),
    leave: vi.fn<TerminalActions['leave']>(),
    close: vi.fn<TerminalActions['close']>(),
  };
  render(
    <>
      <button type="button">before</button>
      <Terminal
        ref={null}
        label="Command line"
        pieces={pieces}
        busy={busy}
        history={history}
        actions={actions}
        welcome={<p>Welcome</p>}
      />
      <button type="button">after</button>
    </>,
  );
  const field = screen.getByRole<HTMLTextAreaElement>('textbox', { name: 'Command line' });
  return { actions, field };
};

test('Enter runs what is typed and empties the line; nothing typed runs nothing', async () => {
  const { actions, field } = open();
  await userEvent.type(field, 'ls{Enter}');
  expect(actions.run.mock.calls).toEqual([['ls']]);
  expect(field.value).toBe('');
  await userEvent.type(field, '  {Enter}');
  expect(actions.run).toHaveBeenCalledTimes(1);
  expect(field.value).toBe('');
});

test('an unfinished here-document goes on in another line, and runs as a whole', async () => {
  const { actions, field } = open();
  await userEvent.type(field, 'cat <<<END{Enter}a{Enter}END{Enter}'.replace('<<<', '<<'));
  expect(actions.run.mock.calls).toEqual([['cat <<END\na\nEND']]);
});

test('many pasted lines are there to be looked at before they run', async () => {
  const { actions, field } = open();
  await userEvent.click(field);
  await userEvent.paste('one\ntwo');
  expect(field.value).toBe('one\ntwo');
  expect(actions.run).not.toHaveBeenCalled();
  await userEvent.keyboard('{Enter}');
  expect(actions.run.mock.calls).toEqual([['one\ntwo']]);
});

test('the arrows bring earlier commands back, and what was being typed', async () => {
  const { field } = open({ history: ['first', 'second'] });
  await userEvent.type(field, 'new{ArrowUp}');
  expect(field.value).toBe('second');
  await userEvent.keyboard('{ArrowUp}{ArrowUp}');
  expect(field.value).toBe('first');
  await userEvent.keyboard('{ArrowDown}{ArrowDown}');
  expect(field.value).toBe('new');
});

test('Tab completes one option, and lists several as a status', async () => {
  const { field } = open({ completion: { from: 14, options: ['plugin', 'pod'] } });
  await userEvent.type(field, 'dcos marathon p{Tab}');
  expect(await screen.findByText('plugin pod')).toBeDefined();
  expect(screen.getByRole('status').textContent).toContain('plugin');
  expect(document.activeElement).toBe(field);
  await userEvent.keyboard('o');
  expect(screen.getByRole('status').textContent).toBe('');
});

test('a single option is put in with a blank behind it', async () => {
  const { field } = open({ completion: { from: 0, options: ['dcos'] } });
  await userEvent.type(field, 'dc{Tab}');
  await waitFor(() => expect(field.value).toBe('dcos '));
});

test('the keyboard is never trapped: Tab leaves an empty line, Shift Tab any, Escape asks to leave', async () => {
  const { actions, field } = open();
  await userEvent.click(field);
  await userEvent.tab();
  expect(document.activeElement?.textContent).toBe('after');
  await userEvent.type(field, 'text');
  await userEvent.tab({ shift: true });
  expect(document.activeElement?.textContent).toBe('before');
  await userEvent.type(field, '{Escape}');
  expect(actions.leave).toHaveBeenCalledTimes(1);
});

test('Ctrl C stops what runs, and nothing else can be typed meanwhile; Tab still leaves', async () => {
  const { actions, field } = open({ busy: true });
  await userEvent.type(field, 'x{Enter}{Control>}c{/Control}');
  expect(actions.stop).toHaveBeenCalledTimes(1);
  expect(actions.run).not.toHaveBeenCalled();
  expect(field.value).toBe('');
  await userEvent.click(screen.getByRole('button', { name: 'Stop' }));
  expect(actions.stop).toHaveBeenCalledTimes(2);
});

test('Ctrl C with nothing running gives up the line; Ctrl L clears; Ctrl D on an empty line closes', async () => {
  const { actions, field } = open();
  await userEvent.type(field, 'wrong{Control>}c{/Control}');
  expect(field.value).toBe('');
  expect(actions.stop).not.toHaveBeenCalled();
  await userEvent.keyboard('{Control>}l{/Control}{Control>}d{/Control}');
  expect(actions.clear).toHaveBeenCalledTimes(1);
  expect(actions.close).toHaveBeenCalledTimes(1);
});

test('what was printed is a log in plain words; the welcome is there until something was', async () => {
  const first = open();
  expect(screen.getByText('Welcome')).toBeDefined();
  first.field.remove();
  document.body.replaceChildren();
  open({
    pieces: [
      { id: 1, kind: 'command', text: 'dcos marathon ping' },
      { id: 2, kind: 'output', text: '\u001B[94mpong\u001B[0m\n' },
      { id: 3, kind: 'note', text: 'exit code 1' },
    ],
  });
  expect(screen.queryByText('Welcome')).toBeNull();
  const lines = [...screen.getByRole('log', { name: 'Output' }).children].map(({ textContent }) => textContent);
  expect(lines).toEqual(['$ dcos marathon ping', 'pong', 'exit code 1']);
});
