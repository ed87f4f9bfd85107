/** A number as it is typed: the field shows exactly what was typed, and the text holds what that means, if anything. */
import { cleanup, fireEvent, screen } from '@testing-library/react';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { openForm } from './form-host-fixture';

const cpus = () => screen.getByRole<HTMLInputElement>('textbox', { name: 'CPUs' });
const type = (text: string) => fireEvent.change(cpus(), { target: { value: text } });
const start = '{"containers": [{"name": "a", "resources": {"cpus": 1, "mem": 32}}]}';
const cpusOf = (value: unknown): unknown =>
  (value as { containers: { resources: { cpus?: unknown } }[] }).containers[0]?.resources.cpus;

test('0, 0. and nothing are three things', () => {
  const form = openForm(start, 'container-0');
  type('0');
  expect([cpus().value, cpusOf(form.value())]).toEqual(['0', 0]);
  type('0.');
  expect([cpus().value, cpusOf(form.value())]).toEqual(['0.', 0]);
  type('0.0');
  expect([cpus().value, cpusOf(form.value())]).toEqual(['0.0', 0]);
  type('');
  expect([cpus().value, cpusOf(form.value())]).toEqual(['', undefined]);
  expect(form.text()).toBe('{"containers": [{"name": "a", "resources": { "mem": 32}}]}');
});

const keys = fc.constantFrom('0', '1', '5', '.', ',', '-', '+', 'e', ' ', 'x', 'backspace');

test('whatever is typed stays as typed, key by key, and nothing else in the text changes', () => {
  const property = fc.property(fc.array(keys, { maxLength: 12 }), (presses) => {
    // A run that failed leaves its form behind.
    cleanup();
    const form = openForm(start, 'container-0');
    let typed = '1';
    for (const key of presses) {
      typed = key === 'backspace' ? typed.slice(0, -1) : typed + key;
      type(typed);
      expect(cpus().value).toBe(typed);
      const value = cpusOf(form.value());
      // What JavaScript reads as hexadecimal is no number to a person.
      const number = typed.includes('x') ? Number.NaN : Number(typed.trim().replace(',', '.'));
      if (typed.trim() === '') expect(value).toBeUndefined();
      else expect(value).toBe(Number.isFinite(number) ? JSON.parse(JSON.stringify(number)) : typed);
      const rest = JSON.stringify({ name: 'a', resources: { mem: 32 } });
      const { cpus: _, ...others } = (form.value() as { containers: { resources: { cpus?: unknown } }[] }).containers[0]
        ?.resources ?? { cpus: 0 };
      expect(JSON.stringify({ name: 'a', resources: others })).toBe(rest);
    }
  });
  fc.assert(property, { numRuns: 60 });
});
