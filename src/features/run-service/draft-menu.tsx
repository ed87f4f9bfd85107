/** What else can be done with a draft: kept as a template, or exported. */
import { useState } from 'react';
import type { ServiceKind } from '../../api/client/service';
import { Button } from '../../ui/button';
import { Dialog } from '../../ui/dialog';
import { Menu } from '../../ui/menu';
import { TextField } from '../../ui/text-field';
import { useToast } from '../../ui/toast';
import { LazyExportDialog } from '../shared/convert/lazy-export-dialog';
import { textAt } from './json-value';
import { MOST_OWN, saveTemplate } from './own-templates';
import type { Saving } from './own-templates';
import type { PodDraft } from './pod-draft';

interface DraftMenuProps {
  readonly draft: PodDraft;
  readonly kind: ServiceKind;
}

export function DraftMenu({ draft, kind }: DraftMenuProps) {
  const [open, setOpen] = useState<'template' | 'export'>();
  const close = () => setOpen(undefined);
  return (
    <>
      <Menu
        label="More"
        items={[
          { label: 'Save as template', icon: 'template', onSelect: () => setOpen('template') },
          {
            label: 'Export',
            icon: 'download',
            onSelect: () => setOpen('export'),
            disabled: draft.problem !== undefined,
          },
        ]}
      />
      {open === 'template' && <SaveTemplate draft={draft} onClose={close} />}
      {open === 'export' && <LazyExportDialog value={draft.valid.value} kind={kind} onClose={close} />}
    </>
  );
}

const REFUSALS: Readonly<Record<Exclude<Saving, 'saved'>, string>> = {
  full: `There are ${MOST_OWN} templates already: delete one first.`,
  'no room': 'This browser has no room for it.',
};

function SaveTemplate({ draft, onClose }: { readonly draft: PodDraft; readonly onClose: () => void }) {
  const [title, setTitle] = useState(() => textAt(draft.valid.value, ['id']).split('/').at(-1) ?? '');
  const [refused, setRefused] = useState<string>();
  const toast = useToast();
  const save = () => {
    const name = title.trim();
    if (name === '') return setRefused('A template needs a name.');
    const saving = saveTemplate(name, draft.text);
    if (saving !== 'saved') return setRefused(REFUSALS[saving]);
    toast('good', 'Template saved', `${name} is now among your templates, in this browser.`);
    onClose();
  };
  return (
    <Dialog
      open
      title="Save as Template"
      onClose={onClose}
      onSubmit={save}
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button variant="primary" type="submit">
            Save template
          </Button>
        </>
      }
    >
      <TextField
        label="Name"
        help="A template of the same name is replaced. Comments are kept."
        value={title}
        onChange={setTitle}
        error={refused}
        autoFocus
      />
    </Dialog>
  );
}
