/** A status is a shape and a word before it is a colour. */
import { render, screen } from '@testing-library/react';
import { expect, test } from 'vitest';
import { StatusBadge } from './status-badge';
import type { StatusWord } from './status-words';
import { status, statusLooks } from './status-words';

test('every word comes with a drawing of its own', () => {
  const words = Object.keys(statusLooks) as StatusWord[];
  const drawings = words.map((word) => {
    const { container, unmount } = render(<StatusBadge status={status(word, 'because')} />);
    expect(container.textContent).toBe(word);
    const drawing = container.querySelector('svg')?.innerHTML ?? '';
    unmount();
    return drawing;
  });
  expect(drawings.every((drawing) => drawing !== '')).toBe(true);
  expect(new Set(drawings).size).toBe(words.length);
});

test('the sentence follows where there is room', () => {
  render(<StatusBadge status={status('Delayed', 'next try in 12 s')} show="sentence" />);
  expect(screen.getByText('next try in 12 s')).toBeDefined();
});
