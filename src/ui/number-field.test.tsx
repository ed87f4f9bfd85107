/** The number field keeps what was typed. */
import { render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { useState } from 'react';
import { expect, test } from 'vitest';
import { NumberField } from './number-field';

function Memory({ error }: { error?: string }) {
  const [value, setValue] = useState('32');
  return (
    <NumberField label="Memory (MiB)" value={value} onChange={setValue} step={32} error={error} help="Per instance." />
  );
}

const field = () => screen.getByRole<HTMLInputElement>('textbox', { name: 'Memory (MiB)' });

test('raw text survives: an unfinished number, nonsense, nothing', async () => {
  const user = userEvent.setup();
  render(<Memory />);
  await user.clear(field());
  expect(field().value).toBe('');
  await user.type(field(), '0.');
  expect(field().value).toBe('0.');
  await user.type(field(), '5x');
  expect(field().value).toBe('0.5x');
});

test('arrow keys step a number, ten times as far with Shift, never below the least', async () => {
  const user = userEvent.setup();
  render(<Memory />);
  await user.click(field());
  await user.keyboard('{ArrowUp}');
  expect(field().value).toBe('64');
  await user.keyboard('{Shift>}{ArrowUp}{/Shift}');
  expect(field().value).toBe('384');
  await user.keyboard('{Shift>}{ArrowDown}{ArrowDown}{/Shift}');
  expect(field().value).toBe('0');
});

test('arrow keys leave what is no number alone', async () => {
  const user = userEvent.setup();
  render(<Memory />);
  await user.clear(field());
  await user.type(field(), 'much{ArrowUp}');
  expect(field().value).toBe('much');
});

test('an error is announced with the field, before its help', () => {
  render(<Memory error="Memory must be at least 0.001 MiB." />);
  expect(field().getAttribute('aria-invalid')).toBe('true');
  const described = (field().getAttribute('aria-describedby') ?? '').split(' ');
  const words = described.map((id) => document.getElementById(id)?.textContent);
  expect(words).toEqual(['Memory must be at least 0.001 MiB.', 'Per instance.']);
});
