/** `cpus=2.0 mem=308` as JSON: the type of each value is guessed, as the client does (dcos-core-cli `dcos/jsonitem.py`). */
import { loadJson, readInput } from './command';
import { DcosError, type DcosIo } from './io';
import { parseJson, type Json } from './json';

const unquoted = (text: string): string => /^(["'])(.*)\1$/s.exec(text)?.[2] ?? text;

const valueOf = (text: string): Json => {
  if (/^[+-]?\d+$/.test(text) || /^[+-]?(\d+\.\d*|\.\d+|\d+)(e[+-]?\d+)?$/i.test(text)) return Number(text);
  if (/^(true|false|null)$/i.test(text)) return parseJson(text.toLowerCase()) ?? null;
  const parsed = parseJson(text);
  return typeof parsed === 'object' ? parsed : text;
};

/** The properties as the text of one JSON object; standard input when there is none. @throws DcosError */
export const loadProperties = async (io: DcosIo, properties: readonly string[], kind: string): Promise<string> => {
  if (properties.length === 0)
    return loadJson(await readInput(io, `E.g. dcos marathon ${kind} update your-${kind}-id < ${kind}_update.json`))
      .text;
  const values = new Map<string, Json>();
  for (const property of properties) {
    const equals = property.indexOf('=');
    if (equals < 0) throw new DcosError(`'${property}' is not a valid json-item`);
    const key = unquoted(property.slice(0, equals));
    if (values.has(key)) throw new DcosError(`Key '${key}' was specified more than once`);
    values.set(key, valueOf(unquoted(property.slice(equals + 1))));
  }
  return JSON.stringify(Object.fromEntries(values));
};

/** A whole number as Python reads one. @throws DcosError */
export const wholeNumber = (text: string): number => {
  if (!/^\s*[+-]?\d+\s*$/.test(text)) throw new DcosError('Error parsing string as int');
  return Number(text);
};
