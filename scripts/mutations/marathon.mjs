/** Faults to plant in Marathon's matcher, launcher, queue and tracker. Each text must occur exactly once in its file. */
const folder = 'src/cluster/marathon';
const of = (file, fault, old, put, ...tests) => ({ file: `${folder}/${file}`, fault, old, put, tests });
const MATCH = `${folder}/matcher/match-offer.test.ts`;
const CONSTRAINTS = `${folder}/matcher/constraints.test.ts`;
const TOKENS = 'src/cluster/launch-tokens.test.ts';
const MARATHON = `${folder}/marathon.test.ts`;
const LOSS = 'src/cluster/agent-loss.test.ts';
const RESIDENTS = 'src/cluster/marathon-residents.test.ts';

export const marathonFaults = [
  of(
    'matcher/match-offer.ts',
    'an offer with exactly what is needed is refused',
    'if (had < asked) reasons.push(',
    'if (had <= asked) reasons.push(',
    MATCH,
  ),
  of(
    'matcher/match-offer.ts',
    'an open maintenance window is ignored',
    'if (!isOver) reasons',
    'if (had === undefined) reasons',
    MATCH,
  ),
  of(
    'matcher/resource-pool.ts',
    'a host port stays in the offer after it was taken',
    'return { ports, taken, left: subtractResources(pool, taken) };',
    'return { ports, taken, left: pool };',
    MATCH,
  ),
  of(
    'matcher/resource-pool.ts',
    'what is reserved for one is used by all',
    'entry.reservation === undefined && roles.includes(entry.role);',
    'roles.includes(entry.role);',
    MATCH,
    RESIDENTS,
  ),
  of(
    'launcher/line-up.ts',
    'an offer too small for a wish is noted with the first who has it alone',
    'for (const trial of trials) noteRefusal(trial, unfit, false);',
    'for (const trial of trials.slice(0, 1)) noteRefusal(trial, unfit, false);',
    'src/cluster/marathon/launcher/line-up.test.ts',
  ),
  of(
    'launch-queue/offer-batch.ts',
    'what refused a service is told with the constraints of now, not of then',
    'batch.placed.slice(counted, placed)',
    'batch.placed.slice(counted)',
    'src/cluster/marathon/launcher/line-up.test.ts',
  ),
  of(
    'matcher/constraints.ts',
    'UNIQUE lets two in',
    'return !placements.countsOf(field).has(value);',
    'return (placements.countsOf(field).get(value) ?? 0) < 2;',
    CONSTRAINTS,
  ),
  of(
    'matcher/constraints.ts',
    'MAX_PER lets one more in',
    ' < (integer(asked) ?? 0);',
    ' <= (integer(asked) ?? 0);',
    CONSTRAINTS,
  ),
  of(
    'matcher/constraints.ts',
    'GROUP_BY spends its remainder twice',
    'return own === base && remainderLeft > 0;',
    'return own === base;',
    CONSTRAINTS,
  ),
  of(
    'launcher/instance-deal.ts',
    'what was just launched does not count for constraints',
    'if (reserved === undefined) notePlaced(trial, match.agent);',
    '',
    MARATHON,
  ),
  of('launcher/instance-deal.ts', 'launches take no tokens', '  context.tokens.spend();\n', '', TOKENS),
  of(
    'launcher/offer-processor.ts',
    'what was launched stays in the offer',
    '      offer: deal.rest,\n      findings: { place: shown.findings.place, against: new Map() },\n',
    '',
    MARATHON,
  ),
  of(
    'launcher/offer-processor.ts',
    'one instance too many comes out of an offer',
    'dealt.length < MAX_INSTANCES_PER_OFFER',
    'dealt.length <= MAX_INSTANCES_PER_OFFER',
    MARATHON,
  ),
  of(
    'launcher/offer-processor.ts',
    'what is reserved for an instance that is gone is never freed',
    'if (operations.length > 0) return { operations, dealt: [], refuse: millis(0) };',
    '',
    RESIDENTS,
  ),
  of(
    'launch-queue/launch-tokens.ts',
    'new tokens never come',
    '    state.left = launchTokens;\n',
    '    state.left ||= state.interval === 0 ? launchTokens : 0;\n',
    TOKENS,
  ),
  of(
    'launch-queue/launch-queue.ts',
    'offers are asked for more often than every five seconds',
    'state.revivedAt + MIN_REVIVE_INTERVAL - now;',
    'state.revivedAt - now;',
    MARATHON,
  ),
  of(
    'launch-queue/delays.ts',
    'who fails again waits no longer',
    'wait === undefined ? seconds(backoff) : millis(wait * backoffFactor);',
    'seconds(backoff + 0 * backoffFactor);',
    `${folder}/launch-queue/delays.test.ts`,
  ),
  of(
    'watches.ts',
    'an instance out of reach is never given up',
    'if (lostFor >= seconds(unreachable.expungeAfterSeconds)) tracker.expunge(id);',
    'if (lostFor < 0) tracker.expunge(id);',
    LOSS,
  ),
  of(
    'watches.ts',
    'an instance out of reach is not replaced before it is given up',
    "else if (condition === 'Unreachable' && lostFor >= seconds(unreachable.inactiveAfterSeconds))",
    "else if (condition === 'Unreachable' && lostFor < 0)",
    LOSS,
  ),
  of(
    'instance/status-updates.ts',
    'an update is not acknowledged',
    'if (agentId === undefined || updates.length === 0) return;',
    'if (agentId === undefined || updates.length < 2) return;',
    MARATHON,
    'src/cluster/mesos/agent/status-stream.test.ts',
  ),
  of(
    'instance/status-updates.ts',
    'tasks nobody knows live on',
    '    for (const status of statuses) if (!known(status)) stranger(status, id);\n',
    '',
    LOSS,
  ),
  of(
    'instance/kill-service.ts',
    'a kill nobody confirmed is not repeated',
    'else if (runtime.now() - at >= KILL_RETRY_TIMEOUT) send(context, instance);',
    'else if (runtime.now() - at >= KILL_RETRY_TIMEOUT) state.inFlight.set(id, runtime.now());',
    MARATHON,
    LOSS,
  ),
  of(
    'instance/reconciliation.ts',
    'after an election nobody is asked what became of tasks',
    '      state.rounds = ROUNDS;\n      askIn(RECONCILIATION_INITIAL_DELAY);\n',
    '',
    'src/cluster/master-failover.test.ts',
  ),
  of(
    'instance/tracker.ts',
    'what an instance runs on is still to be offered',
    "    ...(reservation !== undefined && { reservation: { ...reservation, state: 'launched' } }),\n",
    '',
    RESIDENTS,
  ),
];
