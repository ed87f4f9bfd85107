/** What becomes of a file that was imported or a definition that is exported. */
import type { Note } from './source';

export type { Note } from './source';

/** One service a source holds. */
export interface Converted {
  /** What the source calls it. */
  readonly name: string;
  readonly kind: 'pod' | 'app';
  /** The definition as text, JSON. */
  readonly text: string;
  readonly notes: readonly Note[];
}

/** A source that could not be read; line and column count from 1 where they are known. */
export interface Unreadable {
  readonly message: string;
  readonly line?: number;
  readonly column?: number;
}

export interface Conversion {
  /** What the text was taken for, e.g. `Docker Compose file`. */
  readonly from: string;
  readonly services: readonly Converted[];
  /** About the source as a whole, or parts of it that belong to no service. */
  readonly notes: readonly Note[];
}

export const asText = (definition: object): string => `${JSON.stringify(definition, null, 2)}\n`;

/** A definition as a file of another world. */
export interface Exported {
  readonly fileName: string;
  /** YAML. */
  readonly text: string;
  readonly notes: readonly Note[];
}
