/** Times on screen age by the cluster's clock, each on its own. */
import { act, render, screen } from '@testing-library/react';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { noteClock } from '../../api/queries/clock';
import { START, at } from './pod-status-fixture';
import { RelativeTime } from './relative-time';

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval', 'performance'] });
  noteClock({ now: START + 60_000, speed: 20, paused: false });
});
afterEach(() => vi.useRealTimers());

test('a time ages with the virtual clock while its surroundings stay as they are', () => {
  const drawn = vi.fn<() => void>();
  const Row = () => {
    drawn();
    return <RelativeTime at={at(0)} />;
  };
  render(<Row />);
  expect(screen.getByText('1 min ago')).toBeDefined();
  act(() => {
    vi.advanceTimersByTime(3000);
  });
  expect(screen.getByText('2 min ago')).toBeDefined();
  expect(drawn).toHaveBeenCalledTimes(1);
});

test('a paused clock ages nothing', () => {
  noteClock({ now: START + 60_000, speed: 20, paused: true });
  render(<RelativeTime at={at(0)} form="age" />);
  act(() => {
    vi.advanceTimersByTime(60_000);
  });
  expect(screen.getByText('1 min')).toBeDefined();
});

test('the exact time is there for the keyboard, and in tables without a stop', () => {
  render(
    <>
      <RelativeTime at={at(0)} />
      <RelativeTime at={at(5)} focusable={false} />
    </>,
  );
  const [stop, title] = screen.getAllByText(/ago/);
  expect(stop?.tabIndex).toBe(0);
  expect(title?.tabIndex).toBe(-1);
  expect(title?.title).toBe('2017-03-17 10:00:05 UTC');
});

test('no time is a dash', () => {
  render(<RelativeTime at={undefined} />);
  expect(screen.getByText('–')).toBeDefined();
});

test('a new reading of the clock shows at once, not at the next tick', () => {
  render(<RelativeTime at={at(0)} />);
  act(() => noteClock({ now: START + 3_600_000, speed: 1, paused: true }));
  expect(screen.getByText('1 h ago')).toBeDefined();
});
