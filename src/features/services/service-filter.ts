/**
 * The filter above the services list. Terms separated by blanks must all hold: `is:running` or `is:waiting,delayed`,
 * `label:team` or `label:team=web`, anything else is looked for in id, images and labels; `-` before a term turns it
 * round, quotes keep blanks together; `is:pod` and `is:app` tell the kinds apart. Upper and lower case are the same.
 */
import type { ServiceRow } from './service-row';

type Test = (row: ServiceRow) => boolean;

const termPattern = /(-?)(?:(is|label):((?:"[^"]*"?|[^\s"])*)|((?:"[^"]*"?|[^\s"])+))/gi;

const statusTest = (value: string): Test => {
  // The start of a word is enough: the list narrows while one types.
  const words = value.split(',').filter(Boolean);
  return (row) => words.some((word) => row.kind === word || row.status.word.toLowerCase().startsWith(word));
};

const labelTest = (value: string): Test => {
  const [wantedKey, ...rest] = value.split('=');
  const wanted = rest.length > 0 ? rest.join('=') : undefined;
  return (row) =>
    Object.entries(row.labels).some(
      ([key, own]) => key.toLowerCase() === wantedKey && (wanted === undefined || own.toLowerCase() === wanted),
    );
};

const testOf = (kind: string | undefined, value: string): Test => {
  switch (kind?.toLowerCase()) {
    case 'is':
      return statusTest(value);
    case 'label':
      return labelTest(value);
    default:
      return (row) => row.text.includes(value);
  }
};

const tests = (filter: string): readonly Test[] =>
  [...filter.matchAll(termPattern)].flatMap(([, not, kind, named, free]) => {
    const value = (named ?? free ?? '').replaceAll('"', '').toLowerCase();
    if (value === '') return [];
    const test = testOf(kind, value);
    return [not ? (row: ServiceRow) => !test(row) : test];
  });

/** The rows that pass; the very same list when the filter is blank. */
export const filterServices = (rows: readonly ServiceRow[], filter: string): readonly ServiceRow[] => {
  const all = tests(filter);
  return all.length === 0 ? rows : rows.filter((row) => all.every((test) => test(row)));
};

const statusTerm = /(^|\s)is:(?!(?:pod|app)(?:\s|$))\S*/gi;

/** The statuses a filter asks for with `is:`, lower case. */
export const statusesIn = (filter: string): ReadonlySet<string> =>
  new Set([...filter.matchAll(statusTerm)].flatMap(([term]) => term.trim().slice(3).toLowerCase().split(',')));

/** The filter with its `is:` term replaced (or, with none, taken away). */
export const withStatus = (filter: string, word: string | undefined): string => {
  const rest = filter.replaceAll(statusTerm, ' ').trim().replaceAll(/\s+/g, ' ');
  return [word ? `is:${word.toLowerCase()}` : '', rest].filter(Boolean).join(' ');
};
