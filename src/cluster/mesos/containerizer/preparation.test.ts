/** Images, artifacts and users that can't be had, and how long those take that can. */
import { describe, expect, test } from 'vitest';
import type { TaskInfo } from '../../../protocol/mesos/task';
import { millis } from '../../../protocol/units';
import { newAgentState } from '../agent/agent-state';
import type { AgentState } from '../agent/agent-state';
import { disturb, relieve } from '../disturb';
import type { Disturbance } from '../disturbances';
import { auditMesos } from '../invariants';
import { aGroup, aMesos, anAgent, aTask } from '../mesos-world-fixture';
import type { MesosWorld } from '../mesos-world-fixture';
import { fetchArtifact } from './artifacts';
import { provision } from './images';

const FOREVER = 'sleep inf';
const nginx = { image: { id: 'nginx:1', cached: true } };
const artifact = (uri: string, cache = false): Pick<TaskInfo, 'artifacts'> => ({
  artifacts: [{ uri, extract: true, executable: false, cache }],
});

/** A group of two while something is wrong; `it` is what suffers. */
const disturbed = (disturbance: Disturbance, it: Partial<TaskInfo>, until = 30): MesosWorld => {
  const world = aMesos();
  disturb(world.ctx, disturbance);
  world.launch(aGroup('a', [aTask('it', FOREVER, it), aTask('sibling', FOREVER)]));
  world.runTo(until);
  return world;
};

describe('a launch that fails', () => {
  test.each<[string, Disturbance, Partial<TaskInfo>, RegExp]>([
    [
      'for want of its image',
      { id: 'f', kind: 'imageMissing', image: 'nginx:1' },
      nginx,
      /^Unexpected HTTP response '404 Not Found' when trying to get the manifest$/,
    ],
    [
      'for want of an artifact',
      { id: 'f', kind: 'artifactMissing', uri: 'http://x/a.tgz' },
      artifact('http://x/a.tgz'),
      /^Failed to fetch all URIs for container '[0-9a-f-]{36}\.[0-9a-f-]{36}': exited with status 1$/,
    ],
    [
      'because nobody knows its user',
      { id: 'f', kind: 'userMissing', user: 'nemo' },
      { user: 'nemo' },
      /^Failed to create nested sandbox '\/var\/lib\/mesos\/slave\/slaves\/.*': Failed to chown directory to 'nemo': No such user 'nemo'$/,
    ],
  ])('%s: the agent’s words, siblings run first and are then killed', (_, disturbance, it, words) => {
    const world = disturbed(disturbance, it);
    expect(world.states('it')).toBe('STARTING FAILED');
    expect(world.last('it')).toMatchObject({ source: 'SOURCE_EXECUTOR', message: expect.stringMatching(words) });
    expect(world.states('sibling')).toBe('STARTING RUNNING KILLING KILLED');
    expect(auditMesos(world.state.mesos)).toEqual([]);
  });

  test('of a download that stalls does so after a minute', () => {
    const stall: Disturbance = { id: 'f', kind: 'artifactStall', uri: 'http://x/a.tgz' };
    const world = disturbed(stall, artifact('http://x/a.tgz'), 90);
    expect(world.since('it', 'FAILED') - world.since('it', 'STARTING')).toBeCloseTo(60, 0);
    expect(world.last('it')?.message).toContain('Failed to fetch all URIs');
  });

  test('for want of an address fails the whole group, and the agent says so', () => {
    const world = aMesos();
    const [agentId = ''] = world.state.mesos.agents.keys();
    disturb(world.ctx, { id: 'f', kind: 'addressesExhausted', agentId, network: 'dcos' });
    const networks = [{ name: 'dcos', labels: {}, portMappings: [] }];
    world.launch(aGroup('a', [aTask('x', FOREVER), aTask('y', FOREVER)], { networks }));
    world.runTo(10);
    for (const task of ['x', 'y'])
      expect(world.last(task)).toMatchObject({
        state: 'TASK_FAILED',
        source: 'SOURCE_AGENT',
        reason: 'CONTAINER_LAUNCH_FAILED',
        message:
          "Failed to launch container: Failed to attach to CNI network 'dcos': no IP addresses available in network: dcos",
      });
  });

  test('of a command task is the agent’s to tell: its container is the executor’s', () => {
    const world = aMesos();
    disturb(world.ctx, { id: 'f', kind: 'imageMissing', image: 'nginx:1' });
    const { executor } = aGroup('a', []);
    const group = { ...executor, executorId: 'it', resources: [] };
    world.launch({ type: 'LAUNCH', executor: group, tasks: [aTask('it', FOREVER, nginx)] });
    world.runTo(10);
    expect(world.last('it')).toMatchObject({
      state: 'TASK_FAILED',
      source: 'SOURCE_AGENT',
      reason: 'CONTAINER_LAUNCH_FAILED',
      message: expect.stringContaining('Failed to launch container: Unexpected HTTP response'),
    });
  });
});

