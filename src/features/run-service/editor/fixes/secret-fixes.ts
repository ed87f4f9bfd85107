/** Quick fixes of what refers to a secret, in pods and apps. */
import type { JSONPath } from 'jsonc-parser';
import { textAt } from '../../json-value';
import { drop, fix, namesAt, put, quoted } from './fix-rule';
import type { FixCase, FixRule, QuickFix } from './fix-rule';

/** Declares the secret, takes one that is declared, or takes out what needs it. `at` is where the name stands. */
function secretFixes({ value }: FixCase, at: JSONPath, user: JSONPath, what: string): readonly QuickFix[] {
  const name = textAt(value, at);
  const declare =
    name === '' ? [] : [fix(`Declare the secret ${quoted(name)}`, put(['secrets', name], { source: `/${name}` }))];
  const use = namesAt(value, ['secrets'])
    .filter((known) => known !== '')
    .slice(0, 3)
    .map((known) => fix(`Use the secret ${quoted(known)}`, put(at, known)));
  return [...declare, ...use, fix(`Remove ${what}`, drop(user))];
}

export const secretRules: readonly FixRule[] = [
  {
    says: /^references an undefined secret$/,
    fixes: (found) => secretFixes(found, found.path, found.path.slice(0, -1), 'the variable'),
  },
  {
    says: /^volume\.secret must refer to an existing secret$/,
    fixes: (found) => secretFixes(found, [...found.path, 'secret'], found.path, 'the volume').slice(0, -1),
  },
  {
    says: /^pullConfig\.secret must refer to an existing secret$/,
    fixes: (found) => secretFixes(found, [...found.path, 'secret'], found.path, 'the credentials'),
  },
];
