/** First stage of a write: parsed JSON becomes a typed definition, or the reader's errors (Marathon `raml.Pod` reads). */
import type { FieldError } from './error';
import { collectErrors } from './field-errors';
import type { PodRead } from './pod';
import { podSchema } from './pod.schema';
import { readBySchema } from './schema-reader';

export type PodReading =
  | { readonly kind: 'read'; readonly pod: PodRead }
  | { readonly kind: 'unreadable'; readonly errors: readonly FieldError[] };

/** Defaults filled in, unknown members dropped, enum literals in their canonical case. Never throws, whatever the value. */
export const readPod = (value: unknown): PodReading => {
  let pod: unknown;
  const errors = collectErrors((complain) => {
    pod = readBySchema(podSchema, value, '', complain);
  });
  // Without a complaint the reader has built the schema's own output type.
  return errors.length > 0 ? { kind: 'unreadable', errors } : { kind: 'read', pod: pod as PodRead };
};
