/** What a user wants imported: pasted text, files, and how to take them. */
import { DEFAULT_OPTIONS } from '../../shared/convert/pod-parts';
import type { ConversionOptions } from '../../shared/convert/pod-parts';

export interface ImportWish {
  readonly pasted: string;
  readonly files: readonly File[];
  readonly options: ConversionOptions;
}

export const NOTHING_IMPORTED: ImportWish = { pasted: '', files: [], options: DEFAULT_OPTIONS };
