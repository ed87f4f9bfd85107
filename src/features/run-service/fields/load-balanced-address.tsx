/** An endpoint's virtual address: the label `VIP_n` of the form `name:port`, which DC/OS balances over all instances. */
import type { JSONPath } from 'jsonc-parser';
import { useState } from 'react';
import { CheckboxField } from '../../../ui/checkbox-field';
import { NumberField } from '../../../ui/number-field';
import { useDraftForm } from '../draft-form';
import { rowsAt, textAt, valueAt } from '../json-value';

export function LoadBalancedAddress({ path }: { path: JSONPath }) {
  const form = useDraftForm();
  const [typed, setTyped] = useState<string>();
  const [label, vip] = rowsAt(form.value, [...path, 'labels']).find(([key]) => key.startsWith('VIP_')) ?? [];
  const text = typeof vip === 'string' ? vip : '';
  const [name, port] = [text.slice(0, text.lastIndexOf(':')), text.slice(text.lastIndexOf(':') + 1)];
  const number = Number(typed ?? port);
  const error =
    Number.isInteger(number) && number >= 1 && number <= 65535
      ? undefined
      : 'A port is a whole number from 1 to 65535.';
  const suggested = valueAt(form.value, [...path, 'containerPort']) ?? valueAt(form.value, [...path, 'hostPort']);
  return (
    <>
      <CheckboxField
        label="Enable Load Balanced Service Address"
        value={label !== undefined}
        disabled={form.frozen}
        onChange={(on) => {
          const value = on
            ? `${textAt(form.value, ['id'])}:${typeof suggested === 'number' && suggested > 0 ? suggested : 80}`
            : undefined;
          form.edit({ path: [...path, 'labels', label ?? 'VIP_0'], value });
          setTyped(undefined);
        }}
      />
      {label !== undefined && (
        <NumberField
          label="Load Balanced Port"
          value={typed ?? port}
          disabled={form.frozen}
          help={`Reached at ${name.replace(/^\//, '').replaceAll('/', '')}.marathon.l4lb.thisdcos.directory:${port}`}
          onChange={(next) => {
            setTyped(next);
            if (/^\d+$/.test(next)) form.edit({ path: [...path, 'labels', label], value: `${name}:${next}` });
          }}
          {...(error === undefined ? {} : { error })}
        />
      )}
    </>
  );
}
