/** Which services and groups a request is about, read off the request alone. */
import { resolveId } from '../protocol/marathon/path-id';
import { isBelow } from './tree-snapshot';
import type { Question } from './witness';
import { MARATHON } from './witness';

export type Scope =
  | { readonly kind: 'services'; readonly ids: ReadonlySet<string> }
  | { readonly kind: 'group'; readonly id: string; readonly update: GroupWish }
  | { readonly kind: 'removal'; readonly id: string }
  | { readonly kind: 'deployment'; readonly id: string };

/** What a body asks of its group; members as sent. */
export interface GroupWish {
  readonly id?: string;
  readonly version?: string;
  readonly scaleBy?: number;
  readonly apps?: readonly { readonly id: string }[];
  readonly groups?: readonly GroupWish[];
  readonly dependencies?: readonly string[];
}

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null;

const bodyOf = ({ body }: Question): unknown => {
  try {
    return body === undefined ? undefined : (JSON.parse(body) as unknown);
  } catch {
    return undefined;
  }
};

const idsIn = (body: unknown): string[] =>
  (Array.isArray(body) ? (body as readonly unknown[]) : [body]).flatMap((each) =>
    isObject(each) && 'id' in each && typeof each.id === 'string' ? [resolveId(each.id, '/')] : [],
  );

/** Ids of tasks are `<path with _>.instance-<uuid>.<container>.<incarnation>`. */
const ownersOf = (body: unknown): string[] =>
  isObject(body) && 'ids' in body && Array.isArray(body.ids)
    ? (body.ids as readonly unknown[]).map((id) =>
        resolveId(
          String(id)
            .replace(/\.instance-.*$/, '')
            .replaceAll('_', '/'),
          '/',
        ),
      )
    : [];

const services = (ids: readonly string[]): Scope => ({ kind: 'services', ids: new Set(ids) });

/** Undefined for what can not change the tree. */
export const scopeOf = (question: Question): Scope | undefined => {
  const [path = ''] = question.path.slice(MARATHON.length).split('?');
  const body = bodyOf(question);
  const [, noun, rest = ''] = /^\/(pods|apps|groups|deployments|tasks)(\/.*)?$/.exec(decodeURIComponent(path)) ?? [];
  const id = resolveId(rest.replace(/\/(restart|tasks)(\/[^/]*)?$/, ''), '/');
  switch (noun) {
    case 'pods':
    case 'apps':
      return services(id === '/' ? idsIn(body) : [id]);
    case 'tasks':
      return services(ownersOf(body));
    case 'deployments':
      return { kind: 'deployment', id: id.slice(1) };
    case 'groups': {
      if (question.method === 'DELETE') return { kind: 'removal', id };
      const update: GroupWish = isObject(body) ? body : {};
      return { kind: 'group', id: update.id === undefined ? id : resolveId(update.id, id), update };
    }
    default:
      return undefined;
  }
};

/** Whether a service may be changed by it. */
export const covers = (scope: Scope, id: string): boolean => {
  if (scope.kind === 'services') return scope.ids.has(id);
  return scope.kind !== 'deployment' && isBelow(id, scope.id);
};
