/** What a write needs before it may be read: JSON, and said to be. */
import { message } from '../../../protocol/marathon/error';
import { readJsonBody } from '../../../protocol/marathon/json-text';
import type { HttpAnswer, HttpRequest } from '../../runtime/http';
import { refuse } from './answers';

export type BodyReading =
  | { readonly kind: 'json'; readonly value: unknown }
  | { readonly kind: 'refused'; readonly answer: HttpAnswer };

/** The JSON body of a write; 415 for another content type, 400 and 413 as `readJsonBody`. */
export const readBody = (request: HttpRequest): BodyReading => {
  const type = request.headers.get('content-type') ?? (request.body.length === 0 ? 'application/json' : '');
  if (!/^application\/(json|[\w.+-]+\+json)\s*(;|$)/i.test(type))
    return { kind: 'refused', answer: refuse(415, message('HTTP 415 Unsupported Media Type')) };
  const reading = readJsonBody(request.body);
  return reading.kind === 'json' ? reading : { kind: 'refused', answer: refuse(reading.status, reading.body) };
};
