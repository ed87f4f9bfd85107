/** *Import*: paste or choose files, see what each holds and what did not carry over, then open one or run them all. */
import { useEffect, useMemo, useRef, useState } from 'react';
import { Button } from '../../../ui/button';
import { CheckboxField } from '../../../ui/checkbox-field';
import { TextAreaField } from '../../../ui/text-area-field';
import { importGroups } from './import-items';
import type { ImportItem } from './import-items';
import { StartStep } from '../start-step';
import styles from './import-page.module.css';
import { ImportResults } from './import-results';
import type { ImportWish } from './import-wish';
import { readFiles } from './read-files';
import type { ImportedText } from './read-files';

interface ImportPageProps {
  readonly wish: ImportWish;
  readonly onWish: (wish: ImportWish) => void;
  readonly onOpen: (item: ImportItem) => void;
  readonly onBack: () => void;
}

const PASTED = 'Pasted text';

/** The files as texts, once they are read. */
function useTexts(files: readonly File[]): readonly ImportedText[] {
  const [texts, setTexts] = useState<readonly ImportedText[]>([]);
  useEffect(() => {
    let outdated = false;
    void readFiles(files).then((read) => outdated || setTexts(read));
    return () => {
      outdated = true;
    };
  }, [files]);
  return texts;
}

export function ImportPage({ wish, onWish, onOpen, onBack }: ImportPageProps) {
  const { pasted, files, options } = wish;
  const texts = useTexts(files);
  const groups = useMemo(
    () => importGroups([...(pasted.trim() === '' ? [] : [{ name: PASTED, text: pasted }]), ...texts], options),
    [pasted, texts, options],
  );
  return (
    <StartStep title="Import" onBack={onBack}>
      <TextAreaField
        label="Paste here"
        help="A Docker Compose file, Kubernetes manifests, a docker run line, or definitions of pods and apps. Files can be dropped anywhere on this page."
        placeholder="docker run -d -p 8080:80 nginx:1.25"
        mono
        rows={8}
        value={pasted}
        onChange={(text) => onWish({ ...wish, pasted: text })}
      />
      <Bar wish={wish} onWish={onWish} />
      <ImportResults groups={groups} onOpen={onOpen} />
    </StartStep>
  );
}

/** Files, and how what is found is taken. */
function Bar({ wish, onWish }: Pick<ImportPageProps, 'wish' | 'onWish'>) {
  const { files, options } = wish;
  const picker = useRef<HTMLInputElement>(null);
  return (
    <div className={styles['bar']}>
      <Button icon="upload" onClick={() => picker.current?.click()}>
        Choose files
      </Button>
      <input
        ref={picker}
        className="visually-hidden"
        type="file"
        multiple
        tabIndex={-1}
        aria-hidden="true"
        onChange={(event) => {
          onWish({ ...wish, files: [...files, ...(event.target.files ?? [])] });
          event.target.value = '';
        }}
      />
      {files.length > 0 && (
        <Button variant="quiet" onClick={() => onWish({ ...wish, files: [] })}>
          Remove files
        </Button>
      )}
      <CheckboxField
        label="Services of a Compose file together in one pod"
        value={options.together}
        onChange={(together) => onWish({ ...wish, options: { ...options, together } })}
      />
      <CheckboxField
        label="Keep host ports by number"
        value={options.sameHostPorts}
        onChange={(sameHostPorts) => onWish({ ...wish, options: { ...options, sameHostPorts } })}
      />
    </div>
  );
}
