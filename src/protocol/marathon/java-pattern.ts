/**
 * Regular expressions of LIKE and UNLIKE: Java's syntax (without look-around and back references), matched in linear time
 * whatever the user wrote. The engine is half as large as the rest of the cluster, and few definitions need it: whoever takes
 * in text that `mayHoldPatterns` awaits `loadPatterns` first. Each pattern is compiled once; the cache is no state, for it
 * changes no answer.
 */
import type { RE2JS } from 're2js';

const compiled = new Map<string, RE2JS | null>();
const CACHE_LIMIT = 1000;

const engine: { compile?: (pattern: string) => RE2JS } = {};

/** Fetches the engine, once. Needed before any other function here. */
export const loadPatterns = async (): Promise<void> => {
  if (engine.compile !== undefined) return;
  const { RE2JS: loaded } = await import('re2js');
  engine.compile = (pattern) => loaded.compile(pattern);
};

const compile = (pattern: string): RE2JS | null => {
  const known = compiled.get(pattern);
  if (known !== undefined) return known;
  if (engine.compile === undefined) throw new Error('loadPatterns() has to end before a pattern is used');
  let expression: RE2JS | null = null;
  try {
    expression = engine.compile(pattern);
  } catch {
    // The engine's word that this is no pattern: that is the answer.
  }
  if (compiled.size >= CACHE_LIMIT) compiled.clear();
  compiled.set(pattern, expression);
  return expression;
};

/** Whether a definition's text may hold LIKE or UNLIKE, in whatever letters or escapes. */
export const mayHoldPatterns = (text: string): boolean => /like|\\u|[\u0080-\uffff]/i.test(text);

/** Whether the text is a regular expression at all. */
export const isPattern = (text: string): boolean => compile(text) !== null;

/** Whether the whole text matches; what is no pattern matches nothing. */
export const matchesWhole = (pattern: string, text: string): boolean => compile(pattern)?.matches(text) ?? false;