test('what the store has is launched though its registry has it no more, unless a pull is forced', () => {
  const world = aMesos();
  world.launch(aGroup('a', [aTask('before', FOREVER, nginx)]));
  world.runTo(20);
  disturb(world.ctx, { id: 'f', kind: 'imageMissing', image: 'nginx:1' });
  world.launch(aGroup('b', [aTask('stored', FOREVER, nginx)]));
  world.launch(aGroup('c', [aTask('forced', FOREVER, { image: { id: 'nginx:1', cached: false } })]));
  world.runTo(40);
  expect([world.states('stored'), world.states('forced')]).toEqual(['STARTING RUNNING', 'STARTING FAILED']);
});

test('what follows from a fault carries its id, until the fault is over', () => {
  const causes: string[] = [];
  const world: MesosWorld = aMesos({
    onEntry: (entry) => {
      if (entry.kind === 'AGENT_UPDATE')
        for (const { status } of entry.updates) causes.push(`${status.state} ${world.runtime.cause() ?? '-'}`);
    },
  });
  disturb(world.ctx, { id: 'fault-1', kind: 'imageMissing', image: 'nginx:1' });
  world.launch(aGroup('a', [aTask('a', FOREVER, nginx)]));
  world.runTo(10);
  relieve(world.ctx, 'fault-1');
  world.launch(aGroup('b', [aTask('b', FOREVER, nginx)]));
  world.runTo(30);
  expect(causes).toEqual(['TASK_STARTING -', 'TASK_FAILED fault-1', 'TASK_STARTING -', 'TASK_RUNNING -']);
});

describe('the image store', () => {
  const anEmptyAgent = (): AgentState => newAgentState('S1', 0, anAgent(), millis(0));
  const at = (agent: AgentState, id: string, now: number, factor = 1): number =>
    now + provision(agent, { id, cached: true }, 100, factor, millis(now));

  test('pulls an image once: whoever wants it meanwhile waits for the same pull', () => {
    const agent = anEmptyAgent();
    expect(at(agent, 'a', 0)).toBe(1380);
    expect(at(agent, 'a', 500)).toBe(1380);
    expect(at(agent, 'a', 5000)).toBe(5080);
  });

  test('shares the line between pulls', () => {
    const agent = anEmptyAgent();
    expect([at(agent, 'a', 0), at(agent, 'b', 0), at(agent, 'c', 0)]).toEqual([1380, 2380, 3380]);
  });

  test('takes so many times as long where a pull is slow', () => {
    expect(at(anEmptyAgent(), 'a', 0, 10)).toBe(10_380);
  });
});

describe('the fetcher', () => {
  const anEmptyAgent = (): AgentState => newAgentState('S1', 0, anAgent(), millis(0));
  const at = (agent: AgentState, uri: string, cache: boolean, now: number): number =>
    fetchArtifact(agent, { uri, cache }, millis(now));

  test('downloads anew what may not be cached', () => {
    const agent = anEmptyAgent();
    expect(at(agent, 'http://x/a', false, 10_000) - 10_000).toBe(at(agent, 'http://x/a', false, 20_000) - 20_000);
    expect(agent.artifacts.size).toBe(0);
  });

  test('copies what it has, and joins a download under way', () => {
    const agent = anEmptyAgent();
    const first = at(agent, 'http://x/a', true, 0);
    expect(at(agent, 'http://x/a', true, 1)).toBe(Math.max(first, 121));
    expect(at(agent, 'http://x/a', true, 50_000)).toBe(50_120);
  });

  test('keeps 2 GiB at most, and forgets what was used longest ago', () => {
    const agent = anEmptyAgent();
    at(agent, 'http://x/kept', true, 0);
    for (let n = 0; n < 400; n++) {
      at(agent, `http://x/${n}`, true, 1000 * n);
      at(agent, 'http://x/kept', true, 1000 * n + 500);
    }
    const total = [...agent.artifacts.values()].reduce((sum, { size }) => sum + size, 0);
    expect(total).toBeLessThanOrEqual(2048);
    expect(total).toBeGreaterThan(2000);
    expect(agent.artifacts.has('http://x/kept')).toBe(true);
    expect(agent.artifacts.has('http://x/0')).toBe(false);
  });
});
