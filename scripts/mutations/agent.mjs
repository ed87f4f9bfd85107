/** Faults to plant in agents, containerizer and executors. Each text must occur exactly once in its file. */
const folder = 'src/cluster/mesos';
const of = (file, fault, old, put, ...tests) => ({ file: `${folder}/${file}`, fault, old, put, tests });
const START = `${folder}/executor/start-order.test.ts`;
const STOP = `${folder}/executor/stop-order.test.ts`;
const KILL = `${folder}/executor/kill.test.ts`;
const SETTLE = `${folder}/executor/settle.test.ts`;
const LAUNCH = `${folder}/launch.test.ts`;
const SHARING = `${folder}/containerizer/sharing.test.ts`;
const HEALTH = `${folder}/executor/health-check-rules.test.ts`;
const STREAM = `${folder}/agent/status-stream.test.ts`;

export const agentFaults = [
  of(
    'executor/launch.ts',
    'containers start without waiting for those before them',
    "child?.launch === 'pending' ? {",
    'child !== undefined ? {',
    START,
  ),
  of(
    'executor/start-order.ts',
    'a gate opens with the first of its conditions',
    '  if (unmet.length > 0) return { message: waitingText(unmet) };\n',
    '',
    START,
  ),
  of(
    'executor/start-order.ts',
    'gates never run out of time',
    '  child.launch = { error: `start condition not met within ${timeout / 1000} s` };\n  return true;',
    '  return false;',
    START,
  ),
  of(
    'executor/stop-order.ts',
    'containers stop in the order they started',
    'const level = Math.max(...left.map(levelOf));',
    'const level = Math.min(...left.map(levelOf));',
    STOP,
  ),
  of(
    'executor/settle.ts',
    'the failure of one container does not end the others',
    "if (end.state !== 'TASK_FINISHED' && child.expected !== true) killGroup(ctx, executor, child);",
    '',
    SETTLE,
  ),
  of(
    'executor/settle.ts',
    'a container that finishes ends the others',
    "if (end.state !== 'TASK_FINISHED' && child.expected !== true)",
    'if (child.expected !== true)',
    SETTLE,
    LAUNCH,
  ),
  of(
    'executor/settle.ts',
    'what the agent knows of an end is not told',
    'if (limitation !== undefined) {',
    "if (limitation?.reason === '') {",
    `${folder}/containerizer/memory-limits.test.ts`,
  ),
  of(
    'executor/launch.ts',
    'RUNNING is told before every container of the group is up',
    "if (executor.launched || children.some(({ launch }) => launch === 'pending')) return undefined;",
    'if (executor.launched) return undefined;',
    LAUNCH,
  ),
  of(
    'executor/kill.ts',
    'the grace of a task is ignored',
    'grace ?? child.grace ?? DEFAULT_GRACE',
    'DEFAULT_GRACE',
    KILL,
  ),
  of(
    'executor/kill.ts',
    'SIGKILL comes with SIGTERM',
    "kind: 'ESCALATE', executor: id, taskId }, grace);",
    "kind: 'ESCALATE', executor: id, taskId });",
    KILL,
  ),
  of(
    'executor/kill.ts',
    'siblings are not told that they are being killed',
    "if (executor.killingState) sendUpdate(ctx, executor, child, 'TASK_KILLING');",
    '',
    KILL,
  ),
  of(
    'executor/default-executor.ts',
    'an executor never exits by itself',
    'if (idle && executor.unacknowledged.length === 0) exit(ctx, executor);',
    '',
    SETTLE,
  ),
  of(
    'executor/health-checks.ts',
    'failures within the grace period count',
    '!health.passedOnce && now - health.since <= check.grace;',
    '!health.passedOnce && now - health.since < 0 * check.grace;',
    HEALTH,
  ),
  of(
    'executor/health-checks.ts',
    'one failure more than allowed is let pass',
    'if (health.consecutiveFailures < (',
    'if (health.consecutiveFailures <= (',
    HEALTH,
  ),
  of(
    'agent/task-group.ts',
    'the addresses of an executor are never free again',
    '  releaseAddresses(agent, executor.leases);\n',
    '',
    LAUNCH,
  ),
  of(
    'agent/nested-container.ts',
    'the addresses of a container are never free again',
    '  releaseAddresses(agent, child.own?.leases ?? []);\n  dropChild(executor, child);\n  ctx.workloads.reap',
    '  dropChild(executor, child);\n  ctx.workloads.reap',
    SHARING,
  ),
  of(
    'agent/task-group.ts',
    'containers outlive their executor',
    '    ctx.workloads.reap(containerId);\n',
    '',
    LAUNCH,
    KILL,
  ),
  of(
    'agent/nested-container.ts',
    'memory limits are ignored',
    'if (executor !== undefined && limit !== undefined) endCgroup(',
    'if (executor !== undefined && limit === -1) endCgroup(',
    `${folder}/containerizer/memory-limits.test.ts`,
  ),
  of(
    'containerizer/addresses.ts',
    'an address is given out twice',
    '    if (pool.used.has(host)) continue;\n',
    '',
    SHARING,
    LAUNCH,
  ),
  of(
    'containerizer/sharing.ts',
    'containers of an executor do not share its network',
    '? agent.id : executor.containerId;\n};',
    '? agent.id : containerId;\n};',
    SHARING,
  ),
  of(
    'containerizer/sharing.ts',
    'instances share their volumes',
    "case 'SANDBOX_PATH':\n        return [{ from: `${parent}/",
    "case 'SANDBOX_PATH':\n        return [{ from: `/",
    SHARING,
  ),
  of(
    'containerizer/sharing.ts',
    'containers that share a cgroup have each the limit of their own',
    'if (task.sharesCgroups === true && !isCommandTask(executor, task))',
    'if (task.sharesCgroups === true && isCommandTask(executor, task))',
    SHARING,
    `${folder}/containerizer/memory-limits.test.ts`,
  ),
  of(
    'agent/status-stream.ts',
    'an update is sent before the last was acknowledged',
    '    stream.pending.push(status);\n    return undefined;',
    '    stream.pending.push(status);\n    return { status, latest: state };',
    STREAM,
  ),
  of(
    'agent/status-stream.ts',
    'an update nobody acknowledged is not sent again',
    'if (update !== undefined) forward(ctx, agent, stream.frameworkId, [update]);',
    '',
    STREAM,
  ),
  of(
    'agent/task-group.ts',
    'a group is launched on an agent that is being drained',
    'if (agent.drain !== null) return refuseGroup(ctx, agent, executor, taskIds);',
    '',
    `${folder}/master/drain.test.ts`,
  ),
  of(
    'agent/drain.ts',
    'a drain does not shorten graces',
    'millis(Math.min(info.killGrace ?? maxGrace, maxGrace))',
    'millis(info.killGrace ?? maxGrace)',
    `${folder}/master/drain.test.ts`,
  ),
  of(
    'agent/outage.ts',
    'nobody says that what ran on a crashed machine has ended',
    '    submitEnd(ctx, agent, executor, executor.live, {\n',
    '    submitEnd(ctx, agent, executor, [], {\n',
    `${folder}/agent/outage.test.ts`,
  ),
];
