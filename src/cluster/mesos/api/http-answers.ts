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

/** Between the end of a master and the election of the next (Mesos `Master::Http::redirect`). */
export const noLeader: HttpAnswer = { status: 503, text: 'No leader elected' };

/** DC/OS's Admin Router on agents that are not in the master's books, or that it gets nothing from (`master/agent.lua`). */
export const unknownAgent = (agentId: string): HttpAnswer => notFound(`404 Not Found: agent ${agentId} unknown.\n`);
export const refusedByAgent: HttpAnswer = { status: 502, text: '502 Bad Gateway\n' };
export const silentAgent: HttpAnswer = { status: 504, text: '504 Gateway Time-out\n' };

/** What Mesos knows and this cluster does not do. */
export const notImplemented = (text = '501 Not Implemented.'): HttpAnswer => ({ status: 501, text });
