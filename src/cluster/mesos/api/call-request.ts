/** What a call of a v1 API needs before anyone looks at it: method, media types, JSON (Mesos `Master::Http::api`, `Slave::Http::api`). */
import { parseTree, type ParseError } from 'jsonc-parser';
import type { HttpAnswer, HttpRequest } from '../../runtime/http';
import { badRequest, notAllowed } from './http-answers';
import { readMessage } from './message-reader';
import type { Message, Shape } from './message-reader';

const JSON_TYPE = 'application/json';
const PROTOBUF = 'application/x-protobuf';

type CallReading = { readonly call: Message } | { readonly refused: HttpAnswer };

/** Where a text stops being JSON. */
const brokenAt = (text: string): number => {
  const errors: ParseError[] = [];
  try {
    parseTree(text, errors, { disallowComments: true, allowTrailingComma: false });
  } catch (error) {
    // Brackets without end.
    if (!(error instanceof RangeError)) throw error;
  }
  return errors[0]?.offset ?? 0;
};

/** In picojson's words: the rest of the line where it stopped. */
const syntaxError = (text: string): string => {
  const offset = brokenAt(text);
  const line = text.slice(0, offset).split('\n').length;
  return `syntax error at line ${line} near: ${text.slice(offset).split('\n')[0] ?? ''}`;
};

const accepts = (accept: string | undefined, type: string): boolean =>
  accept === undefined ||
  accept.split(',').some((range) => {
    const [name = '', ...parameters] = range.split(';').map((part) => part.trim().toLowerCase());
    if (parameters.some((parameter) => /^q=0(\.0*)?$/.test(parameter))) return false;
    return name === '*/*' || name === type || name === `${type.slice(0, type.indexOf('/'))}/*`;
  });

const parse = (text: string): { readonly value: unknown } | undefined => {
  try {
    return { value: JSON.parse(text) as unknown };
  } catch {
    return undefined;
  }
};

const mediaFault = ({ method, headers }: HttpRequest): HttpAnswer | undefined => {
  if (method !== 'POST') return notAllowed(method, 'POST');
  const type = headers.get('content-type');
  if (type === undefined) return badRequest("Expecting 'Content-Type' to be present");
  if (type === PROTOBUF)
    return { status: 415, text: `This cluster reads and writes ${JSON_TYPE} only, not ${PROTOBUF}` };
  if (type === JSON_TYPE) return undefined;
  return { status: 415, text: `Expecting 'Content-Type' of ${JSON_TYPE} or ${PROTOBUF}` };
};

/** What calls of an API look like. */
export interface CallApi {
  /** `master::Call`, for those who read an answer. */
  readonly name: string;
  readonly shape: Shape;
  /** The field that has to be there, by type of call; types without one need none. */
  readonly bodies: ReadonlyMap<string, string>;
  /** What stands before the reason why JSON is no call. */
  readonly noCall: string;
}

/** The call of a request, or the answer that says why there is none. */
export const readCall = (request: HttpRequest, { name, shape, bodies, noCall }: CallApi): CallReading => {
  const fault = mediaFault(request);
  if (fault !== undefined) return { refused: fault };
  const text = new TextDecoder().decode(request.body);
  const json = parse(text);
  if (json === undefined) return { refused: badRequest(`Failed to parse body into JSON: ${syntaxError(text)}`) };
  const reading = readMessage(shape, json.value);
  if ('error' in reading) return { refused: badRequest(`${noCall}${reading.error}`) };
  const { message } = reading;
  const invalid = (what: string): CallReading => ({
    refused: badRequest(`Failed to validate ${name}: Expecting '${what}' to be present`),
  });
  if (typeof message['type'] !== 'string') return invalid('type');
  const body = bodies.get(message['type']);
  if (body !== undefined && message[body] === undefined) return invalid(body);
  const accept = request.headers.get('accept');
  // A console's records are JSON, too.
  if (!accepts(accept, JSON_TYPE) && !accepts(accept, 'application/recordio'))
    return { refused: { status: 406, text: `Expecting 'Accept' to allow '${PROTOBUF}' or '${JSON_TYPE}'` } };
  return { call: message };
};
