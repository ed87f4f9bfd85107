/** What modelled processes have printed at any time, read whole and in parts. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { millis, seconds } from '../../protocol/units';
import { EPOCH } from '../runtime/runtime';
import { printedBy } from './printed';

const decoder = new TextDecoder();
let count = 0;

/** Everything in the file after so many seconds. */
const after = (
  shell: string,
  elapsed: number,
  {
    file = 'stdout',
    stopped,
    env = {},
  }: { file?: 'stdout' | 'stderr'; stopped?: number; env?: Record<string, string> } = {},
): string => {
  const printed = printedBy(
    {
      containerId: `c${count++}`,
      command: { shell },
      env,
      startedAt: EPOCH,
      until: millis(EPOCH + elapsed * 1000),
      ...(stopped !== undefined && { stoppedAt: millis(EPOCH + stopped * 1000) }),
    },
    file,
  );
  return decoder.decode(printed.read(0, printed.size));
};

describe('a command prints', () => {
  test.each([
    ['echo hello', 0, 'hello\n'],
    ['echo -n a; echo b', 0, 'ab\n'],
    ['echo "a\\tb"', 0, 'a\\tb\n'],
    ['echo -e "a\\tb\\n"', 0, 'a\tb\n\n'],
    ['printf "%s is %d\\n" one 1 two 2', 0, 'one is 1\ntwo is 2\n'],
    ['printf "%05.1f|%-4s|%4s|%x\\n" 3.14159 ab cd 255', 0, '003.1|ab  |  cd|ff\n'],
    ['echo a; sleep 10; echo b', 9, 'a\n'],
    ['echo a; sleep 10; echo b', 10, 'a\nb\n'],
    ['for i in 1 2 3; do echo $i; sleep 1; done; echo done', 60, '1\n2\n3\ndone\n'],
    ['for i in $(seq 3); do echo $i; sleep 1; done', 1, '1\n2\n'],
    ['if false; then echo a; else echo b; fi', 0, 'b\n'],
    ['sh -c "echo inner"; echo outer', 0, 'inner\nouter\n'],
    ['false && echo a || echo b', 0, 'b\n'],
    ['f() { echo called; }; f; f', 0, 'called\ncalled\n'],
    ['(sleep 2; echo late) & echo soon; wait', 60, 'soon\nlate\n'],
    ['echo $HOST; echo ${NONE:-default}', 0, 'h\ndefault\n'],
    ['seq 3', 0, '1\n2\n3\n'],
    ['printenv HOST && sleep 100', 0, 'h\n'],
    ['env && sleep 100', 0, 'HOST=h\n'],
    ['i=0; while [ $i -lt 3 ]; do echo $i; i=$((i+1)); sleep 1; done', 60, '0\n1\n2\n'],
    ['ls; curl http://x/; cat /etc/passwd', 0, ''],
  ])('%s after %d s', (shell, elapsed, text) => {
    expect(after(shell, elapsed, { env: { HOST: 'h' } })).toBe(text);
  });
});

test('a loop that never ends prints for as long as it runs, at its own pace', () => {
  const shell = 'echo start; while true; do echo tick; sleep 5; done';
  expect(after(shell, 0)).toBe('start\ntick\n');
  expect(after(shell, 14)).toBe('start\ntick\ntick\ntick\n');
  expect(after(shell, 30 * 24 * 3600)).toHaveLength('start\n'.length + 'tick\n'.length * (518_400 + 1));
});

test('a loop that counts prints its numbers', () => {
  const lines = after('i=0; while :; do i=$((i+1)); echo $i; sleep 1; done', 4999.5).split('\n');
  expect(lines).toHaveLength(5001);
  expect(lines[4999]).toBe('5000');
});

