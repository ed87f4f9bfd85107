/** What a command of `dcos` is, and what several of them do alike: read a resource, print a list. */
import { DcosError, type DcosIo } from './io';
import { parseJson, textAt, type Json } from './json';
import { colors, pythonJson } from './python-json';
import { pythonJsonError } from './python-json-error';
import { pythonTable, type Column } from './python-table';
import type { Arguments } from './usage';

export interface Command {
  /** Without `dcos`: `marathon pod update [--force] <pod-id>`. Help, parser and completion read it. */
  readonly usage: string;
  readonly says: string;
  /** Takes whatever it is given, known or not. */
  readonly anyArguments?: true;
  /** Python commands ask the cluster's version first and warn when they don't know it. */
  readonly checksVersion?: true;
  /** Returns the exit code, 0 when none. @throws DcosError */
  run(io: DcosIo, given: Arguments): Promise<number | void>;
}

/** Prints JSON as Python does, coloured on a terminal. */
export const printJson = (io: DcosIo, value: Json): void =>
  io.stdout(`${io.color === true ? pythonJson(value, colors) : pythonJson(value)}\n`);

export const printTable = <Row>(
  io: DcosIo,
  columns: readonly Column<Row>[],
  rows: readonly Row[],
  sortBy?: string,
): void => io.stdout(pythonTable(columns, rows, sortBy));

/** A list as the flags want it: JSON, ids alone, or a table. */
export const printList = (
  io: DcosIo,
  given: Arguments,
  columns: readonly Column<Json>[],
  items: readonly Json[],
  sortBy: string,
): void => {
  if (given.flag('--json')) printJson(io, items);
  else if (given.flag('--quiet')) for (const item of items) io.stdout(`${textAt(item, 'id') ?? ''}\n`);
  else printTable(io, columns, items, sortBy);
};

/** The query of a write that overrides a deployment under way, if the user said so. */
export const force = (given: Arguments): { readonly query: { readonly force: string | undefined } } => ({
  query: { force: given.flag('--force') ? 'true' : undefined },
});

/** A JSON text and what it says. @throws DcosError with Python's words when it is none */
export const loadJson = (text: string): { readonly text: string; readonly value: Json } => {
  const value = parseJson(text);
  if (value === undefined) throw new DcosError(`Error loading JSON: ${pythonJsonError(text)}`);
  return { text, value };
};

/** Standard input. @throws DcosError when it is a terminal */
export const readInput = async (io: DcosIo, example: string): Promise<string> => {
  const text = await io.stdin();
  if (text === undefined)
    throw new DcosError(
      `We currently don't support reading from the TTY. Please specify an application JSON.\n${example}`,
    );
  return text;
};

/** The text of a file, or what a URL answers with 200; `undefined` when it is neither. */
export const readResource = async (io: DcosIo, name: string): Promise<string | undefined> => {
  const text = await io.readFile(name);
  if (text !== undefined || !/^https?:\/\//.test(name)) return text;
  try {
    const response = await io.fetch(new Request(name, io.signal === undefined ? {} : { signal: io.signal }));
    return response.status === 200 ? await response.text() : undefined;
  } catch {
    return undefined;
  }
};

/** A definition from a file or a URL, from standard input without a name. @throws DcosError */
export const loadResource = async (
  io: DcosIo,
  name?: string,
): Promise<{ readonly text: string; readonly value: Json }> => {
  if (name === undefined) return loadJson(await readInput(io, 'E.g.: dcos marathon app add < app_resource.json'));
  const text = await readResource(io, name);
  if (text === undefined) throw new DcosError(`Can't read from resource: ${name}.\nPlease check that it exists.`);
  return loadJson(text);
};

/** Mesos-DNS makes SRV names of ids; the request is sent anyway. */
export const hintAtLongId = (io: DcosIo, id: string): void => {
  if (id.length >= 55)
    io.stdout('Service IDs must be less than 55 characters in order to have SRV records generated correctly.\n');
};
