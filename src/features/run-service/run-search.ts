/** What *Run a Service* keeps in the URL: what one started from, the open section, whether it is being reviewed. */

const KINDS = ['single', 'pod', 'json', 'templates', 'import'] as const;
export type RunKind = (typeof KINDS)[number];

export interface RunSearch {
  /** Absent: the picker, unless a service is being edited. */
  readonly kind?: RunKind;
  /** Name of the template one started from. */
  readonly template?: string;
  /** Name of the import one started from; its text is the draft's. */
  readonly imported?: string;
  /** Id of the service whose copy is made. */
  readonly copy?: string;
  /** Id of the running service that is edited. */
  readonly service?: string;
  /** The version edited or copied; the current one when absent. */
  readonly version?: string;
  /** Group a new service goes into, e.g. `/shop`. */
  readonly group?: string;
  readonly section?: string;
  readonly review?: true;
}

const TEXTS = ['template', 'imported', 'copy', 'service', 'version', 'group', 'section'] as const;

const text = (value: unknown): string | undefined => (typeof value === 'string' && value !== '' ? value : undefined);

/** Reads raw query parameters; unreadable ones are dropped. Never throws. */
export function readRunSearch(raw: Readonly<Record<string, unknown>>): RunSearch {
  const kind = KINDS.find((known) => known === raw['kind']);
  const texts = TEXTS.flatMap((name) => {
    const value = text(raw[name]);
    return value === undefined ? [] : [[name, value] as const];
  });
  return {
    ...(kind === undefined ? {} : { kind }),
    ...Object.fromEntries(texts),
    ...(raw['review'] === true ? { review: true as const } : {}),
  };
}

/** What one started from: another value is another draft. */
export const startOf = ({ template, imported, copy, service, version }: RunSearch): string =>
  JSON.stringify([template, imported, copy, service, version]);