test('the time is the one at which it is printed', () => {
  expect(after('sleep 3; date', 5)).toBe('Fri Mar 17 10:00:03 UTC 2017\n');
  expect(after('while :; do echo "$(date +%T) up"; sleep 60; done', 130)).toBe(
    '10:00:00 up\n10:01:00 up\n10:02:00 up\n',
  );
  expect(after("date '+%Y-%m-%d %a %b %e %s %%'", 0)).toBe('2017-03-17 Fri Mar 17 1489744800 %\n');
  expect(after('echo at $(date -u +"%F %R") sharp', 0)).toBe('at 2017-03-17 10:00 sharp\n');
});

test('a redirection takes what is printed elsewhere', () => {
  expect(after('echo a > f; echo b >> f; echo c', 0)).toBe('c\n');
  expect(after('echo a >&2; echo b 1>&2; echo c > /dev/stderr', 0, { file: 'stderr' })).toBe('a\nb\nc\n');
  expect(after('while true; do echo a; sleep 1; done > /dev/null', 9)).toBe('');
  expect(after('{ echo a; echo b >&2; } 2>&1', 0)).toBe('a\nb\n');
});

test('of a pipeline one sees what comes out at its end', () => {
  expect(after('echo a | grep b', 0)).toBe('');
  expect(after('echo a | tee f', 0)).toBe('a\n');
  expect(after('echo a | sed s/a/b/; echo c', 0)).toBe('c\n');
});

test('faults go to stderr', () => {
  expect(after('sleep soon', 0, { file: 'stderr' })).toBe("sleep: invalid time interval 'soon'\n");
  expect(after('if true; then', 0, { file: 'stderr' })).toMatch(/^\/bin\/sh: 1: Syntax error: .*\n$/);
});

test('TERM ends the printing, and its handler has the last word', () => {
  const loop = 'while :; do echo on; sleep 1; done';
  expect(after(loop, 10, { stopped: 2.5 })).toBe('on\non\non\n');
  expect(after(`trap "echo bye; exit 0" TERM; ${loop}`, 10, { stopped: 1.5 })).toBe('on\non\nbye\n');
  expect(after(`trap "" TERM; ${loop}`, 3.5, { stopped: 1.5 })).toBe('on\non\non\non\n');
});

test('a server says when it answers', () => {
  expect(after("nginx -g 'daemon off;'", 1, { file: 'stderr' })).toMatch(/^2017\/03\/17 10:00:00 .*start worker/);
});

test('a loop without a pause prints ten times a second, until the file is full', () => {
  expect(after('while :; do echo x; done', 1)).toBe('x\n'.repeat(11));
  const process = {
    containerId: 'full',
    command: { shell: 'while :; do echo 0123456789; done' },
    env: {},
    startedAt: EPOCH,
  };
  const { size } = printedBy({ ...process, until: millis(EPOCH + seconds(400 * 24 * 3600)) }, 'stdout');
  expect(size).toBe(64 * 1024 * 1024);
});

test('any part of a file is that part of the whole, and what was printed never changes', () => {
  const scripts = [
    'while :; do echo "$(date +%s) ünï"; sleep 3; done',
    '(while :; do echo a; sleep 2; done) & while :; do echo bcd; sleep 3; done',
    'for i in 1 2 3 4; do echo $i; sleep 1; done; while :; do for j in x y; do echo $j; sleep 1; done; done',
  ];
  fc.assert(
    fc.property(
      fc.constantFrom(...scripts),
      fc.nat(200),
      fc.nat(200),
      fc.nat(2000),
      fc.nat(300),
      (shell, early, more, from, length) => {
        const at = (elapsed: number) =>
          printedBy(
            {
              containerId: `p${count++}`,
              command: { shell },
              env: {},
              startedAt: EPOCH,
              until: millis(EPOCH + elapsed * 1000),
            },
            'stdout',
          );
        const [then, now] = [at(early), at(early + more)];
        const whole = now.read(0, now.size);
        expect(now.read(from, from + length)).toEqual(whole.slice(from, from + length));
        expect(then.read(0, then.size)).toEqual(whole.slice(0, then.size));
        expect(now.lastAt).toBeLessThanOrEqual(EPOCH + (early + more) * 1000);
      },
    ),
  );
});
