/** What the keys of the command line do, as in a shell; what is not named here is the text field's own affair. */
import type { Line } from './line-keys';
import { controlEdits, isFirstLine, isLastLine } from './line-keys';

export type PromptKey =
  | { readonly kind: 'edit'; readonly line: Line }
  | { readonly kind: 'history'; readonly direction: 1 | -1 }
  | { readonly kind: 'scroll'; readonly pages: 1 | -1 }
  | { readonly kind: 'run' | 'complete' | 'interrupt' | 'clear' | 'close' | 'leave' };

/** A key as pressed. */
export interface PressedKey {
  readonly key: string;
  readonly ctrl: boolean;
  readonly shift: boolean;
  readonly alt: boolean;
  readonly meta: boolean;
}

export interface PromptState {
  readonly line: Line;
  /** A command runs: there is nothing to edit. */
  readonly busy: boolean;
  /** Something is marked, in the line or on the screen: Ctrl C copies it. */
  readonly marked: boolean;
}

const control = (key: string, { line, busy, marked }: PromptState): PromptKey | undefined => {
  if (key === 'c') return marked ? undefined : { kind: 'interrupt' };
  if (key === 'l') return { kind: 'clear' };
  if (busy) return undefined;
  if (key === 'd' && line.text === '') return { kind: 'close' };
  const edit = controlEdits.get(key);
  return edit && { kind: 'edit', line: edit(line) };
};

/** Undefined: nothing of ours. Tab on an empty line, and always with Shift, leaves as it leaves any field. */
export const promptKey = (pressed: PressedKey, state: PromptState): PromptKey | undefined => {
  const { key, ctrl, shift, alt, meta } = pressed;
  const { line, busy } = state;
  if (alt || meta) return undefined;
  if (ctrl) return shift ? undefined : control(key.toLowerCase(), state);
  if (key === 'Escape') return { kind: 'leave' };
  if (key === 'PageUp' || key === 'PageDown') return { kind: 'scroll', pages: key === 'PageUp' ? -1 : 1 };
  if (busy || shift) return undefined;
  if (key === 'Enter') return { kind: 'run' };
  if (key === 'Tab') return line.text.slice(0, line.caret).trim() === '' ? undefined : { kind: 'complete' };
  if (key === 'ArrowUp') return isFirstLine(line) ? { kind: 'history', direction: 1 } : undefined;
  if (key === 'ArrowDown') return isLastLine(line) ? { kind: 'history', direction: -1 } : undefined;
  return undefined;
};
