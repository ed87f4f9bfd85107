/** The form over a draft, outside of the workbench: one section at a time, all of it unfolded, and what has become of the text. */
import { act, render } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { useLayoutEffect, useState } from 'react';
import type { ServiceKind } from '../../api/client/service';
import { DraftFormProvider } from './draft-form';
import { editDraft, newDraft } from './pod-draft';
import type { FormEdit, PodDraft } from './pod-draft';
import { SectionForm } from './section-form';

const unfold = () => {
  for (const fold of document.querySelectorAll('details')) fold.open = true;
};

export function openForm(text: string, section = 'service', kind: ServiceKind = 'pod') {
  const latest: { draft: PodDraft; open: (section: string) => void } = {
    draft: newDraft(text),
    open: () => undefined,
  };
  const revealed: unknown[] = [];
  function Host() {
    const [draft, setDraft] = useState(latest.draft);
    const [current, setCurrent] = useState(section);
    latest.draft = draft;
    latest.open = setCurrent;
    useLayoutEffect(unfold);
    const form = {
      value: draft.valid.value,
      kind,
      frozen: false,
      existing: false,
      edit: (...edits: FormEdit[]) => setDraft((before) => editDraft(before, edits)),
      touch: () => undefined,
      errorAt: () => undefined,
      json: { shown: true, open: () => undefined, reveal: (path: unknown) => revealed.push(path) },
    };
    return (
      <DraftFormProvider form={form}>
        <SectionForm key={current} section={current} onOpen={() => undefined} />
      </DraftFormProvider>
    );
  }
  const { container } = render(<Host />);
  return {
    user: userEvent.setup(),
    container,
    revealed,
    show: (next: string) => act(() => latest.open(next)),
    value: () => latest.draft.valid.value,
    text: () => latest.draft.text,
  };
}
