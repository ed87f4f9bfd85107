/** Words about places of the text are read aloud once they rest. */
import { act, render, screen } from '@testing-library/react';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { LensStatus } from './lens-status';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

const lens = (text: string, offset = 0) => ({ offset, text });
const said = () => screen.getByRole('status', { name: 'Placement' }).textContent;
const pass = (ms: number) =>
  act(() => {
    vi.advanceTimersByTime(ms);
  });

test('each sentence once, and only the last of several in a row', () => {
  const { rerender } = render(<LensStatus lenses={[lens('Fits on 4'), lens('Fits on 4', 9), lens('rack IS r1')]} />);
  expect(said()).toBe('');
  pass(1000);
  expect(said()).toBe('Fits on 4. rack IS r1');
  rerender(<LensStatus lenses={[lens('Fits on 3')]} />);
  pass(500);
  rerender(<LensStatus lenses={[lens('Fits on 2')]} />);
  pass(999);
  expect(said()).toBe('Fits on 4. rack IS r1');
  pass(1);
  expect(said()).toBe('Fits on 2');
  rerender(<LensStatus lenses={[]} />);
  pass(1000);
  expect(said()).toBe('');
});

test('below a plain text field it is seen, once there is something to say', () => {
  const { rerender } = render(<LensStatus lenses={[]} className="below" />);
  expect(screen.getByRole('status').className).toBe('visually-hidden');
  rerender(<LensStatus lenses={[lens('Fits on 4')]} className="below" />);
  pass(1000);
  expect(screen.getByRole('status').className).toBe('below');
});
