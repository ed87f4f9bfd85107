/** Templates a user has saved, comments and all. They stay in this browser. */
import type { Template } from '../shared/templates/template';
import { keptRecords } from './kept-records';

interface SavedTemplate {
  readonly title: string;
  readonly text: string;
  readonly at: number;
}

/** Names of saved templates begin with it, those of the gallery never. */
const OWN = 'own-';
export const MOST_OWN = 50;
const LONGEST = 262_144;

const parse = (value: unknown): SavedTemplate | undefined => {
  if (typeof value !== 'object' || value === null) return undefined;
  const { title, text, at } = value as Partial<Record<string, unknown>>;
  return typeof title === 'string' && typeof text === 'string' && typeof at === 'number'
    ? { title, text, at }
    : undefined;
};

const records = keptRecords<SavedTemplate>({ prefix: 'podrome.template ', parse, most: MOST_OWN, longest: LONGEST });

export type OwnTemplate = Pick<Template, 'name' | 'title' | 'text'> & { readonly at: number };

const ownOf = ([key, saved]: readonly [string, SavedTemplate]): OwnTemplate => ({ name: OWN + key, ...saved });

/** Newest first. */
export const ownTemplates = (): readonly OwnTemplate[] => records.list().map(ownOf);

export const isOwn = (name: string): boolean => name.startsWith(OWN);

export const ownTemplate = (name: string): OwnTemplate | undefined => {
  const key = name.slice(OWN.length);
  const saved = isOwn(name) ? records.read(key) : undefined;
  return saved && ownOf([key, saved]);
};

export type Saving = 'saved' | 'full' | 'no room';

/** One title is one template: saved again it is replaced. */
export function saveTemplate(title: string, text: string): Saving {
  const before = records.list();
  const same = before.find(([, saved]) => saved.title === title);
  if (same === undefined && before.length >= MOST_OWN) return 'full';
  const key = same?.[0] ?? crypto.getRandomValues(new Uint32Array(2)).join('-');
  return records.write(key, { title, text, at: Date.now() }) ? 'saved' : 'no room';
}

export const deleteTemplate = (name: string): void => records.remove(name.slice(OWN.length));
