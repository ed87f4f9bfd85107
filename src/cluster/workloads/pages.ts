/** What servers answer that answer something well known. */
import type { Connection } from '../mesos/containerizer/network';
import { courseOf } from './behaviour';

const html = (title: string, body: string): string =>
  `<!DOCTYPE html>\n<html>\n<head><title>${title}</title></head>\n<body>\n${body}\n</body>\n</html>\n`;

/** By the name the models give them. */
const PAGES: ReadonlyMap<string, string> = new Map([
  ['nginx', html('Welcome to nginx!', '<h1>Welcome to nginx!</h1>')],
  ['httpd', '<html><body><h1>It works!</h1></body></html>\n'],
  ['python', html('Directory listing for /', '<h1>Directory listing for /</h1>\n<hr>\n<ul>\n</ul>\n<hr>')],
]);

/** The body of an answer; empty where nobody knows what the server would say. */
export const pageOf = (met: Connection): string => {
  const server = met.kind === 'answered' && met.status < 400 ? met.server : undefined;
  if (server === undefined) return '';
  const { command, image, env } = server;
  const page = courseOf(command, image?.id, new Map(Object.entries(env)))?.page;
  return page === undefined ? '' : 'text' in page ? `${page.text}\n` : (PAGES.get(page.of) ?? '');
};
