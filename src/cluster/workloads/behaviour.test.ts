/** What the modelled tier says commands and images do. */
import { describe, expect, test } from 'vitest';
import type { CommandInfo } from '../../protocol/mesos/task';
import { courseOf } from './behaviour';

const NO_ENV = new Map<string, string>();
const shell = (source: string, env: ReadonlyMap<string, string> = NO_ENV) =>
  courseOf({ shell: source }, undefined, env);

describe('a finite command ends at its time with its exit code', () => {
  test.each([
    ['sleep 1000', 1_000_000, 0],
    ['sleep 1.5', 1500, 0],
    ['sleep 1m 30s', 90_000, 0],
    ['sleep', 0, 1],
    ['sleep soon', 0, 1],
    ['exit 3', 0, 3],
    ['true', 0, 0],
    ['false', 0, 1],
    ['env && sleep 10000', 10_000_000, 0],
    ['sleep 5; exit 1', 5000, 1],
    ['sleep 2 && false || sleep 3', 5000, 0],
    ['false && sleep 9', 0, 1],
    ['! true', 0, 1],
    ['(sleep 1; sleep 2)', 3000, 0],
    ['{ sleep 1; }', 1000, 0],
    ['sleep 1 | sleep 4', 4000, 0],
    ['yes | head -1', 0, 0],
    ['sleep 7 & wait', 7000, 0],
    ['for i in 1 2 3; do sleep 2; done', 6000, 0],
    ['N=4; sleep $N', 4000, 0],
    ['if [ 1 -eq 2 ]; then sleep 9; else exit 4; fi', 0, 4],
    ['while false; do sleep 1; done; exit 5', 0, 5],
    ['while true; do sleep 1; break; done', 1000, 0],
    ['until [ ok = ok ]; do sleep 1; done', 0, 0],
    ["echo 'a && b' # sleep 9", 0, 0],
    ['exec sleep 3; sleep 9', 3000, 0],
    ['cat > f 2>&1 <<EOF\nsleep 9\nEOF\nsleep 1', 1000, 0],
    ['f() { sleep 1; }; f; f', 2000, 0],
    ['i=0; while [ $i -lt 3 ]; do sleep 1; i=$((i+1)); done', 3000, 0],
    ['for i in $(seq 4); do sleep 1; done', 4000, 0],
    ['case x in y) exit 1;; x) exit 7;; esac', 0, 7],
    ['sh -c "sleep 2; exit 3"', 2000, 3],
    ['nginx', 0, 0],
    ['cat f >> g 2> /dev/null; sleep 1', 1000, 0],
  ])('%s', (source, lasts, code) => {
    expect(shell(source)).toMatchObject({ lasts, code });
  });
});

describe('an endless command keeps running', () => {
  test.each([
    'while true; do echo the current time is $(date) > ./v1/clock; sleep 1; done',
    'while :; do sleep 10; done',
    'while [ true ]; do sleep 1; done',
    'while [ ! -f ./etc/clock ]; do sleep 1; done && while true; do cat ./etc/clock; if [ $? -eq 1 ]; then exit; fi; sleep 1; done',
    'sleep inf',
    'tail -f /dev/null',
    'f() { sleep 1; f; }; f',
  ])('%s', (source) => {
    expect(shell(source)?.lasts).toBe(Infinity);
  });
});

describe('what a shell cannot read ends with status 2', () => {
  test.each([
    'while true; do: sleep 1000; done;',
    'echo "no end',
    'if true; then',
    'echo x &&',
    '; ;',
    'sleep 1 )',
    'done',
    '('.repeat(500),
  ])('%s', (source) => {
    expect(shell(source)).toMatchObject({ lasts: 0, code: 2 });
  });
});

test('a server listens on the port its command names, variables included', () => {
  expect(shell('python3 -m http.server $EP_HOST_WEB', new Map([['EP_HOST_WEB', '31007']]))?.serves).toEqual([31_007]);
  expect(
    shell('cd $MESOS_SANDBOX && echo hi >> v/foo && /opt/mesosphere/bin/python -m http.server 8081')?.serves,
  ).toEqual([8081]);
  expect(shell('nc -l -p 9000')?.serves).toEqual([9000]);
});

test('a program nobody knows keeps running and opens what the container declares', () => {
  expect(shell('./start-everything.sh --now')).toMatchObject({ lasts: Infinity, serves: 'declared' });
});

test('an image without command runs what it is known for', () => {
  expect(courseOf(undefined, 'nginx:1.25', NO_ENV)?.serves).toEqual([80]);
  expect(courseOf(undefined, 'registry.example.com/team/redis', NO_ENV)?.serves).toEqual([6379]);
  expect(courseOf(undefined, 'busybox', NO_ENV)).toMatchObject({ lasts: 0, code: 0 });
  expect(courseOf(undefined, 'team/private:7', NO_ENV)).toMatchObject({ lasts: Infinity, serves: 'declared' });
});

test('arguments go behind the entrypoint of the image unless they override it', () => {
  const argv: CommandInfo = { argv: ['sleep', '5'], overrideEntrypoint: false };
  expect(courseOf({ ...argv, argv: ['-listen=:9090'] }, 'hashicorp/http-echo', NO_ENV)?.serves).toEqual([9090]);
  expect(courseOf(argv, 'nginx', NO_ENV)).toMatchObject({ lasts: 5000 });
  expect(courseOf({ ...argv, overrideEntrypoint: true }, 'nginx', NO_ENV)).toMatchObject({ lasts: 5000 });
  expect(courseOf(argv, 'alpine', NO_ENV)).toMatchObject({ lasts: 5000 });
  expect(courseOf({ argv: ['/bin/sh', '-c', 'exit 6'], overrideEntrypoint: true }, undefined, NO_ENV)).toMatchObject({
    code: 6,
  });
});

test('neither command nor image leaves nothing to run', () => {
  expect(courseOf(undefined, undefined, NO_ENV)).toBeUndefined();
});

test('a trap decides what TERM does, if its handler gets a turn', () => {
  expect(shell('trap "" TERM; sleep 1000')?.ignoresTerm).toBe(true);
  expect(shell('sleep 1000')?.ignoresTerm).toBe(false);
  const polite = 'trap "echo bye; exit 4" TERM; while :; do sleep 1; done';
  expect(shell(polite)).toMatchObject({ ignoresTerm: false, termCode: 4 });
  expect(shell('trap "exit 0" TERM; sleep 1000')?.ignoresTerm).toBe(true);
});

test('a server behind a pause answers only after it', () => {
  const course = shell("sleep 10; nginx -g 'daemon off;'");
  expect(course).toMatchObject({ lasts: Infinity, serves: [80], readyAfter: 10_300 });
});

test('names such as __proto__ are ordinary words', () => {
  expect(shell('__proto__=1; constructor=2; sleep $__proto__$constructor')).toMatchObject({ lasts: 12_000 });
});
