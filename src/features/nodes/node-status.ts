/** How an agent stands to its master, in one word and one sentence (Mesos `master/http`: Slaves; agent draining of 1.11). */
import type { Agent } from '../../api/client/mesos';
import type { GlyphShape } from '../../ui/glyph';
import type { Tone } from '../../ui/tone';

export interface NodeStatus {
  readonly word: 'Active' | 'Disconnected' | 'Deactivated' | 'Draining' | 'Drained';
  readonly tone: Tone;
  readonly glyph: GlyphShape;
  readonly sentence: string;
}

const ACTIVE: NodeStatus = {
  word: 'Active',
  tone: 'good',
  glyph: 'disc',
  sentence: 'Its resources are offered to the schedulers.',
};
const DISCONNECTED: NodeStatus = {
  word: 'Disconnected',
  tone: 'bad',
  glyph: 'broken-ring',
  sentence: 'The master lost the connection. What runs here goes on, and nothing new is started until it is back.',
};
const DEACTIVATED: NodeStatus = {
  word: 'Deactivated',
  tone: 'off',
  glyph: 'barred-disc',
  sentence: 'An operator took it out: nothing new is started, what runs here goes on.',
};
const DRAINING: NodeStatus = {
  word: 'Draining',
  tone: 'busy',
  glyph: 'fading-disc',
  sentence: 'An operator wants it empty: its tasks are being ended, and nothing new is started.',
};
const DRAINED: NodeStatus = {
  word: 'Drained',
  tone: 'off',
  glyph: 'tick',
  sentence: 'Nothing runs here any more, and nothing is started until an operator takes it back in.',
};

export const nodeStatus = ({ active, deactivated, drain_info: drain }: Agent): NodeStatus => {
  if (active) return ACTIVE;
  if (drain !== undefined) return drain.state === 'DRAINED' ? DRAINED : DRAINING;
  return deactivated === true ? DEACTIVATED : DISCONNECTED;
};

/** In the order of the table: what asks for attention first. */
export const statusRank = ({ word }: NodeStatus): number =>
  ['Disconnected', 'Draining', 'Drained', 'Deactivated', 'Active'].indexOf(word);
