/** A deployment that somebody is about to end, and how. */
import type { Deployment } from '../../protocol/marathon/deployment';

export interface Ending {
  readonly deployment: Deployment;
  readonly way: 'roll-back' | 'stop';
}
