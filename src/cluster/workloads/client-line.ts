/** What programs that ask the network have in common: their arguments, their view of the network, how they end. */
import type { Connection, Network } from '../mesos/containerizer/network';
import type { Heard } from './tape';

/** Time of an answer, a refusal or a name that is nobody's, ms. */
export const ANSWER_TIME = 5;
/** A connection nobody answers is given up by the kernel after six retries. */
export const CONNECT_TIMEOUT = 127_000;

/** One program's view of the network. */
export interface Line {
  connect(host: string, port: number): Connection;
  reach(host: string): Connection;
  lookup(name: string): readonly string[] | undefined;
  services: Network['services'];
}

export const DONE: Heard = { lasts: ANSWER_TIME, code: 0 };

/** Ends with a status and a line on stderr. */
export const failed = (code: number, err?: string, lasts = ANSWER_TIME): Heard => ({
  lasts,
  code,
  ...(err !== undefined && { err: `${err}\n` }),
});

export const printed = (out: string, code = 0): Heard => ({ lasts: ANSWER_TIME, code, ...(out !== '' && { out }) });

/** Arguments sorted into options with their values, switches, and the rest. `valued`: which of them take a value. */
export interface Options {
  readonly values: ReadonlyMap<string, string>;
  readonly operands: readonly string[];
}

/** Letters of one dash are options of their own; one that takes a value takes the rest of its word or the next. */
const readShort = (arg: string, valued: ReadonlySet<string>, values: Map<string, string>, next: () => string): void => {
  for (let n = 1; n < arg.length; n++) {
    const flag = `-${arg.charAt(n)}`;
    if (valued.has(flag)) {
      values.set(flag, arg.slice(n + 1) || next());
      return;
    }
    values.set(flag, '');
  }
};

export const readOptions = (args: readonly string[], valued: ReadonlySet<string>): Options => {
  const values = new Map<string, string>();
  const operands: string[] = [];
  for (let n = 0; n < args.length; n++) {
    const arg = args[n] ?? '';
    const next = (): string => args[++n] ?? '';
    const [, name, value] = /^(--[^=]+)(?:=(.*))?$/s.exec(arg) ?? [];
    if (name !== undefined) values.set(name, value ?? (valued.has(name) ? next() : ''));
    else if (/^-./.test(arg)) readShort(arg, valued, values, next);
    else operands.push(arg);
  }
  return { values, operands };
};

/** The number an option gives, under any of its names; undefined when it is not given. */
export const numberOf = ({ values }: Options, ...names: readonly string[]): number | undefined => {
  const text = names.map((name) => values.get(name)).find((value) => value !== undefined);
  const number = Number.parseFloat(text ?? '');
  return Number.isNaN(number) ? undefined : number;
};
