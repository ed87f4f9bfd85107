/**
 * Fills in the form until it says what a definition says, by its controls alone, as a person would who has the definition
 * before them: it looks for the first place where the two differ and does what there is to do about it there.
 */
import { fireEvent } from '@testing-library/react';
import type { JSONPath } from 'jsonc-parser';
import type { ServiceKind } from '../../api/client/service';
import { fieldId } from './draft-form';
import type { openForm } from './form-host-fixture';
import { ANY, EACH, formShapes, nameIn, onlyInJson } from './form-paths';
import type { FormShape } from './form-paths';
import { isRecord, listAt, textAt, valueAt } from './json-value';
import { sectionOf } from './sections';

type Form = ReturnType<typeof openForm>;
type Json = string | number | boolean | readonly Json[] | { readonly [name: string]: Json };
type Control = HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement;

/** More than any definition here takes; a driver that goes round in circles is to fail. */
const MOST_STEPS = 2000;
/** What others depend on comes first. */
const FIRST = ['mode', 'id', 'name', 'image', 'networks', 'secrets', 'volumes', 'container', 'type'];

const isEmpty = (value: unknown): boolean =>
  value === undefined || value === null || (typeof value === 'object' && Object.keys(value).length === 0);

/** What a definition says: without what the form does not know, what Marathon sets, nulls, and lists and objects of nothing. */
export function said(definition: unknown, kind: ServiceKind): Json {
  const unknown = new Set(onlyInJson(definition, formShapes[kind]).map((path) => JSON.stringify(path)));
  const strip = (value: unknown, path: JSONPath): Json | undefined => {
    if (isEmpty(value) || unknown.has(JSON.stringify(path)) || path.join('.') === 'version') return undefined;
    if (Array.isArray(value)) return value.flatMap((item, index) => strip(item, [...path, index]) ?? []);
    if (!isRecord(value)) return value as Json;
    const rows = Object.entries(value).flatMap(([name, item]) => {
      const inner = strip(item, [...path, name]);
      return isEmpty(inner) || inner === undefined ? [] : [[name, inner] as const];
    });
    // In one order, so that two that say the same are written the same.
    return Object.fromEntries(rows.toSorted(([one], [other]) => (one < other ? -1 : 1)));
  };
  return strip(definition, []) ?? {};
}

/** What is typed for a value. */
const words = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value));

const at = (path: JSONPath): HTMLElement | null => document.getElementById(fieldId(path));

const isControl = (element: Element | null): element is Control =>
  element instanceof HTMLInputElement || element instanceof HTMLSelectElement || element instanceof HTMLTextAreaElement;

export function buildByForm(form: Form, kind: ServiceKind, definition: unknown): void {
  const target = said(definition, kind);
  const driver = new Driver(form);
  for (let step = 0; step < MOST_STEPS; step += 1)
    if (!driver.step([], target, said(form.value(), kind), formShapes[kind])) return;
  throw new Error(`The form does not come to an end: ${form.text()}`);
}

/** A container as wanted, but for its lifecycle, which stays as it is. */
function withLifecycleOf(want: Json | undefined, have: Json | undefined): Json | undefined {
  if (!isRecord(want)) return want;
  const { lifecycle: _, ...rest } = want;
  const now = isRecord(have) ? have['lifecycle'] : undefined;
  const rows = Object.entries({ ...rest, ...(now !== undefined && { lifecycle: now }) });
  return Object.fromEntries(rows.toSorted(([one], [other]) => (one < other ? -1 : 1)));
}

const isSameAside = (want: Json | undefined, have: Json | undefined): boolean =>
  JSON.stringify(withLifecycleOf(want, have)) === JSON.stringify(have);

class Driver {
  readonly #form: Form;
  #section = '';

  constructor(form: Form) {
    this.#form = form;
  }

  /** Does one thing about the first difference; false where there is none. */
  step(path: JSONPath, want: Json | undefined, have: Json | undefined, shape: FormShape): boolean {
    if (JSON.stringify(want) === JSON.stringify(have)) return false;
    if (shape === 'with another') return want !== undefined && this.#missing(path);
    if (want === undefined) return this.#clear(path, have, shape);
    if (Array.isArray(want)) return this.#list(path, want, Array.isArray(have) ? have : [], shape);
    if (isRecord(want)) return this.#object(path, want, have, shape);
    return this.#set(path, want);
  }

