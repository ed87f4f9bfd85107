/**
 * Lines of words above lines of the text. They stand in zones between the lines, since Monaco's own code lenses show
 * new words only after 250 ms and more.
 */
import { Range } from 'monaco-editor/editor';
import type { editor } from 'monaco-editor/editor';
import styles from './code-editor.module.css';
import type { EditorLens } from './editor-contract';

/** Pixels of text in which a sentence has room on one line; on a phone it takes two. */
const WIDE = 480;

interface ShownLens {
  readonly zone: string;
  readonly node: HTMLElement;
}

/** Keeps what is seen where it is while lines of words come and go above it; the first line may move. */
function keepingPlace(view: editor.IStandaloneCodeEditor, change: () => void): void {
  const line = view.getVisibleRanges()[0]?.startLineNumber;
  const top = view.getScrollTop();
  const before = line === undefined ? 0 : view.getTopForLineNumber(line);
  change();
  if (line !== undefined && top > 0) view.setScrollTop(top + view.getTopForLineNumber(line) - before);
}

/** The words begin where the line does. */
function newNode(view: editor.IStandaloneCodeEditor, model: editor.ITextModel, line: number): HTMLElement {
  const node = document.createElement('div');
  node.className = styles['lens'] ?? '';
  // A sign of the text is as wide as this, whatever font the words have.
  view.applyFontInfo(node);
  node.style.paddingInlineStart = `${Math.max(0, model.getLineFirstNonWhitespaceColumn(line) - 1)}ch`;
  node.append(document.createElement('span'));
  return node;
}

/** Returns what shows the lenses of a text from then on, in place of those before. Zones move with the lines they stand above. */
export function showLenses(view: editor.IStandaloneCodeEditor, model: editor.ITextModel) {
  const places = view.createDecorationsCollection();
  let shown: readonly ShownLens[] = [];
  const say = (lenses: readonly EditorLens[]): void =>
    lenses.forEach(({ text }, index) => {
      const words = shown[index]?.node.firstElementChild;
      if (words && words.textContent !== text) words.textContent = text;
    });
  const replace = (lines: readonly number[]): void =>
    view.changeViewZones((zones) => {
      const heightInLines = view.getLayoutInfo().contentWidth < WIDE ? 2 : 1;
      shown.forEach(({ zone }) => zones.removeZone(zone));
      shown = lines.map((line) => {
        const node = newNode(view, model, line);
        return { zone: zones.addZone({ afterLineNumber: line - 1, heightInLines, domNode: node }), node };
      });
    });
  return (lenses: readonly EditorLens[]): void => {
    const lines = lenses.map(({ offset }) => model.getPositionAt(offset).lineNumber);
    const isSame =
      lines.length === shown.length && lines.every((line, index) => places.getRange(index)?.startLineNumber === line);
    if (!isSame) {
      keepingPlace(view, () => replace(lines));
      places.set(lines.map((line) => ({ range: new Range(line, 1, line, 1), options: {} })));
    }
    say(lenses);
  };
}
