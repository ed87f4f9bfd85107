/**
 * A parsed file that is being converted, read so that nothing is forgotten: what is taken is marked, and what is left over
 * at the end is reported. Names in it are the user's, so only own members count.
 */

/** What became of a field, for the person whose file it is. */
export interface Note {
  /** Where in the source: `services.web.ports[0]`, or a flag of a command line. */
  readonly path: string;
  /** `dropped`: it has no counterpart. `changed`: it was carried over as something else. `assumed`: the source says nothing of it. */
  readonly kind: 'dropped' | 'changed' | 'assumed';
  readonly reason: string;
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const PLAIN = /^[A-Za-z0-9_$-]+$/;
/** The path of a member or an item of what is at `path`. */
export const below = (path: string, key: string | number): string => {
  if (typeof key === 'number') return `${path}[${key}]`;
  const name = PLAIN.test(key) ? key : `[${JSON.stringify(key)}]`;
  return path === '' || name.startsWith('[') ? path + name : `${path}.${name}`;
};

/** Marks and notes of one source, shared by all its places. */
export class Ledger {
  readonly notes: Note[] = [];
  readonly taken = new Set<string>();
}

export class Source {
  readonly value: unknown;
  readonly path: string;
  readonly #ledger: Ledger;

  constructor(value: unknown, path = '', ledger = new Ledger()) {
    this.value = value;
    this.path = path;
    this.#ledger = ledger;
  }

  get exists(): boolean {
    return this.value !== undefined && this.value !== null;
  }
  get isList(): boolean {
    return Array.isArray(this.value);
  }
  get isRecord(): boolean {
    return isRecord(this.value);
  }

  get(key: string): Source {
    const value = isRecord(this.value) && Object.hasOwn(this.value, key) ? this.value[key] : undefined;
    return new Source(value, below(this.path, key), this.#ledger);
  }
  at(...keys: readonly string[]): Source {
    return keys.reduce<Source>((source, key) => source.get(key), this);
  }
  items(): readonly Source[] {
    const list: readonly unknown[] = Array.isArray(this.value) ? this.value : [];
    return list.map((value, index) => new Source(value, below(this.path, index), this.#ledger));
  }
  entries(): readonly (readonly [string, Source])[] {
    return isRecord(this.value) ? Object.keys(this.value).map((key) => [key, this.get(key)]) : [];
  }

  /** The text, number or boolean it is, without counting it as carried over; empty where it is none. */
  get said(): string {
    const { value } = this;
    return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? String(value) : '';
  }

  /** Everything here and below counts as carried over. */
  take(): this {
    this.#ledger.taken.add(this.path);
    return this;
  }
  text(): string | undefined {
    return typeof this.value === 'string' ? (this.take().value as string) : undefined;
  }
  /** A text, or a number or boolean where YAML made one of it. */
  word(): string | undefined {
    const { value } = this;
    if (typeof value !== 'string' && typeof value !== 'number' && typeof value !== 'boolean') return undefined;
    this.take();
    return String(value);
  }
  number(): number | undefined {
    const number = typeof this.value === 'string' && this.value.trim() !== '' ? Number(this.value) : this.value;
    return typeof number === 'number' && Number.isFinite(number) ? (this.take(), number) : undefined;
  }
  flag(): boolean | undefined {
    const { value } = this;
    const flag = value === 'true' ? true : value === 'false' ? false : value;
    return typeof flag === 'boolean' ? (this.take(), flag) : undefined;
  }

  /** It is not carried over, for this reason. */
  drop(reason: string): void {
    this.#note('dropped', reason);
  }
  /** It became something else. */
  change(reason: string): void {
    this.#note('changed', reason);
  }
  /** The source does not say it, and something had to be said. */
  assume(reason: string): void {
    this.#ledger.notes.push({ path: this.path, kind: 'assumed', reason });
  }
  #note(kind: Note['kind'], reason: string): void {
    if (!this.exists) return;
    this.take();
    this.#ledger.notes.push({ path: this.path, kind, reason });
  }

  /** Whatever nobody has taken yet is reported; the outermost untouched part speaks for all below it. */
  dropRest(reason: (path: string) => string = () => 'it has no counterpart here'): void {
    if (!this.exists || this.#ledger.taken.has(this.path)) return;
    const parts = [...this.items(), ...this.entries().map(([, source]) => source)];
    if (parts.some((part) => part.#touched())) for (const part of parts) part.dropRest(reason);
    else if (parts.length > 0 || !this.#isEmpty()) this.drop(reason(this.path));
  }
  #isEmpty(): boolean {
    return this.value === '' || (typeof this.value === 'object' && Object.keys(this.value ?? {}).length === 0);
  }
  #touched(): boolean {
    if (this.#ledger.taken.has(this.path)) return true;
    return [...this.items(), ...this.entries().map(([, source]) => source)].some((part) => part.#touched());
  }

  /** In the order of the source's reading. */
  get notes(): readonly Note[] {
    return this.#ledger.notes;
  }
}
