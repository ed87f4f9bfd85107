/** A list of texts or numbers: one a line while none of them has a line break of its own, else each in a field. */
import type { JSONPath } from 'jsonc-parser';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { Button } from '../../../ui/button';
import { TextAreaField } from '../../../ui/text-area-field';
import { fieldId, useDraftForm } from '../draft-form';
import { listAt } from '../json-value';
import { DraftArea, shown, typedNumber } from './draft-field';
import { AddButton, Group, Line, Lines } from './form-parts';
import { listEdits } from './list-edits';

type DraftListProps = {
  path: JSONPath;
  label: string;
  help?: ReactNode;
  placeholder?: string;
  numbers?: boolean;
  /** Empty items mean something, and items may span lines: arguments of a program. */
  exact?: boolean;
  owns?: readonly JSONPath[];
};

export function DraftList(props: DraftListProps) {
  const form = useDraftForm();
  const items = listAt(form.value, props.path);
  const broken = items.some((item) => typeof item === 'string' && item.includes('\n'));
  const [apart, setApart] = useState(broken);
  if (props.exact === true && (apart || broken)) return <ItemFields {...props} items={items} />;
  return (
    <>
      <ItemLines {...props} items={items} />
      {props.exact === true && (
        <div id={fieldId([...props.path, '#apart'])}>
          <Button variant="quiet" disabled={form.frozen} onClick={() => setApart(true)}>
            One field for each
          </Button>
        </div>
      )}
    </>
  );
}

type ItemsProps = DraftListProps & { items: readonly unknown[] };

function ItemLines({ path, label, help, placeholder, numbers = false, exact = false, owns = [], items }: ItemsProps) {
  const form = useDraftForm();
  const error = form.errorAt([path, ...owns]);
  const write = (next: readonly unknown[]) => form.edit(...listEdits(path, items, next));
  return (
    <TextAreaField
      id={fieldId(path)}
      label={label}
      mono
      rows={Math.min(8, items.length + 1)}
      value={items.map(shown).join('\n')}
      disabled={form.frozen}
      onChange={(text) =>
        write(text === '' ? [] : text.split('\n').map((line) => (numbers ? (typedNumber(line) ?? '') : line)))
      }
      onBlur={() => {
        form.touch(path);
        if (!exact && items.includes('')) write(items.filter((item) => item !== ''));
      }}
      {...(help === undefined ? {} : { help })}
      {...(placeholder === undefined ? {} : { placeholder })}
      {...(error === undefined ? {} : { error })}
    />
  );
}

function ItemFields({ path, label, owns = [], items }: ItemsProps) {
  const form = useDraftForm();
  return (
    <Group title={label}>
      <Lines>
        {items.map((_, index) => (
          <Line
            key={index}
            removeLabel={`Remove item ${index + 1}`}
            onRemove={() => form.edit({ path: [...path, index], value: undefined })}
          >
            <DraftArea
              path={[...path, index]}
              label={`Item ${index + 1}`}
              rows={1}
              keepEmpty
              {...(index === 0 ? { covers: [path], owns } : {})}
            />
          </Line>
        ))}
      </Lines>
      <AddButton path={path} onClick={() => form.edit({ path: [...path, items.length], value: '' })}>
        Add Item
      </AddButton>
    </Group>
  );
}
