/** What the simulation says of a service's chances, judged once more by the book: every agent's verdict, every fix. */
import { applyEdits, modify } from 'jsonc-parser';
import { podFormOf } from '../cluster/marathon/app/pod-form';
import { isPod, stamped } from '../cluster/marathon/group/definition';
import type { Instance } from '../cluster/marathon/instance/instance';
import { roleResources } from '../cluster/mesos/agent-spec';
import { conversionOf, convert } from '../cluster/mesos/master/reservations';
import { pendingEntries } from '../cluster/runtime/event-queue';
import { serviceScheduling } from '../cluster/simulation/service-scheduling';
import type { World } from '../cluster/world';
import { checkApp } from '../protocol/marathon/app-check';
import type { PodDefinition } from '../protocol/marathon/pod';
import { checkPod } from '../protocol/marathon/pod-check';
import type { NoMatchReason } from '../protocol/marathon/queue';
import { isLaunch } from '../protocol/mesos/offer';
import type { Offer, Operation } from '../protocol/mesos/offer';
import { addResources, subtractResources } from '../protocol/mesos/resource-math';
import type { RoleResources } from '../protocol/mesos/resources';
import type { AgentToAdd, DefinitionEdit, Fix } from '../protocol/simulation/fix';
import { WIRE_REASONS } from '../protocol/simulation/requirement';
import type { AgentScheduling, ServiceScheduling } from '../protocol/simulation/scheduling';
import { judgeOffer } from './offer-rules';
import { isResident, ownerOf, spotsOf } from './placement-observer';
import { readMarathon } from './witness';

/** Marathon's own role. */
const MAY_HAVE: readonly string[] = ['*', 'slave_public'];

const afterwards = (resources: readonly RoleResources[], operation: Operation): readonly RoleResources[] =>
  isLaunch(operation)
    ? [operation.executor, ...operation.tasks].reduce(
        (left, taker) => subtractResources(left, taker.resources),
        resources,
      )
    : convert(resources, conversionOf(operation));

/** All an agent has left for Marathon, as one offer. */
const wholeOffer = ({ state }: World, agentId: string): Offer | undefined => {
  const { agents, offers, allocator } = state.mesos.master;
  const agent = agents.get(agentId);
  if (agent === undefined) return undefined;
  const promised = pendingEntries(state.runtime).flatMap((entry) =>
    entry.kind === 'ACCEPT' && entry.offerIds.some((id) => agent.offers.has(id)) ? entry.operations : [],
  );
  const out = [...agent.offers].map((id) => offers.get(id)?.offer.resources ?? []);
  const all = [allocator.free.get(agentId) ?? [], ...out].reduce(addResources, []);
  const left = promised.reduce(afterwards, all);
  const { hostname, ip, attributes, domain } = agent.spec;
  const machines = [...state.mesos.master.machines.values()];
  const window = machines.find((machine) => machine.hostname === hostname && machine.ip === ip)?.window;
  return {
    id: 'whole',
    frameworkId: '',
    agentId,
    hostname,
    attributes,
    resources: left.filter(({ role }) => MAY_HAVE.includes(role)),
    ...(domain !== undefined && { domain }),
    ...(window !== undefined && { unavailability: window }),
  };
};

const offerOf = (agent: AgentToAdd): Offer => ({
  id: 'new',
  frameworkId: '',
  agentId: 'new',
  hostname: agent.hostname,
  attributes: Object.entries(agent.attributes).map(([name, text]) => ({ name, type: 'TEXT', text })),
  resources: [roleResources(agent.role, agent, agent.ports)],
  ...(agent.region !== null && agent.zone !== null && { domain: { region: agent.region, zone: agent.zone } }),
});

/** The text with the edits made, as an editor makes them; laid out over lines, since jsonc-parser 3.3 spoils the end of a list within one. */
export const editedText = (text: string, edits: readonly DefinitionEdit[]): string =>
  edits.reduce((edited, { path, to }) => applyEdits(edited, modify(edited, [...path], to, {})), text);

/** The definition of a service as the API answers it, with the edits made; undefined: Marathon refuses it. */
const editedPod = (
  world: World,
  { service, kind }: ServiceScheduling,
  edits: readonly DefinitionEdit[],
): PodDefinition | undefined => {
  const answer =
    kind === 'pod'
      ? readMarathon<unknown>(world, `/v2/pods${service}`)
      : readMarathon<{ app: unknown }>(world, `/v2/apps${service}`).app;
  const json: unknown = JSON.parse(editedText(JSON.stringify(answer, null, 2), edits));
  const version = '2099-01-01T00:00:00.000Z';
  if (kind === 'pod') {
    const check = checkPod(json);
    return check.kind === 'accepted' ? podFormOf(stamped(check.pod, version, version)) : undefined;
  }
  const check = checkApp(json);
  return check.kind === 'accepted' ? podFormOf(stamped(check.app, version, version)) : undefined;
};

