/** The id, fixed once the service runs. */
import { useEffect, useRef } from 'react';
import { useDraftForm } from '../draft-form';
import { DraftText } from './draft-field';

/** Puts the caret where typing goes on: after the slash of a new id. */
function useCaretAtEnd(enabled: boolean) {
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => {
    const input = field.current;
    if (!enabled || !input || !matchMedia('(pointer: fine)').matches) return;
    input.focus();
    input.setSelectionRange(input.value.length, input.value.length);
  }, [enabled]);
  return field;
}

export function ServiceIdField() {
  const form = useDraftForm();
  const idField = useCaretAtEnd(!form.existing);
  return (
    <DraftText
      path={['id']}
      label="Service ID"
      required
      mono
      ref={idField}
      disabled={form.existing}
      help={
        form.existing
          ? 'The id of a running service cannot change.'
          : 'A path such as /shop/web; groups are made on the way.'
      }
    />
  );
}
