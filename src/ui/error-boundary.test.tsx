/** A thrown error stays in its panel. */
import { render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { PanelBoundary } from './error-boundary';

// React reports every caught error to the console; here that is the point of the test, not news.
beforeEach(() => {
  vi.spyOn(console, 'error').mockImplementation(() => undefined);
});
afterEach(() => {
  vi.restoreAllMocks();
});

function Instances({ broken }: { broken: boolean }) {
  if (broken) throw new Error('no instances in the answer');
  return <p>10 instances</p>;
}

const page = (broken: boolean, place = 'web') => (
  <>
    <h1>shop/web</h1>
    <PanelBoundary name="Instances" resetKey={place}>
      <Instances broken={broken} />
    </PanelBoundary>
  </>
);

test('the panel says what is missing and why, the rest of the page stays', () => {
  render(page(true));
  expect(screen.getByRole('alert').textContent).toContain('Instances can’t be shown');
  expect(screen.getByRole('alert').textContent).toContain('no instances in the answer');
  expect(screen.getByRole('heading', { name: 'shop/web' })).toBeTruthy();
});

test('Try again draws it anew', async () => {
  const user = userEvent.setup();
  const { rerender } = render(page(true));
  rerender(page(false));
  await user.click(screen.getByRole('button', { name: 'Try again' }));
  expect(screen.getByText('10 instances')).toBeTruthy();
});

test('another place clears it', () => {
  const { rerender } = render(page(true));
  rerender(page(false, 'cart'));
  expect(screen.getByText('10 instances')).toBeTruthy();
});
