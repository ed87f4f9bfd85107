/**
 * The smallest changes that would let one more instance of a service fit: fewest edits first, then the smallest edits. What is
 * answered was tried: the edited definition is judged as if it had been sent, and matched against the agent by the matcher.
 */
import type { DefinitionFix, FewerFix, Fix } from '../../../protocol/simulation/fix';
import { matchOffer } from '../../marathon/matcher/match-offer';
import type { Prospect } from '../../mesos/master/prospect';
import { contextAt, oneMore } from '../service-view';
import type { ServiceView } from '../service-view';
import { agentFix } from './agent-to-add';
import { curesFor } from './cure-refusal';
import { editOf } from './definition-step';
import type { DefinitionStep } from './definition-step';
import { editedDemand } from './edit-definition';
import { handlesOf } from './handles';
import type { Handles } from './handles';

/** Another machine is as near as giving up half of something: nearer than giving it up altogether. */
const SIZE_OF_AGENT = 0.5;
/** Kinds of changes of the definition that are answered, and those that are tried. */
const MOST_FIXES = 4;
const MOST_KINDS = 16;
/** Agents that are tried with the same kind of change. */
const MOST_TRIES = 3;

interface Candidate {
  readonly prospect: Prospect;
  readonly steps: readonly DefinitionStep[];
  readonly size: number;
}

type Weighed = Pick<Candidate, 'size'> & { readonly steps: number };

const byNearness = (a: Weighed, b: Weighed): number => a.steps - b.steps || a.size - b.size;

const nearestFirst = (candidates: readonly Candidate[]): Candidate[] =>
  candidates.toSorted((a, b) =>
    byNearness({ steps: a.steps.length, size: a.size }, { steps: b.steps.length, size: b.size }),
  );

/** The same members of the definition, in the same manner. */
const kindOf = ({ steps }: Candidate): string =>
  JSON.stringify(steps.map(({ edit }) => [edit.path, edit.to === undefined]));

/** Candidates by the kind of change, the nearest kind first, and in each the nearest first. */
const byKind = (candidates: readonly Candidate[]): Candidate[][] => {
  const kinds = new Map<string, Candidate[]>();
  for (const candidate of nearestFirst(candidates)) {
    const key = kindOf(candidate);
    const known = kinds.get(key);
    if (known === undefined) kinds.set(key, [candidate]);
    else if (known.length < MOST_TRIES) known.push(candidate);
  }
  return [...kinds.values()].slice(0, MOST_KINDS);
};

const capitalised = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}`;

const fixOf = ({ prospect, steps }: Candidate): DefinitionFix => {
  const { agentId, hostname } = prospect.offer;
  const says = steps.map((step) => step.says).join(', and ');
  return {
    kind: 'definition',
    edits: steps.map(({ edit }) => edit),
    agentId,
    hostname,
    sentence: `${capitalised(says)}: then one more instance fits on ${hostname}.`,
  };
};

const works = (view: ServiceView, { prospect, steps }: Candidate): boolean => {
  const demand = editedDemand(
    view.definition,
    steps.map(({ edit }) => edit),
  );
  const context = contextAt(view, prospect);
  if (demand === undefined || context === undefined) return false;
  return matchOffer(prospect.offer, oneMore(demand, view.counted), context).kind === 'match';
};

const candidatesOn = (view: ServiceView, handles: Handles, prospect: Prospect): Candidate[] => {
  const context = contextAt(view, prospect);
  if (context === undefined) return [];
  return curesFor(prospect.offer, handles, view.demand, context).map((steps) => ({
    prospect,
    steps,
    size: steps.reduce((sum, { size }) => sum + size, 0),
  }));
};

const paths = ({ steps }: Candidate): string[] => steps.map(({ edit }) => JSON.stringify(edit.path));

/** Changes all that another one changes, and more. */
const exceeds = (candidate: Candidate, other: Candidate): boolean => {
  const own = new Set(paths(candidate));
  return paths(other).every((path) => own.has(path));
};

/** The nearest that works of each kind, but for those that only add to a nearer one. */
const definitionFixes = (view: ServiceView): Candidate[] => {
  const handles = handlesOf(view.definition);
  const candidates = view.prospects
    .filter(({ isOpen, isWorthOffering }) => isOpen && isWorthOffering)
    .flatMap((prospect) => candidatesOn(view, handles, prospect));
  const found: Candidate[] = [];
  for (const kind of byKind(candidates)) {
    if (found.length >= MOST_FIXES) break;
    const working = kind
      .filter((candidate) => !found.some((nearer) => exceeds(candidate, nearer)))
      .find((candidate) => works(view, candidate));
    if (working !== undefined) found.push(working);
  }
  return found;
};

/** Only while nothing is being replaced: then those that have a place are all that is wanted of this version. */
const fewerFix = ({ definition, pod, instances, waiting, counted, configVersion }: ServiceView): FewerFix[] => {
  const wanted = pod.scaling.instances;
  const isRolling = instances.some(({ condition, version }) => condition !== 'Scheduled' && version < configVersion);
  if (waiting.count === 0 || isRolling || counted < 1 || counted >= wanted) return [];
  const edit = editOf(handlesOf(definition).instancesPath, wanted, counted);
  return [
    {
      kind: 'fewer-instances',
      edits: [edit],
      sentence: `Run ${counted} instance${counted === 1 ? '' : 's'} instead of ${wanted}: then none waits.`,
    },
  ];
};

/** The nearest first; empty when one more fits as it is. @param fits whether it does on some agent */
export const fixesFor = (view: ServiceView, fits: boolean): Fix[] => {
  if (fits) return [];
  const agent = agentFix(view);
  const weighed: (Weighed & { readonly fix: Fix })[] = [
    ...definitionFixes(view).map((each) => ({ steps: each.steps.length, size: each.size, fix: fixOf(each) })),
    ...(agent === undefined ? [] : [{ steps: 1, size: SIZE_OF_AGENT, fix: agent }]),
  ];
  return [...weighed.toSorted(byNearness).map(({ fix }) => fix), ...fewerFix(view)];
};
