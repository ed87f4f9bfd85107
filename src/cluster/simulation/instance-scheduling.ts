/** The record of one instance as it is answered: why each launch went where it went, and every step since. */
import type { InstanceScheduling, LaunchChoice, LaunchRecord } from '../../protocol/simulation/launch-record';
import { podFormOf } from '../marathon/app/pod-form';
import type { Choice } from '../marathon/launcher/choice';
import { isWaiting } from '../marathon/instance/instance';
import { demandOf, type Demand } from '../marathon/matcher/demand';
import { heldConstraints, missed } from '../marathon/matcher/requirements';
import type { RecordedLaunch } from '../record/record-state';
import type { WorldState } from '../world';
import { serviceScheduling } from './service-scheduling';

/** @param demand of the version that was launched; undefined: the service is gone with all its versions */
const choiceAnswer = (choice: Choice, demand: Demand | undefined): LaunchChoice => ({
  offerId: choice.offerId,
  agentId: choice.agentId,
  hostname: choice.hostname,
  reservation: choice.reservation,
  offersSeen: choice.offersSeen,
  offersRefused: choice.offersRefused,
  batch: choice.batch,
  place: choice.place,
  refused: choice.refused,
  refusals: choice.refusals.map(({ reasons, ...offer }) => ({ ...offer, lacked: missed(reasons, demand) })),
  competitors: choice.inLine - 1,
  firstCompetitors: choice.line.filter((id) => id !== choice.runSpecId),
  launchedBefore: choice.launchedBefore,
  constraints: heldConstraints(choice.constraints),
});

const launchAnswer = ({ marathon }: WorldState, { choice, steps, forgotten }: RecordedLaunch): LaunchRecord => {
  const definition = marathon.store.specs.get(choice.runSpecId)?.versions.get(choice.version);
  return {
    version: choice.version,
    incarnation: choice.incarnation,
    waitedSince: choice.waitedSince,
    chosenAt: choice.at,
    choice: choiceAnswer(choice, definition && demandOf(podFormOf(definition))),
    steps,
    stepsForgotten: forgotten,
  };
};

/** Undefined: there is no such instance and no record of one. @param mostAgents see `serviceScheduling` */
export const instanceScheduling = (
  state: WorldState,
  instanceId: string,
  mostAgents: number,
): InstanceScheduling | undefined => {
  const record = state.record.instances.get(instanceId);
  const instance = state.marathon.tracker.instances.get(instanceId);
  const service = instance?.runSpecId ?? record?.runSpecId;
  if (service === undefined) return undefined;
  const waits = instance !== undefined && isWaiting(instance);
  return {
    instanceId,
    service,
    condition: instance?.condition ?? null,
    waitingSince: waits ? instance.since : null,
    launches: (record?.launches ?? []).map((launch) => launchAnswer(state, launch)),
    forgotten: record?.forgotten ?? instance?.incarnation ?? 0,
    why: waits ? (serviceScheduling(state, service, mostAgents) ?? null) : null,
  };
};
