/** Ties what a caller knows about its text to Monaco: completion, hover, light bulbs. One provider for all editors. */
import { MarkerSeverity, Range, editor, languages } from 'monaco-editor/editor';
import type { EditorKnowledge, EditorMarker, EditorSuggestion } from './editor-contract';

/** What one editor's caller has told so far. */
type Told = {
  knowledge: EditorKnowledge | undefined;
  markers: readonly EditorMarker[];
};

const told = new Map<editor.ITextModel, Told>();
const RUN = 'podrome.run';

editor.registerCommand(RUN, (_accessor: unknown, run: () => void) => run());

const kinds = {
  member: languages.CompletionItemKind.Property,
  word: languages.CompletionItemKind.EnumMember,
  name: languages.CompletionItemKind.Reference,
  value: languages.CompletionItemKind.Value,
};

/** Text of the caller is text, not Markdown. */
const plain = (text: string): string => text.replaceAll(/[\\`*_{}[\]()#+\-!~<>|.]/g, '\\$&');

export const rangeBetween = (model: editor.ITextModel, from: number, to: number): Range =>
  Range.fromPositions(model.getPositionAt(from), model.getPositionAt(to));

function asItem(model: editor.ITextModel, suggestion: EditorSuggestion, position: number): languages.CompletionItem {
  const { label, kind, detail, documentation, snippet, from, to, commaAt } = suggestion;
  return {
    label: { label, description: detail },
    kind: kinds[kind],
    documentation: { value: plain(documentation) },
    insertText: snippet,
    insertTextRules: languages.CompletionItemInsertTextRule.InsertAsSnippet,
    // Words are sought with the quotes that stand around what was typed.
    filterText: model.getValueInRange(rangeBetween(model, from, from + 1)) === '"' ? `"${label}"` : label,
    range: rangeBetween(model, from, to),
    sortText: String(position).padStart(4, '0'),
    ...(commaAt === undefined
      ? {}
      : { additionalTextEdits: [{ range: rangeBetween(model, commaAt, commaAt), text: ',' }] }),
  };
}

languages.registerCompletionItemProvider('json', {
  triggerCharacters: ['"', ':', ' '],
  provideCompletionItems: (model, position) => {
    const suggestions = told.get(model)?.knowledge?.suggest(model.getValue(), model.getOffsetAt(position)) ?? [];
    return { suggestions: suggestions.map((each, index) => asItem(model, each, index)) };
  },
});

languages.registerHoverProvider('json', {
  provideHover: (model, position) => {
    const hover = told.get(model)?.knowledge?.hover(model.getValue(), model.getOffsetAt(position));
    if (!hover) return null;
    return {
      range: rangeBetween(model, hover.from, hover.to),
      contents: hover.paragraphs.map((paragraph) => ({ value: plain(paragraph) })),
    };
  },
});

languages.registerCodeActionProvider('json', {
  provideCodeActions: (model, range) => {
    const found = (told.get(model)?.markers ?? []).filter(({ from, to }) =>
      Range.areIntersectingOrTouching(rangeBetween(model, from, Math.max(to, from + 1)), range),
    );
    const actions = found.flatMap(({ fixes }) =>
      (fixes?.() ?? []).map(({ title, run }, index) => ({
        title,
        kind: 'quickfix',
        isPreferred: index === 0,
        command: { id: RUN, title, arguments: [run] },
      })),
    );
    return { actions, dispose: () => undefined };
  },
});

const asMarker = (model: editor.ITextModel, { from, to, message, severity }: EditorMarker): editor.IMarkerData => {
  const { startLineNumber, startColumn, endLineNumber, endColumn } = rangeBetween(model, from, Math.max(to, from + 1));
  return {
    message,
    severity: severity === 'error' ? MarkerSeverity.Error : MarkerSeverity.Warning,
    startLineNumber,
    startColumn,
    endLineNumber,
    endColumn,
  };
};

const MARKER_OWNER = 'podrome';

/** Lets a caller tell about a model; forget it together with the model. */
export function tellAbout(model: editor.ITextModel) {
  const mine: Told = { knowledge: undefined, markers: [] };
  told.set(model, mine);
  return {
    setKnowledge: (knowledge: EditorKnowledge | undefined) => {
      mine.knowledge = knowledge;
    },
    setMarkers: (markers: readonly EditorMarker[]) => {
      mine.markers = markers;
      editor.setModelMarkers(
        model,
        MARKER_OWNER,
        markers.map((marker) => asMarker(model, marker)),
      );
    },
    forget: () => {
      told.delete(model);
    },
  };
}
