/**
 * A copy of plain state that costs little until it is used: objects and arrays are copied at once, what is in a Map when it is
 * first asked for. Changes to the copy never reach the original; the original must stay as it is while the copy is in use.
 */

/** A Map laid over another: what was read or changed is its own, all else is still the other's. The order is that of a copy. */
class ForkedMap<Key, Value> extends Map<Key, Value> {
  readonly #base: ReadonlyMap<Key, Value>;
  /** Keys of the base that were deleted here; set again, they come last. */
  readonly #gone = new Set<Key>();
  #added = 0;

  constructor(base: ReadonlyMap<Key, Value>) {
    super();
    this.#base = base;
  }

  #isInBase(key: Key): boolean {
    return this.#base.has(key) && !this.#gone.has(key);
  }

  override get size(): number {
    return this.#base.size - this.#gone.size + this.#added;
  }

  override has(key: Key): boolean {
    return super.has(key) || this.#isInBase(key);
  }

  override get(key: Key): Value | undefined {
    const own = super.get(key);
    if (own !== undefined || !this.#isInBase(key)) return own;
    const value = this.#base.get(key);
    if (typeof value !== 'object' || value === null) return value;
    const copy = fork(value);
    super.set(key, copy);
    return copy;
  }

  override set(key: Key, value: Value): this {
    if (!this.has(key)) this.#added++;
    return super.set(key, value);
  }

  override delete(key: Key): boolean {
    if (this.#isInBase(key)) {
      this.#gone.add(key);
      super.delete(key);
      return true;
    }
    if (!super.delete(key)) return false;
    this.#added--;
    return true;
  }

  override clear(): void {
    for (const key of this.#base.keys()) this.#gone.add(key);
    this.#added = 0;
    super.clear();
  }

  override *keys(): MapIterator<Key> {
    for (const key of this.#base.keys()) if (!this.#gone.has(key)) yield key;
    for (const key of super.keys()) if (!this.#isInBase(key)) yield key;
  }

  override *values(): MapIterator<Value> {
    for (const [, value] of this.entries()) yield value;
  }

  override *entries(): MapIterator<[Key, Value]> {
    // Undefined only where it is stored.
    for (const key of this.keys()) yield [key, this.get(key) as Value];
  }

  override [Symbol.iterator](): MapIterator<[Key, Value]> {
    return this.entries();
  }

  override forEach(act: (value: Value, key: Key, map: Map<Key, Value>) => void): void {
    for (const [key, value] of this.entries()) act(value, key, this);
  }
}

const forkMembers = (value: object): object => {
  // All names are the copy's own by now, `__proto__` as a key of user data, too.
  const copy: Record<string, unknown> = { ...value };
  for (const key of Object.keys(copy)) {
    const member = copy[key];
    if (typeof member === 'object' && member !== null) copy[key] = copyOf(member);
  }
  return copy;
};

/** @param value plain data: objects, arrays, Map, Set of primitives, primitives */
export const fork = <T>(value: T): T => copyOf(value) as T;

const copyOf = (value: unknown): unknown => {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(copyOf);
  if (value instanceof Map) return new ForkedMap(value);
  if (value instanceof Set) return new Set(value);
  return forkMembers(value);
};