/** One more is wanted than are there. */
const wantingMore = (pod: PodDefinition, there: number): PodDefinition =>
  pod.scaling.instances > there ? pod : { ...pod, scaling: { kind: 'fixed', instances: there + 1 } };

/** The instance that waits and is bound, if none waits that is free to go anywhere. */
const boundIn = ({ state }: World, service: string): Instance | undefined => {
  const { scheduled, byRunSpec, instances } = state.marathon.tracker;
  const waiting = [...(byRunSpec.get(service) ?? [])].flatMap((id) =>
    scheduled.get(service)?.has(id) === true ? (instances.get(id) ?? []) : [],
  );
  return waiting.every(({ reservation }) => reservation !== undefined) ? waiting[0] : undefined;
};

type Verdict = ReturnType<typeof judgeOffer>;
const ELSEWHERE: Verdict = { fits: false, reasons: new Set(['NoCorrespondingReservationFound']) };

/** One more instance, on what the agent has left. */
const judgeOneMore = (world: World, offer: Offer, pod: PodDefinition): Verdict => {
  const { region } = world.state.mesos.master;
  const now = world.runtime.now();
  const bound = boundIn(world, pod.id);
  const counted = spotsOf(world, pod.id, new Set());
  const more = wantingMore(pod, counted.length);
  if (bound === undefined) {
    const counting = isResident(pod) ? 'launched or bound' : 'launched';
    return judgeOffer(offer, more, { others: spotsOf(world, pod.id, new Set(), counting), region, now });
  }
  const there = offer.resources.flatMap(({ volumes = [], ...entry }) => (ownerOf(entry) === bound.id ? volumes : []));
  const isFree = bound.reservation?.volumes.every(({ persistenceId }) => there.some(({ id }) => id === persistenceId));
  return isFree === true ? judgeOffer(offer, more, { others: counted, region, now, bound: bound.id }) : ELSEWHERE;
};

/** Offers of the agent are made at all. */
const isOpen = ({ state }: World, agentId: string): boolean => {
  const agent = state.mesos.master.agents.get(agentId);
  return agent?.connected === true && !agent.deactivated && agent.drain === null;
};

const agentFaults = (world: World, pod: PodDefinition, told: AgentScheduling): string[] => {
  const offer = wholeOffer(world, told.agentId);
  if (offer === undefined) return [`${told.agentId}: is no agent`];
  const { fits: fitsOffer, reasons } = judgeOneMore(world, offer, pod);
  const fits = fitsOffer && isOpen(world, told.agentId);
  const lacking = told.requirements.flatMap(({ ok, kind }): NoMatchReason[] => {
    const reason = ok ? null : WIRE_REASONS[kind];
    return reason === null ? [] : [reason];
  });
  const same = [...new Set(lacking)].toSorted().join() === [...reasons].toSorted().join();
  return fits === told.fits && same
    ? []
    : [`${pod.id} on ${told.agentId}: told ${told.fits} ${lacking.join()}, judged ${fits} ${[...reasons].join()}`];
};

const fixFaults = (world: World, told: ServiceScheduling, pod: PodDefinition, fix: Fix): string[] => {
  if (fix.kind === 'fewer-instances') return [];
  const edited = fix.kind === 'definition' ? editedPod(world, told, fix.edits) : pod;
  const offer = fix.kind === 'definition' ? wholeOffer(world, fix.agentId) : offerOf(fix.agent);
  if (edited === undefined) return [`${pod.id}: "${fix.sentence}" is refused`];
  if (offer === undefined) return [`${pod.id}: "${fix.sentence}" names no agent`];
  const { fits, reasons } = judgeOneMore(world, offer, edited);
  return fits ? [] : [`${pod.id}: "${fix.sentence}" does not help: ${[...reasons].join()}`];
};

/** What was told of a service, and what is wrong with it. */
export const judgeScheduling = (
  world: World,
  service: string,
): { readonly told: ServiceScheduling; readonly faults: readonly string[] } | undefined => {
  const told = serviceScheduling(world.state, service);
  const definition = world.state.marathon.store.specs.get(service)?.current;
  if (told === undefined || definition === undefined) return undefined;
  const pod = podFormOf(definition);
  const fit = told.agents.filter(({ fits }) => fits).length;
  return {
    told,
    faults: [
      ...told.agents.flatMap((agent) => agentFaults(world, pod, agent)),
      ...told.fixes.flatMap((fix) => fixFaults(world, told, pod, fix)),
      ...(fit === told.summary.fit && (fit === 0 || told.fixes.length === 0) ? [] : [`${service}: ${fit} agents fit`]),
      ...(told.kind === (isPod(definition) ? 'pod' : 'app') ? [] : [`${service}: is no ${told.kind}`]),
    ],
  };
};
