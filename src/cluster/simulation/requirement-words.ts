/** Requirements in words, as sentences about scheduling use them. */
import type { Requirement, ScalarName } from '../../protocol/simulation/requirement';

const UNITS: Readonly<Record<ScalarName, string>> = {
  cpus: 'cpus',
  mem: 'MiB of memory',
  disk: 'MiB of disk',
  gpus: 'gpus',
};

/** `2 cpus`, `512 MiB of memory` */
export const amount = (name: ScalarName, value: number): string => `${value} ${UNITS[name]}`;

/** `rack IS r9`, `hostname UNIQUE` */
export const constraintWords = (field: string, operator: string, value: string | null | undefined): string =>
  value === null || value === undefined || value === '' ? `${field} ${operator}` : `${field} ${operator} ${value}`;

const portWords = (fixed: readonly number[], any: number): string => {
  const numbered = fixed.length === 0 ? [] : [`host port${fixed.length === 1 ? '' : 's'} ${fixed.join(', ')}`];
  const others = any === 0 ? [] : [`${any} host port${any === 1 ? '' : 's'} of any number`];
  return [...numbered, ...others].join(' and ');
};

/** What is asked for, whether it is there or not. */
export const requirementWords = (row: Requirement): string => {
  switch (row.kind) {
    case 'cpus':
    case 'mem':
    case 'disk':
    case 'gpus':
      return amount(row.kind, row.asked);
    case 'ports':
      return portWords(row.fixed, row.any);
    case 'role':
      return `resources of role ${row.asked.join(' or ')}`;
    case 'region':
      return row.asked === null ? 'any region' : `region ${row.asked}`;
    case 'constraint':
      return constraintWords(row.field, row.operator, row.value);
    case 'scarcity':
      return 'no graphics processors, which are kept for services that ask for some';
    case 'reservation':
      return row.asked === null ? 'what is reserved for it' : `what is reserved for it on ${row.asked}`;
    case 'maintenance':
      return 'an agent that is not down for maintenance';
    case 'agent':
      return 'an active agent';
    default:
      return row satisfies never;
  }
};
