/** Answers in libprocess's own words (Mesos `process/http.hpp`). */
import type { HttpAnswer } from '../../runtime/http';

export const OK: HttpAnswer = { status: 200, text: '' };

export const badRequest = (text: string): HttpAnswer => ({ status: 400, text });

/** @param text libprocess says it itself when nobody does */
export const notFound = (text = '404 Not Found.'): HttpAnswer => ({ status: 404, text });

export const notAllowed = (method: string, ...allowed: readonly string[]): HttpAnswer => ({
  status: 405,
  headers: { Allow: allowed.join(', ') },
  text: `405 Method Not Allowed. Expecting one of { '${allowed.join("', '")}' }, but received '${method}'.`,
});

/** What Mesos knows and this cluster does not do. */
export const notImplemented = (text = '501 Not Implemented.'): HttpAnswer => ({ status: 501, text });
