/** What an onlooker of requests is: told before and after each, and able to ask the cluster itself. */
import type { HttpAnswer } from '../cluster/runtime/http';
import type { World } from '../cluster/world';
import { isMarathonEvent } from '../protocol/marathon/event';
import type { MarathonEvent } from '../protocol/marathon/event';
import type { Observer } from './observer';
import type { Deed } from './deed';

export type Question = Omit<Deed, 'wait'>;

/** A request and its answer. */
export interface Exchange extends Question {
  readonly status: number;
  readonly headers: Headers;
  /** Parsed JSON; undefined where there is none. */
  readonly answer: unknown;
}

/** The result of each is what is wrong, each line with the number or name of what does not hold. */
export interface Witness {
  /** Before a request, when nothing is left to do at this instant. */
  before?(question: Question, world: World): readonly string[];
  after?(exchange: Exchange, world: World): readonly string[];
  /** After every delivered entry. */
  readonly observe?: Observer;
  /** While it happens. */
  onEvent?(event: MarathonEvent, world: World): void;
}

/** Where all paths of Marathon begin at the front door. */
export const MARATHON = '/service/marathon/v2';

const encoder = new TextEncoder();

/** Asks Marathon directly, past the front door. @param path below Marathon's root, with the query */
export const askMarathon = (
  { marathon }: World,
  path: string,
  { method = 'GET', accept = 'application/json', body = '' } = {},
): HttpAnswer => {
  const { pathname, searchParams: query } = new URL(path, 'http://test');
  const headers = new Map([
    ['accept', accept],
    ['content-type', 'application/json'],
  ]);
  const request = { method, path: decodeURIComponent(pathname), query, headers, body: encoder.encode(body) };
  return marathon.handle({ ...request, origin: 'http://test' }) ?? { status: 404 };
};

/** The JSON of a GET that has to succeed; trusted to be of this type. */
export const readMarathon = <Body>(world: World, path: string): Body => {
  const { status, json } = askMarathon(world, path);
  if (status !== 200) throw new Error(`GET ${path} answers ${status}`);
  return json as Body;
};

/** Tells `listener` everything that Marathon tells from now on. */
export const listen = (world: World, listener: (event: MarathonEvent) => void): void => {
  const hear = (frame: string): void => {
    const event: unknown = JSON.parse(frame.slice(frame.indexOf('data: ') + 'data: '.length));
    if (isMarathonEvent(event)) listener(event);
  };
  askMarathon(world, '/v2/events', { accept: 'text/event-stream' }).stream?.(hear, () => undefined);
};
