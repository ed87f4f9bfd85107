/**
 * JSON editor with completion, hover and the caller's markers. Monaco where it loads, a plain text area where it cannot.
 * Controlled: the caller owns the text, and changes from outside come in as the smallest possible edit.
 */
import { useEffect, useEffectEvent, useImperativeHandle, useRef, useState } from 'react';
import type { Ref } from 'react';
import { Banner } from '../banner';
import { Button } from '../button';
import { Skeleton } from '../loading';
import { tryAgain } from '../try-again';
import styles from './code-editor.module.css';
import type { EditorKnowledge, EditorLens, EditorMarker, MountedEditor } from './editor-contract';
import { LensStatus } from './lens-status';
import { loadMonaco } from './load-monaco';
import { useNews } from './use-news';

export type CodeEditorHandle = Pick<MountedEditor, 'reveal'>;

export type CodeEditorProps = {
  value: string;
  onChange: (text: string) => void;
  label: string;
  /** Completion and hover. */
  knowledge?: EditorKnowledge | undefined;
  markers?: readonly EditorMarker[];
  lenses?: readonly EditorLens[];
  onCaret?: (offset: number) => void;
  readOnly?: boolean;
  onUndo?: () => void;
  onRedo?: () => void;
  ref?: Ref<CodeEditorHandle>;
};

const noMarkers: readonly EditorMarker[] = [];
const noLenses: readonly EditorLens[] = [];

export function CodeEditor(props: CodeEditorProps) {
  const [failure, setFailure] = useState<unknown>();
  if (failure !== undefined)
    return <PlainEditor {...props} onRetry={() => tryAgain(failure, () => setFailure(undefined))} />;
  return <MonacoEditor {...props} onFail={setFailure} />;
}

function MonacoEditor({ onFail, ...props }: CodeEditorProps & { onFail: (error: unknown) => void }) {
  const host = useRef<HTMLDivElement>(null);
  const mounted = useMounted(host, props, onFail);
  useImperativeHandle(props.ref, () => ({ reveal: (from, to, focus) => mounted?.reveal(from, to, focus) }), [mounted]);
  return (
    <div className={styles['frame']}>
      <div ref={host} className={styles['host']} />
      {!mounted && (
        <div className={styles['loading']} role="status" aria-label="Loading the editor">
          {[40, 62, 54, 70, 34].map((width) => (
            <Skeleton key={width} width={`${width}%`} />
          ))}
        </div>
      )}
      <LensStatus lenses={props.lenses ?? noLenses} />
      <p className={styles['hint']}>
        <kbd>Ctrl</kbd> <kbd>Space</kbd> suggests · <kbd>F8</kbd> next problem · <kbd>Tab</kbd> leaves the editor
      </p>
    </div>
  );
}

/** One editor and one model for as long as the element is there, StrictMode's rehearsal included. */
function useMounted(
  host: { current: HTMLDivElement | null },
  props: CodeEditorProps,
  onFail: (error: unknown) => void,
) {
  const [mounted, setMounted] = useState<MountedEditor>();
  const unechoed = useRef<string[]>([]);
  const news = useNews(host, ({ text, caret }) => {
    if (text !== undefined) {
      unechoed.current.push(text);
      props.onChange(text);
    }
    if (caret !== undefined) props.onCaret?.(caret);
  });
  const mount = useEffectEvent(({ mountEditor }: Awaited<ReturnType<typeof loadMonaco>>, element: HTMLElement) =>
    mountEditor(element, props.label, props.value, {
      onChange: (text) => news.later({ text }),
      onCaret: (caret) => news.later({ caret }),
      onUndo: props.onUndo && (() => undone()),
      onRedo: props.onRedo && (() => redone()),
    }),
  );
  const undone = useEffectEvent(() => {
    news.now();
    props.onUndo?.();
  });
  const redone = useEffectEvent(() => {
    news.now();
    props.onRedo?.();
  });
  const failed = useEffectEvent(onFail);
  useEffect(() => {
    let gone = false;
    let editor: MountedEditor | undefined;
    loadMonaco().then(
      (monaco) => {
        if (gone || !host.current) return;
        editor = mount(monaco, host.current);
        setMounted(editor);
      },
      (error: unknown) => !gone && failed(error),
    );
    return () => {
      gone = true;
      editor?.dispose();
      setMounted(undefined);
    };
  }, [host]);
  useMirrored(mounted, props, unechoed);
  return mounted;
}

/** Hands later values of the props to the editor; its own changes coming back are left alone. */
function useMirrored(mounted: MountedEditor | undefined, props: CodeEditorProps, unechoed: { current: string[] }) {
  const { value, knowledge, markers = noMarkers, lenses = noLenses, readOnly = false } = props;
  useEffect(() => {
    const echo = unechoed.current.lastIndexOf(value);
    if (echo >= 0) unechoed.current.splice(0, echo + 1);
    else {
      unechoed.current = [];
      mounted?.setText(value);
    }
  }, [mounted, value, unechoed]);
  useEffect(() => mounted?.setMarkers(markers), [mounted, markers, value]);
  useEffect(() => mounted?.setLenses(lenses), [mounted, lenses]);
  useEffect(() => mounted?.setKnowledge(knowledge), [mounted, knowledge]);
  useEffect(() => mounted?.setReadOnly(readOnly), [mounted, readOnly]);
}

function PlainEditor({
  value,
  onChange,
  label,
  readOnly,
  markers = noMarkers,
  lenses = noLenses,
  ref,
  onRetry,
}: CodeEditorProps & { onRetry: () => void }) {
  const area = useRef<HTMLTextAreaElement>(null);
  useImperativeHandle(ref, () => ({
    reveal: (from, to, focus) => {
      if (focus) area.current?.focus();
      area.current?.setSelectionRange(from, to);
    },
  }));
  return (
    <div className={styles['frame']}>
      <Banner tone="off" actions={<Button onClick={onRetry}>Try again</Button>}>
        The editor can’t be loaded; this is a plain text field.
      </Banner>
      <textarea
        ref={area}
        className={styles['plain']}
        aria-label={label}
        spellCheck={false}
        value={value}
        readOnly={readOnly}
        onChange={(event) => onChange(event.target.value)}
      />
      {markers.length > 0 && (
        <ul className={styles['plainMarkers']}>
          {markers.map(({ from, message }) => (
            <li key={`${from} ${message}`}>{`Line ${value.slice(0, from).split('\n').length}: ${message}`}</li>
          ))}
        </ul>
      )}
      <LensStatus lenses={lenses} className={styles['plainLenses']} />
    </div>
  );
}
