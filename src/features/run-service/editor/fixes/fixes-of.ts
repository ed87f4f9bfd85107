/** The quick fixes of a problem. Every rule that weighs several members of a definition has at least one. */
import type { ServiceKind } from '../../../../api/client/service';
import type { JsonRecord } from '../../json-value';
import type { Problem } from '../../problems';
import { appRules } from './app-fixes';
import { appPortRules } from './app-port-fixes';
import { containerRules } from './container-fixes';
import type { FixRule, QuickFix } from './fix-rule';
import { networkRules } from './network-fixes';
import { orderRules } from './order-fixes';
import { schedulingRules } from './scheduling-fixes';
import { secretRules } from './secret-fixes';

const shared: readonly FixRule[] = [...secretRules, ...networkRules, ...containerRules, ...schedulingRules];
const rules: Readonly<Record<ServiceKind, readonly FixRule[]>> = {
  pod: [...shared, ...orderRules],
  app: [...shared, ...appRules, ...appPortRules],
};

type Described = Pick<Problem, 'path' | 'code'>;

export type { QuickFix } from './fix-rule';

const MIXED = /^May specify a single host network/;
const PORT_MEMBERS: ReadonlySet<unknown> = new Set([
  'networks',
  'endpoints',
  'healthCheck',
  'healthChecks',
  'portMappings',
  'portDefinitions',
]);
/** Of the definition as a whole. */
const ABOUT_PORTS = /port/i;

/** Which of the networks stay decides what ports there may be: while they do not go together nothing else of ports is fixed. */
const hasToWait = ({ path, code }: Described, problems: readonly Described[]): boolean =>
  !MIXED.test(code) &&
  (path.length === 0 ? ABOUT_PORTS.test(code) : path.some((step) => PORT_MEMBERS.has(step))) &&
  problems.some((problem) => MIXED.test(problem.code));

/** Ways out of one of the definition's problems, the most wanted first; none for what only a person can answer. */
export function fixesOf(
  { path, code }: Described,
  value: JsonRecord,
  kind: ServiceKind,
  problems: readonly Described[],
): readonly QuickFix[] {
  if (hasToWait({ path, code }, problems)) return [];
  return rules[kind].flatMap(({ says, fixes }) => {
    const said = says.exec(code);
    return said ? fixes({ path, value, kind, said, problems }).filter(({ edits }) => edits.length > 0) : [];
  });
}
