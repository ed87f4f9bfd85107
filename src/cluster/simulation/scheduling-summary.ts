/** All agents' judgements in a few numbers and one sentence. */
import { SCALARS } from '../../protocol/mesos/resource-math';
import type { Requirement } from '../../protocol/simulation/requirement';
import type { AgentScheduling, Limit, ScalarSummary, SchedulingSummary } from '../../protocol/simulation/scheduling';
import { fromMilli, milli } from '../../protocol/units';
import { available, only } from '../marathon/matcher/resource-pool';
import { requirementWords } from './requirement-words';
import { contextAt } from './service-view';
import type { ServiceView } from './service-view';

const indexOf = (row: Requirement): number | null => (row.kind === 'constraint' ? row.index : null);

/** Requirements some agent fails, the one that alone decides most often first. */
const limitsOf = (agents: readonly AgentScheduling[]): Limit[] => {
  const limits = new Map<string, { row: Requirement; failing: number; onlyFailing: number }>();
  for (const { requirements } of agents) {
    const failed = requirements.filter(({ ok }) => !ok);
    for (const row of failed) {
      const key = `${row.kind} ${indexOf(row)}`;
      const limit = limits.get(key) ?? { row, failing: 0, onlyFailing: 0 };
      limit.failing++;
      if (failed.length === 1) limit.onlyFailing++;
      limits.set(key, limit);
    }
  }
  return [...limits.values()]
    .toSorted((a, b) => b.onlyFailing - a.onlyFailing || b.failing - a.failing)
    .map(({ row, ...counts }) => ({ kind: row.kind, index: indexOf(row), label: requirementWords(row), ...counts }));
};

/** Of agents that may be used at all; what it may not take does not count: of other roles than the accepted ones, or reserved for others. */
const scalarsOf = (view: ServiceView): ScalarSummary[] => {
  const { demand } = view;
  const open = view.prospects.filter(({ isOpen }) => isOpen);
  return SCALARS.filter((name) => demand.total[name] > 0).map((name) => {
    const free = open.map((prospect) => {
      const context = contextAt(view, prospect);
      if (context === undefined) return milli(0);
      const usable = context.reserved === undefined ? demand.usable : only(context.reserved);
      return available(prospect.offer.resources, usable, name);
    });
    return {
      name,
      asked: fromMilli(demand.total[name]),
      largest: fromMilli(free.reduce((a, b) => (a > b ? a : b), milli(0))),
      total: free.reduce((sum, amount) => sum + amount, 0) / 1000,
    };
  });
};

const of = (count: number, all: number): string =>
  count === all ? (all === 1 ? 'the only agent' : `all ${all} agents`) : `${count} of ${all} agents`;

/** Never shorter than it is. */
const waitText = (ms: number): string =>
  ms <= 120_000 ? `${Math.ceil(ms / 1000)} s` : `${Math.ceil(ms / 60_000)} min`;

const sentenceOf = (
  { waiting, now }: ServiceView,
  { agents, fit, limits }: Omit<SchedulingSummary, 'sentence' | 'scalars' | 'offered'>,
): string => {
  if (agents === 0) return 'The cluster has no agents.';
  if (fit > 0) {
    const held = waiting.count > 0 && waiting.delayedUntil !== null;
    const wait = held ? `, but no launch is tried for another ${waitText(waiting.delayedUntil - now)}` : '';
    return `One more instance fits on ${of(fit, agents)}${wait}.`;
  }
  const [first, ...others] = limits;
  if (first === undefined) return 'No agent fits.';
  if (first.onlyFailing > 0)
    return `No agent fits: on ${of(first.onlyFailing, agents)} only the wish for ${first.label} fails.`;
  if (others.length === 0) return `No agent fits: the wish for ${first.label} fails on ${of(first.failing, agents)}.`;
  const most = limits.slice(0, 3).map(({ label, failing }) => `${label} on ${failing}`);
  return `No agent fits, and on none does a single wish fail alone: ${most.join(', ')} of ${agents}.`;
};

export const summarise = (view: ServiceView, agents: readonly AgentScheduling[]): SchedulingSummary => {
  const fitting = agents.filter(({ fits }) => fits);
  const counts = { agents: agents.length, fit: fitting.length, limits: limitsOf(agents) };
  return {
    sentence: sentenceOf(view, counts),
    ...counts,
    offered: fitting.filter(({ offering }) => offering.state === 'offered' || offering.state === 'next').length,
    scalars: scalarsOf(view),
  };
};
