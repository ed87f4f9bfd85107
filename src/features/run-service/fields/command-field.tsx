/** A shell line, or arguments where the definition has those; one never turns silently into the other. */
import type { JSONPath } from 'jsonc-parser';
import { Button } from '../../../ui/button';
import { fieldId, useDraftForm } from '../draft-form';
import { listAt, textAt, valueAt } from '../json-value';
import { DraftArea } from './draft-field';
import { DraftList } from './draft-list';

type CommandFieldProps = {
  shell: JSONPath;
  argv: JSONPath;
  help: string;
  required?: boolean;
  placeholder?: string;
  owns?: readonly JSONPath[];
  covers?: readonly JSONPath[];
};

export function CommandField({ shell, argv, ...field }: CommandFieldProps) {
  const form = useDraftForm();
  const line = textAt(form.value, shell);
  const words = listAt(form.value, argv);
  const both = words.length > 0 && valueAt(form.value, shell) !== undefined;
  // The new form first: what an emptied member leaves empty goes with it.
  const toArguments = () =>
    form.edit({ path: argv, value: line === '' ? [''] : ['/bin/sh', '-c', line] }, { path: shell, value: undefined });
  const toShell = () =>
    form.edit({ path: shell, value: words.map(String).join(' ') }, { path: argv, value: undefined });
  return (
    <>
      {(both || words.length === 0) && <DraftArea path={shell} label="Command" {...field} />}
      {words.length > 0 && (
        <DraftList
          path={argv}
          label={both ? 'Arguments' : 'Command'}
          exact
          help="One argument a line, handed over as they are, without a shell."
          owns={[...(field.owns ?? []), ...(field.covers ?? [])]}
        />
      )}
      {!both && (
        <div id={fieldId([...argv, '#switch'])}>
          <Button variant="quiet" disabled={form.frozen} onClick={words.length > 0 ? toShell : toArguments}>
            {words.length > 0 ? 'Use a shell command' : 'Use arguments'}
          </Button>
        </div>
      )}
    </>
  );
}
