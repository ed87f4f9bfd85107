/** Logs of containers that ask a network that changes: what was printed once stays, whatever is heard later. */
import { expect, test } from 'vitest';
import { createDice } from '../testing/dice';
import type { Dice } from '../testing/dice';
import { seedsOf } from '../testing/world-seeds';
import { aNetwork, aTalker, HOST, OVERLAY, SERVE } from './network-fixture';

const WEB = 'web.marathon.l4lb.thisdcos.directory';
const SCRIPTS = [
  `while true; do curl -sS ${WEB}; sleep 3; done`,
  `while true; do until curl -s ${WEB}; do sleep 1; done; echo turn; sleep 7; done`,
  `while true; do curl -s ${WEB} && echo up || echo down; date; sleep 2; done`,
  `n=0; while [ $n -lt 9 ]; do curl -s ${WEB} || n=$((n+1)); echo $n; sleep 1; done; echo over; while true; do curl -s ${WEB}; sleep 5; done`,
  `(while true; do curl -s ${WEB} | cat; sleep 4; done) & while true; do echo tick; sleep 6; done`,
  `for i in 1 2 3; do until curl -s ${WEB}; do sleep 2; done; while curl -s ${WEB}; do sleep 1; done; echo round $i; done; sleep 100000`,
  `while true; do for i in 1 2; do curl -s -m 1 9.0.0.${'77'}:80; curl -s ${WEB}; done; sh -c 'curl -s ${WEB}; echo in'; sleep 3; done`,
];

const ask = (dice: Dice): string =>
  dice.pick([
    `curl -s ${WEB}`,
    `curl -sS -m 1 ${WEB}`,
    `nc -z ${WEB} 80`,
    'curl -s localhost:1',
    `curl -s ${WEB} | cat`,
  ]);

/** Commands of chance, loops in loops among them. */
const randomScript = (dice: Dice, depth = 3): string => {
  const inner = (): string => randomScript(dice, depth - 1);
  const simple = (): string =>
    dice.pick([ask(dice), ask(dice), `echo ${dice.between(1, 9)}`, `sleep ${dice.between(1, 4)}`]);
  if (depth === 0) return simple();
  const pause = `sleep ${dice.between(1, 3)}`;
  return dice.weighted<() => string>([
    [3, () => `${inner()}; ${inner()}`],
    [2, () => `until ${ask(dice)}; do ${inner()}; ${pause}; done`],
    [2, () => `while ${ask(dice)}; do ${inner()}; ${pause}; done`],
    [2, () => `while true; do ${inner()}; ${pause}; done`],
    [2, () => `for i in 1 2 3; do ${inner()}; ${pause}; done`],
    [2, () => `m=0; while [ $m -lt 4 ]; do ${ask(dice)} && m=$((m+1)); ${inner()}; ${pause}; done`],
    [1, () => `if ${ask(dice)}; then ${inner()}; else ${inner()}; fi`],
    [1, () => `(${inner()})`],
    [1, () => `(${inner()}) & ${inner()}`],
    [1, () => `${ask(dice)} && echo yes || ${inner()}`],
  ])();
};

const live = async (seed: number): Promise<string[]> => {
  const dice = createDice(seed, 'asking');
  const net = await aNetwork();
  const faults: string[] = [];
  const scripts = [...SCRIPTS, ...Array.from({ length: 8 }, () => `${randomScript(dice)}; echo the end; sleep 100000`)];
  scripts.forEach((script, n) => net.add(aTalker(`/c${n}`, script, dice.chance(50) ? HOST : OVERLAY)));
  net.runFor(10);
  const tasks = scripts.map((_, n) => net.taskOf(`/c${n}`));
  const logs = new Map(tasks.map((task) => [task, '']));
  let serves = false;
  for (let step = 0; step < 25; step++) {
    if (dice.chance(40)) {
      if (serves) net.ask('DELETE', '/v2/pods/web?force=true');
      else
        net.ask(
          'POST',
          '/v2/pods',
          aTalker('/web', SERVE, {
            ...OVERLAY,
            endpoints: [{ name: 'http', containerPort: 8080, labels: { VIP_0: '/web:80' } }],
          }),
        );
      serves = !serves;
    }
    net.runFor(dice.between(1, 15));
    for (const [task, before] of logs) {
      const now = net.log(task);
      if (!now.startsWith(before))
        faults.push(
          `seed ${seed}, step ${step}, ${task}: what was printed changed\n${scripts[tasks.indexOf(task)]}\n${before}---\n${now}`,
        );
      logs.set(task, now);
    }
  }
  const silent = tasks.slice(0, SCRIPTS.length).filter((task) => (logs.get(task) ?? '').length < 20);
  return [...faults, ...silent.map((task) => `seed ${seed}: ${task} printed next to nothing`)].slice(0, 3);
};

test('what a log says never changes', async () => {
  const faults = [];
  for (const seed of seedsOf(1, 6)) faults.push(...(await live(seed)));
  expect(faults).toEqual([]);
});
