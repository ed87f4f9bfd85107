/** A definition with some edits: made from its JSON and judged anew, as if a user had sent it. */
import type { Demand } from '../../marathon/matcher/demand';
import { demandOf } from '../../marathon/matcher/demand';
import { serialiseApp } from '../../../protocol/marathon/app-answer';
import { checkApp } from '../../../protocol/marathon/app-check';
import { serialisePod } from '../../../protocol/marathon/pod-answer';
import { checkPod } from '../../../protocol/marathon/pod-check';
import { residentAppUpdateErrors, residentUpdateErrors } from '../../../protocol/marathon/resident-update';
import type { DefinitionEdit } from '../../../protocol/simulation/fix';
import { podFormOf } from '../../marathon/app/pod-form';
import { isPod, stamped } from '../../marathon/group/definition';
import type { Definition, Spec } from '../../marathon/group/definition';

const membersOf = (value: unknown): Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : {};

/** A copy with the value at the path replaced, or taken out where it is undefined. Objects and lists on the way are made. */
const withValue = (value: unknown, [key, ...rest]: DefinitionEdit['path'], to: unknown): unknown => {
  if (key === undefined) return to;
  const removes = rest.length === 0 && to === undefined;
  if (typeof key === 'number') {
    const list: unknown[] = Array.isArray(value) ? [...(value as readonly unknown[])] : [];
    if (removes) list.splice(key, 1);
    else list[key] = withValue(list[key], rest, to);
    return list;
  }
  const members = membersOf(value);
  if (removes) delete members[key];
  else members[key] = withValue(members[key], rest, to);
  return members;
};

/** JSON with the edits made, one after the other. */
const withEdits = (json: unknown, edits: readonly DefinitionEdit[]): unknown =>
  edits.reduce((edited, { path, to }) => withValue(edited, path, to), json);

const accepted = (definition: Definition, edits: readonly DefinitionEdit[]): Spec | undefined => {
  if (isPod(definition)) {
    const check = checkPod(withEdits(serialisePod(definition), edits));
    if (check.kind === 'refused' || residentUpdateErrors(definition, check.pod).length > 0) return undefined;
    return check.pod;
  }
  const check = checkApp(withEdits(serialiseApp(definition), edits));
  if (check.kind === 'refused' || residentAppUpdateErrors(definition, check.app).length > 0) return undefined;
  return check.app;
};

/** What an instance of the edited definition asks; undefined: Marathon would refuse the edit. */
export const editedDemand = (definition: Definition, edits: readonly DefinitionEdit[]): Demand | undefined => {
  const spec = accepted(definition, edits);
  const { version } = definition;
  return spec === undefined ? undefined : demandOf(podFormOf(stamped(spec, version, version)));
};
