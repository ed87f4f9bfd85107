/** The one judgement on a pod definition: the server's 422, the editor's markers and the form's messages all come from here. */
import { notValid, unreadable, type ErrorBody, type FieldError } from './error';
import type { PodSpec } from './pod';
import { normalisePod } from './pod-normaliser';
import { readPod } from './pod-reader';
import { podErrors, roleErrors } from './pod-validator';

export type PodCheck =
  | { readonly kind: 'accepted'; readonly pod: PodSpec }
  | {
      readonly kind: 'refused';
      readonly status: 422;
      readonly body: ErrorBody;
      readonly errors: readonly FieldError[];
    };

const refused = (body: ErrorBody, errors: readonly FieldError[]): PodCheck => ({
  kind: 'refused',
  status: 422,
  body,
  errors,
});

/**
 * Judges parsed JSON as Marathon does: reader, then validator, then normalisation, then roles; an earlier stage hides the errors
 * of later ones, and each stage reports all of its own. Accepts with the normalised definition, which has no version yet.
 * Never throws.
 */
export const checkPod = (value: unknown): PodCheck => {
  const reading = readPod(value);
  if (reading.kind === 'unreadable') return refused(unreadable(reading.errors), reading.errors);
  const errors = podErrors(reading.pod);
  if (errors.length > 0) return refused(notValid(errors), errors);
  const aboutRole = roleErrors(reading.pod);
  if (aboutRole.length > 0) return refused(notValid(aboutRole), aboutRole);
  return { kind: 'accepted', pod: normalisePod(reading.pod) };
};
