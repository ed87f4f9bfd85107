/**
 * Programs that ask the network. What they come to is fetched when the first cluster gets something to run: whoever writes to
 * a cluster, or brings one back, awaits `loadNetworkPrograms` first.
 */
import type { Namespace, Network } from '../mesos/containerizer/network';
import type { Heard, Question } from './tape';

type Answer = (network: Network, from: Namespace, question: Pick<Question, 'name' | 'args'>) => Heard;

const loaded: { answer?: Answer } = {};

/** Fetches it, once. */
export const loadNetworkPrograms = async (): Promise<void> => {
  loaded.answer ??= (await import('./clients')).answer;
};

/** What a program comes to that is asked now. @throws Error before `loadNetworkPrograms` ended */
export const answerNow: Answer = (network, from, question) => {
  if (loaded.answer === undefined)
    throw new Error('loadNetworkPrograms() has to end before a process asks its network');
  return loaded.answer(network, from, question);
};