  #missing(path: JSONPath): never {
    throw new Error(`The form has nothing for ${path.join('.')} in ${this.#form.text()}`);
  }

  #show(path: JSONPath): void {
    const section = sectionOf(path);
    if (section !== this.#section) this.#form.show(section);
    this.#section = section;
  }

  /** Presses the button at a place, or in it. */
  #press(path: JSONPath): boolean {
    this.#show(path);
    const place = at(path);
    const button = place instanceof HTMLDivElement ? place.querySelector('button') : place;
    if (!button || button.matches(':disabled')) return false;
    fireEvent.click(button);
    return true;
  }

  #set(path: JSONPath, want: Json): boolean {
    this.#show(path);
    if (want === 'unlimited' && this.#press([...path, '#unlimited'])) return true;
    const control = at(path);
    if (!isControl(control)) return this.#missing(path);
    if (control.disabled) return this.#press([...path, '#automatic']) || this.#missing(path);
    if (control instanceof HTMLInputElement && control.type === 'checkbox') fireEvent.click(control);
    else {
      const value = control instanceof HTMLSelectElement && typeof want === 'object' ? 'replace' : words(want);
      fireEvent.change(control, { target: { value } });
      if (control instanceof HTMLSelectElement && control.value !== value) return this.#missing([...path, value]);
    }
    return true;
  }

  #clear(path: JSONPath, have: Json | undefined, shape: FormShape): boolean {
    if (typeof have !== 'object') return this.#set(path, '');
    const rows = Array.isArray(have) ? [...have.entries()] : Object.entries(have);
    const [last] = rows.slice(-1);
    if (last === undefined) return false;
    return this.#remove([...path, last[0]]) || this.#members(path, {}, have, shape);
  }

  /** Takes out a row or an item. */
  #remove(path: JSONPath): boolean {
    this.#show(path);
    const ticked = at([...path.slice(0, -1), `#${words(valueAt(this.#form.value(), path))}`]);
    if (ticked) return fireEvent.click(ticked);
    const key = at([...path, '#key'])
      ?.closest('li')
      ?.querySelector('button[aria-label^="Remove"]');
    return key ? fireEvent.click(key) : false;
  }

  #list(path: JSONPath, want: readonly Json[], have: readonly Json[], shape: FormShape): boolean {
    const place = want.findIndex((item, index) => JSON.stringify(item) !== JSON.stringify(have[index]));
    const index = place < 0 ? want.length : place;
    const item = want[index];
    if (path.at(-1) === 'protocol') return this.#protocols(path, item, index, have.length);
    if (!isRecord(item ?? have[0]) && !Array.isArray(item ?? have[0])) return this.#lines(path, want);
    if (path.at(-1) === 'startAfter' && isRecord(item) && valueAt(have[index], ['container']) !== item['container'])
      return this.#press([...path, `#${words(item['container'])}`]);
    // Containers are called by their names, so all have theirs before anything else.
    const unnamed =
      path.length === 1 && path[0] === 'containers'
        ? want.findIndex((one, at) => valueAt(one, ['name']) !== valueAt(have[at], ['name']))
        : -1;
    if (unnamed >= 0 && unnamed < have.length)
      return this.#set([...path, unnamed, 'name'], textAt(want[unnamed], ['name']));
    if (unnamed >= 0) return this.#press([...path, '#add']) || this.#missing(path);
    const inner = typeof shape === 'string' ? shape : (shape[EACH] ?? shape);
    if (item === undefined) return this.#remove([...path, index]) || this.#missing([...path, index]);
    // Who waits for whom comes last: a container can be waited for to be healthy once its health is checked.
    const other = path.join() === 'containers' ? want.findIndex((one, at) => !isSameAside(one, have[at])) : -1;
    if (other >= 0) return this.step([...path, other], withLifecycleOf(want[other], have[other]), have[other], inner);
    // The first network is there to be chosen before the definition names one.
    if (index < have.length || (path.at(-1) === 'networks' && index === 0))
      return this.step([...path, index], item, have[index], inner);
    const mounted = path.at(-1) === 'volumeMounts' && isRecord(item) ? [words(item['name'])] : [];
    return this.#press([...path, '#add', ...mounted]) || this.#missing([...path, index]);
  }

  #protocols(path: JSONPath, item: Json | undefined, index: number, count: number): boolean {
    this.#show(path);
    if (count > index) return this.#remove([...path, index]);
    const tick = [...path, `#${words(item)}`];
    return at(tick) ? this.#press(tick) : this.#set([...path, '#other'], words(item));
  }

  /** Texts or numbers, one a line, or each in a field where one of them has a line break. */
  #lines(path: JSONPath, want: readonly Json[]): boolean {
    this.#show(path);
    if (!at(path) && !at([...path, '#add'])) return this.#press([...path, '#switch']) || this.#missing(path);
    if (!at(path)) return this.#items(path, want);
    if (want.some((item) => words(item).includes('\n'))) return this.#press([...path, '#apart']);
    return this.#set(path, want.map(words).join('\n'));
  }

  /** Each in a field of its own. */
  #items(path: JSONPath, want: readonly Json[]): boolean {
    const have = listAt(this.#form.value(), path);
    const index = want.findIndex((item, place) => item !== have[place]);
    if (index < 0) return this.#remove([...path, want.length]) || this.#missing(path);
    return index < have.length ? this.#set([...path, index], want[index] ?? '') : this.#press([...path, '#add']);
  }

  #object(path: JSONPath, want: { [name: string]: Json }, have: Json | undefined, shape: FormShape): boolean {
    const last = path.at(-1);
    if (last === 'healthCheck' && have === undefined) return this.#press([...path, '#add']) || this.#missing(path);
    if (last === 'healthCheck' || (path.at(-2) === 'volumes' && typeof last === 'number')) {
      this.#show(path);
      const kinds = at([...path, '#kind']);
      const names = kinds instanceof HTMLSelectElement ? [...kinds.options].map(({ value }) => value) : [];
      const kind = names.find((name) => Object.hasOwn(want, name)) ?? 'ephemeral';
      if (isControl(kinds) && kinds.value !== kind) return this.#set([...path, '#kind'], kind);
    }
    if (typeof have === 'string' && 'secret' in want) return this.#press([...path, '#secret']);
    if (last === 'unreachableStrategy' && !isRecord(have)) return this.#set(path, want);
    return isMap(shape) ? this.#map(path, want, have, shape) : this.#members(path, want, have, shape);
  }

  /** Rows with keys of their own: one more is renamed to what is wanted. */
  #map(path: JSONPath, want: { [name: string]: Json }, have: Json | undefined, shape: FormShape): boolean {
    const raw = Object.keys(Object(valueAt(this.#form.value(), path)) as object);
    const missing = Object.keys(want).find((name) => !raw.includes(name));
    const extra = raw.find((name) => !Object.hasOwn(want, name));
    if (missing !== undefined && extra !== undefined) return this.#set([...path, extra, '#key'], missing);
    if (missing !== undefined) return this.#press([...path, '#add']) || this.#missing(path);
    if (extra !== undefined) return this.#remove([...path, extra]) || this.#missing([...path, extra]);
    return this.#members(path, want, have, shape);
  }

  #members(path: JSONPath, want: { [name: string]: Json }, have: Json | undefined, shape: FormShape): boolean {
    if (typeof shape === 'string') return this.#missing(path);
    const members = isRecord(have) ? have : {};
    const names = [...new Set([...Object.keys(want), ...Object.keys(members)])].toSorted(
      (one, other) => rank(one) - rank(other),
    );
    return names.some((name) => {
      const known = nameIn(shape, name);
      const inner = known === undefined ? undefined : shape[known];
      return inner !== undefined && inner !== 'with another'
        ? this.step([...path, name], want[name], members[name], inner)
        : false;
    });
  }
}

const isMap = (shape: FormShape): boolean => typeof shape !== 'string' && Object.hasOwn(shape, ANY);
const rank = (name: string): number => (FIRST.includes(name) ? FIRST.indexOf(name) : FIRST.length);
