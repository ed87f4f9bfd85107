/** What *Run a Service* keeps in the URL: what one started from, the open section, whether it is being reviewed. */

const KINDS = ['single', 'pod', 'json', 'templates'] as const;
export type RunKind = (typeof KINDS)[number];

export interface RunSearch {
  /** Absent: the picker, unless a service is being edited. */
  readonly kind?: RunKind;
  /** Name of the template one started from. */
  readonly template?: string;
  /** Id of the running service that is edited. */
  readonly service?: string;
  /** The version edited; the current one when absent. */
  readonly version?: string;
  /** Group a new service goes into, e.g. `/shop`. */
  readonly group?: string;
  readonly section?: string;
  readonly review?: true;
}

const text = (value: unknown): string | undefined => (typeof value === 'string' && value !== '' ? value : undefined);

/** Reads raw query parameters; unreadable ones are dropped. Never throws. */
export function readRunSearch(raw: Readonly<Record<string, unknown>>): RunSearch {
  const kind = KINDS.find((known) => known === raw['kind']);
  const texts = (['template', 'service', 'version', 'group', 'section'] as const).flatMap((name) => {
    const value = text(raw[name]);
    return value === undefined ? [] : [[name, value] as const];
  });
  return {
    ...(kind === undefined ? {} : { kind }),
    ...Object.fromEntries(texts),
    ...(raw['review'] === true ? { review: true as const } : {}),
  };
}
