/** Where a definition fits, in words: what stands above its resources, and above its constraints. */
import { WIRE_REASONS } from '../../../protocol/simulation/requirement';
import type { RequirementKind } from '../../../protocol/simulation/requirement';
import type { Limit, SchedulingSummary } from '../../../protocol/simulation/scheduling';
import { resourceText } from '../../shared/resource-text';
import { reasonNoun } from '../../shared/waiting-reason';

export type Subject = 'service' | 'pod of several' | 'one more';

const fits: Readonly<Record<Subject, string>> = {
  service: 'Fits',
  'pod of several': 'The pod fits',
  'one more': 'One more instance fits',
};

const AMOUNTS: readonly RequirementKind[] = ['cpus', 'mem', 'disk', 'gpus', 'ports'];

const agentsText = (count: number, all: number): string =>
  count === all ? (all === 1 ? 'the only agent' : `all ${all} agents`) : `${count} of ${all} agents`;

const joined = (words: readonly string[]): string =>
  words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`;

const isPlural = (word: string): boolean => word.endsWith('s');

/** As part of a sentence. */
function nounOf(kind: RequirementKind): string {
  const reason = WIRE_REASONS[kind];
  if (reason === null) return kind === 'region' ? 'region' : 'inactive agents';
  return reasonNoun(reason);
}

/** More would not fit on a line. */
const MOST_LIMITS = 2;

/** What decides alone on some agent, amounts before all else. An agent without the role has nothing of anything. */
function limitText({ limits }: SchedulingSummary): string {
  const roleless = limits.find(({ kind }) => kind === 'role')?.failing ?? 0;
  const isAmount = ({ kind }: Limit): boolean => AMOUNTS.includes(kind);
  const told = limits.filter((limit) => !isAmount(limit) || limit.failing > roleless);
  const deciding = told.filter(({ onlyFailing }) => onlyFailing > 0);
  const from = deciding.length > 0 ? deciding : told;
  const named = from.some(isAmount) ? from.filter(isAmount) : from;
  const nouns = [...new Set(named.map(({ kind }) => nounOf(kind)))].slice(0, MOST_LIMITS);
  return `${joined(nouns)} ${nouns.length > 1 || nouns.some(isPlural) ? 'are' : 'is'} the limit`;
}

/** Where even the agent that has most has too little: by how much. Else the scheduling record's own sentence. */
function noneText({ agents, limits, scalars, sentence }: SchedulingSummary): string {
  const short = scalars.filter(({ asked, largest }) => asked > largest);
  if (short.length === 0) return sentence.replace(/\.$/, '');
  const words = short.map(({ name, asked, largest }, index) => {
    const verb = index > 0 ? '' : isPlural(nounOf(name)) ? 'are short ' : 'is short ';
    return `${nounOf(name)} ${verb}by ${resourceText(name, asked - largest)}`;
  });
  const everywhere = short.every(({ name }) => limits.some(({ kind, failing }) => kind === name && failing === agents));
  return `No agent fits: ${joined(words)} or more${everywhere ? ` on ${agentsText(agents, agents)}` : ''}`;
}

/** `Fits on 4 of 6 agents · memory is the limit`. */
export function resourcesWords(summary: SchedulingSummary, subject: Subject): string {
  const { agents, fit } = summary;
  if (fit === 0) return noneText(summary);
  const where = `${fits[subject]} on ${agentsText(fit, agents)}`;
  return fit === agents ? where : `${where} · ${limitText(summary)}`;
}

/** More would not fit on a line. */
const MOST_CONSTRAINTS = 3;

/** `rack IS r1 leaves 2 of 6 agents`, those that decide most first; constraints that every agent meets are not told. */
export function constraintsWords({ agents, limits }: SchedulingSummary): string {
  const told = limits.filter(({ kind }) => kind === 'constraint').slice(0, MOST_CONSTRAINTS);
  if (told.length === 0) return `Met by ${agentsText(agents, agents)}`;
  return told
    .map(({ label, failing }, index) => {
      const left = index === 0 ? agentsText(agents - failing, agents) : `${agents - failing}`;
      return `${label} leaves ${failing === agents ? 'none' : left}`;
    })
    .join(' · ');
}
