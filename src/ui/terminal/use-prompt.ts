/** What happens at the command line: keys, history, completion. */
import { useRef, useState } from 'react';
import type { KeyboardEvent, RefObject } from 'react';
import type { Walk } from './history-walk';
import { atDraft, step } from './history-walk';
import type { Line } from './line-keys';
import { completed } from './line-keys';
import type { PromptKey } from './prompt-keys';
import { promptKey } from './prompt-keys';
import type { ScreenHandle, TerminalActions } from './terminal-contract';

export interface PromptFacts {
  readonly busy: boolean;
  /** Earlier commands, oldest first. */
  readonly history: readonly string[];
  readonly actions: TerminalActions;
  readonly screen: ScreenHandle;
}

const nothing: Line = { text: '', caret: 0 };

export const isMarked = ({ selectionStart, selectionEnd }: HTMLTextAreaElement): boolean =>
  selectionStart !== selectionEnd;

export function usePrompt(facts: PromptFacts) {
  const { busy, actions, screen } = facts;
  const field = useRef<HTMLTextAreaElement>(null);
  const line = useLine(field);
  const completion = useCompletion(line, actions);
  const history = useHistory(line, facts.history);
  const run = (): boolean => {
    const { text } = line.read();
    if (!actions.isComplete(text)) return false;
    history.leave();
    line.write(nothing);
    if (text.trim() !== '') actions.run(text);
    return true;
  };
  const interrupt = (): void => {
    if (busy) return actions.stop();
    history.leave();
    line.write(nothing);
  };
  /** Whether the key is dealt with; if not, the field does with it what it always does. */
  const act = (key: PromptKey): boolean => {
    if (key.kind === 'run') return run();
    switch (key.kind) {
      case 'edit':
        line.write(key.line);
        break;
      case 'history':
        history.go(key.direction);
        break;
      case 'scroll':
        screen.scrollPages(key.pages);
        break;
      case 'complete':
        completion.ask();
        break;
      case 'interrupt':
        interrupt();
        break;
      case 'clear':
      case 'close':
      case 'leave':
        actions[key.kind]();
        break;
    }
    return true;
  };
  const press = (event: KeyboardEvent<HTMLTextAreaElement>): void => {
    // While an input method composes, its keys are its own.
    if (event.nativeEvent.isComposing) return;
    completion.forget();
    const { key, ctrlKey: ctrl, shiftKey: shift, altKey: alt, metaKey: meta } = event;
    const marked = isMarked(event.currentTarget) || screen.selection() !== '';
    const found = promptKey({ key, ctrl, shift, alt, meta }, { line: line.read(), busy, marked });
    if (found && act(found)) event.preventDefault();
  };
  return { field, line, options: completion.options, press };
}

type LineAccess = ReturnType<typeof useLine>;

/** Reads and writes the field. */
function useLine(field: RefObject<HTMLTextAreaElement | null>) {
  /** As many rows as lines, where the browser doesn't fit the field to its text by itself. */
  const fit = () => {
    if (field.current) field.current.rows = Math.min(12, field.current.value.split('\n').length);
  };
  return {
    fit,
    read: (): Line => ({ text: field.current?.value ?? '', caret: field.current?.selectionEnd ?? 0 }),
    write: ({ text, caret }: Line) => {
      if (!field.current) return;
      if (field.current.value !== text) field.current.value = text;
      field.current.setSelectionRange(caret, caret);
      fit();
      // The browser scrolls to the caret only when it is moved by a key.
      if (caret === text.length) field.current.scrollTop = field.current.scrollHeight;
    },
  };
}

/** Tab: completes as far as it is clear, and lists what is possible where it is not. */
function useCompletion(line: LineAccess, actions: TerminalActions) {
  const [options, setOptions] = useState<readonly string[]>([]);
  const ask = () => {
    const asked = line.read();
    actions.complete(asked.text, asked.caret).then(
      ({ from, options: found }) => {
        const now = line.read();
        // Typed on meanwhile: the answer is to a question nobody asks any more.
        if (now.text !== asked.text || now.caret !== asked.caret) return;
        const after = completed(asked, from, found);
        line.write(after);
        if (found.length > 1) setOptions(found);
      },
      // Without completions one types on.
      () => undefined,
    );
  };
  const forget = () => setOptions((before) => (before.length === 0 ? before : []));
  return { options, ask, forget };
}

/** The arrows: earlier commands, and back to what is being typed. */
function useHistory(line: LineAccess, commands: readonly string[]) {
  const walk = useRef<Walk>(atDraft);
  return {
    go: (direction: 1 | -1) => {
      const found = step(walk.current, direction, line.read().text, commands);
      if (!found) return;
      walk.current = found.walk;
      line.write({ text: found.text, caret: found.text.length });
    },
    leave: () => {
      walk.current = atDraft;
    },
  };
}
