/** Text typed ahead of the place that stores it. */
import { act, renderHook } from '@testing-library/react';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { usePausedText } from './use-paused-text';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

const renderFilter = () => {
  const stored: string[] = [];
  const hook = renderHook(({ url }) => usePausedText(url, (text) => stored.push(text)), { initialProps: { url: '' } });
  return {
    stored,
    text: () => hook.result.current[0],
    type: (text: string) => act(() => hook.result.current[1](text)),
    url: (url: string) => hook.rerender({ url }),
    pause: () => {
      act(() => {
        vi.advanceTimersByTime(1000);
      });
    },
  };
};

test('every key shows at once, one word is stored when the typing pauses', () => {
  const filter = renderFilter();
  filter.type('w');
  filter.type('we');
  filter.type('web');
  expect(filter.text()).toBe('web');
  expect(filter.stored).toEqual([]);
  filter.pause();
  expect(filter.stored).toEqual(['web']);
});

test('what was stored coming back does not overwrite what was typed since', () => {
  const filter = renderFilter();
  filter.type('we');
  filter.pause();
  filter.type('web');
  filter.url('we');
  expect(filter.text()).toBe('web');
});

test('another text from outside, as by the Back button, wins', () => {
  const filter = renderFilter();
  filter.type('web');
  filter.pause();
  filter.url('web');
  filter.url('is:running');
  expect(filter.text()).toBe('is:running');
});
