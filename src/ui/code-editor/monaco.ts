/** Mounts Monaco as a JSON editor. This module and all below it load on demand, never with the page. */
import './monaco-features';
import { KeyCode, KeyMod, Range, Uri, editor } from 'monaco-editor/editor';
import { jsonDefaults } from 'monaco-editor/languages/features/json/register';
import type { EditorEvents, MountedEditor } from './editor-contract';
import { showLenses } from './monaco-lenses';
import { fixedOptions } from './monaco-options';
import { rangeBetween, tellAbout } from './monaco-providers';
import { followTheme } from './monaco-theme';

let models = 0;

// What there is to say about the text is the caller's affair; the language service colours it and finds its folds.
jsonDefaults.setModeConfiguration({
  tokens: true,
  foldingRanges: true,
  selectionRanges: true,
});

/** The one replaced middle that leads from the model's text to another. */
function replaceMiddle(model: editor.ITextModel, text: string): Range | undefined {
  const old = model.getValue();
  if (old === text) return undefined;
  const limit = Math.min(old.length, text.length);
  let head = 0;
  while (head < limit && old[head] === text[head]) head += 1;
  let tail = 0;
  while (tail < limit - head && old[old.length - 1 - tail] === text[text.length - 1 - tail]) tail += 1;
  const range = Range.fromPositions(model.getPositionAt(head), model.getPositionAt(old.length - tail));
  model.pushEditOperations(null, [{ range, text: text.slice(head, text.length - tail) }], () => null);
  return Range.fromPositions(model.getPositionAt(head), model.getPositionAt(text.length - tail));
}

function listen(view: editor.IStandaloneCodeEditor, model: editor.ITextModel, events: EditorEvents): void {
  model.onDidChangeContent(() => events.onChange(model.getValue()));
  view.onDidChangeCursorPosition(({ position }) => events.onCaret(model.getOffsetAt(position)));
  const { onUndo, onRedo } = events;
  if (onUndo) view.addCommand(KeyMod.CtrlCmd | KeyCode.KeyZ, onUndo);
  if (!onRedo) return;
  view.addCommand(KeyMod.CtrlCmd | KeyMod.Shift | KeyCode.KeyZ, onRedo);
  view.addCommand(KeyMod.CtrlCmd | KeyCode.KeyY, onRedo);
}

/**
 * Several signs that arrive in one go without being pasted (dictation, automation) are taken as they are: typed one by
 * one, their lines would be indented and their brackets and quotes closed once more.
 */
function insertWhole(view: editor.IStandaloneCodeEditor): void {
  const insert = (event: Event): void => {
    if (!(event instanceof InputEvent) || event.inputType !== 'insertText' || (event.data ?? '').length < 2) return;
    event.preventDefault();
    event.stopPropagation();
    view.trigger('insert', 'paste', { text: event.data, pasteOnNewLine: false });
  };
  view.getContainerDomNode().addEventListener('beforeinput', insert, true);
}

export { mountDiff } from './monaco-diff';

/** Mounts an editor into an element. Dispose it together with the element. */
export function mountEditor(host: HTMLElement, label: string, text: string, events: EditorEvents): MountedEditor {
  models += 1;
  const model = editor.createModel(text, 'json', Uri.parse(`inmemory://podrome/${models}.json`));
  const view = editor.create(host, { ...fixedOptions, model, ariaLabel: label });
  const stopFollowing = followTheme();
  const caller = tellAbout(model);
  let quiet = false;
  insertWhole(view);
  listen(view, model, { ...events, onChange: (next) => !quiet && events.onChange(next) });
  return {
    setText: (next) => {
      quiet = true;
      const changed = replaceMiddle(model, next);
      quiet = false;
      if (changed && view.hasTextFocus()) view.setPosition(changed.getEndPosition());
      else if (changed) view.revealRangeInCenterIfOutsideViewport(changed);
    },
    setMarkers: caller.setMarkers,
    setLenses: showLenses(view, model),
    setKnowledge: caller.setKnowledge,
    setReadOnly: (readOnly) => view.updateOptions({ readOnly }),
    reveal: (from, to, focus) => {
      const range = rangeBetween(model, from, to);
      view.setSelection(range);
      view.revealRangeInCenter(range);
      if (focus) view.focus();
    },
    dispose: () => {
      stopFollowing();
      caller.forget();
      view.dispose();
      model.dispose();
    },
  };
}
