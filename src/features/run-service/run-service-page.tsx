/** *Run a Service*: choose a start, describe the service in a form or as JSON, review it, run it. Also edits a running one. */
import { useState } from 'react';
import { CopyService } from './copy-service';
import { keepDraft } from './draft-store';
import { EditService } from './edit-service';
import { DropTarget } from './import/drop-target';
import { NOTHING_IMPORTED } from './import/import-wish';
import type { ImportWish } from './import/import-wish';
import { LoadedPart } from './loaded-part';
import { importSource, NewService } from './new-service';
import { startOf } from './run-search';
import type { RunServicePageProps } from './run-service-props';
import { ServicePicker } from './service-picker';
import { TemplateStart } from './template-start';
import { formOf } from './workbench-place';

export function RunServicePage(props: RunServicePageProps) {
  const { search } = props;
  // Kept here, so that whoever opens one of several services finds the others again on the way back.
  const [wish, setWish] = useState(NOTHING_IMPORTED);
  const start = startOf(search);
  if (search.service !== undefined) return <EditService key={start} {...props} id={search.service} />;
  if (search.copy !== undefined) return <CopyService key={start} {...props} id={search.copy} />;
  if (search.kind === undefined || search.kind === 'templates' || search.kind === 'import')
    return <Start {...props} wish={wish} onWish={setWish} />;
  if (search.template !== undefined) return <TemplateStart key={start} {...props} name={search.template} />;
  return <NewService key={start} {...props} kind={search.kind} />;
}

const loadGallery = () => import('./template-gallery');
const loadImport = () => import('./import/import-page');

type StartProps = RunServicePageProps & { wish: ImportWish; onWish: (wish: ImportWish) => void };

/** Where one begins: the choices, the templates, the import. Files dropped on any of them are imported. */
function Start({ search, onSearch, onCancel, wish, onWish }: StartProps) {
  const drop = (files: readonly File[]) => {
    onWish({ ...wish, files: [...wish.files, ...files] });
    onSearch({ ...search, kind: 'import' });
  };
  return (
    <DropTarget onFiles={drop}>
      {search.kind === undefined && (
        <ServicePicker
          onKind={(kind) => onSearch({ ...search, kind })}
          onTemplates={() => onSearch({ ...search, kind: 'templates' })}
          onImport={() => onSearch({ ...search, kind: 'import' })}
          onCancel={onCancel}
        />
      )}
      {search.kind === 'templates' && (
        <LoadedPart load={loadGallery} label="the templates">
          {({ TemplateGallery }) => (
            <TemplateGallery
              onUse={(template) => onSearch({ ...search, kind: 'pod', template })}
              onBack={() => onSearch({})}
            />
          )}
        </LoadedPart>
      )}
      {search.kind === 'import' && (
        <LoadedPart load={loadImport} label="the import">
          {({ ImportPage }) => (
            <ImportPage
              wish={wish}
              onWish={onWish}
              onBack={() => onSearch({})}
              onOpen={({ kind, text }) => {
                const imported = Date.now().toString(36);
                keepDraft(importSource(imported), { text });
                onSearch({ kind: formOf(kind), imported });
              }}
            />
          )}
        </LoadedPart>
      )}
    </DropTarget>
  );
}
