/** Containers as cards: copied byte for byte, folded, moved. */
import { fireEvent, screen, within } from '@testing-library/react';
import { expect, test, vi } from 'vitest';
import { openForm } from '../form-host-fixture';

const text = `{ "id": "/a", "containers": [
  { "name": "web", // the front
    "endpoints": [{"name": "http", "hostPort": 8080}, {"name":"admin"}],
    "healthCheck": {"http": {"endpoint": "http"}},
    "x-own": 1.0 },
  { "name": "db" } // last
] }`;

test('a copy is the same to the byte, but for names and ports that only one can have', async () => {
  const form = openForm(text);
  await form.user.click(screen.getByRole('button', { name: 'Duplicate web' }));
  const copy = `{ "name": "web-1", // the front
    "endpoints": [{"name": "http-1", "hostPort": 0}, {"name":"admin-1"}],
    "healthCheck": {"http": {"endpoint": "http-1"}},
    "x-own": 1.0 }`;
  expect(form.text()).toBe(text.replace('} // last', `}, // last\n  ${copy}`));
});

test('a card is folded and says in short what the container is', async () => {
  const form = openForm(
    '{"containers": [{"name": "a", "exec": {"command": {"argv": ["x", "y"]}}, "resources": {"cpus": 1}}]}',
  );
  expect(screen.getByText('x y')).toBeDefined();
  await form.user.click(screen.getByRole('button', { name: 'Fold a' }));
  expect(screen.queryByText('x y')).toBeNull();
  expect(screen.getByRole('button', { name: 'Unfold a' }).getAttribute('aria-expanded')).toBe('false');
});

test('a card says whether the image runs something by itself, or nothing is run', () => {
  openForm('{"containers": [{"name": "a"}, {"name": "b", "image": {"kind": "DOCKER", "id": "nginx"}}]}');
  expect(screen.getByText('none: there is nothing to run')).toBeDefined();
  expect(screen.getByText('what the image starts by itself')).toBeDefined();
});

/** The simulated page has no layout: cards are 40 px high, one below the other. */
function dragged(index: number, ...positions: readonly number[]): void {
  const cards = within(screen.getByRole('group', { name: 'Containers' })).getAllByRole('listitem');
  for (const [place, card] of cards.entries())
    vi.spyOn(card, 'getBoundingClientRect').mockReturnValue(new DOMRect(0, place * 40, 100, 40));
  const handle = cards[index]?.querySelector('[title="Drag to reorder"]');
  if (!handle) throw new Error('There is nothing to drag.');
  fireEvent.pointerDown(handle, { button: 0, pointerId: 1, clientY: index * 40 + 20 });
  for (const clientY of positions) fireEvent.pointerMove(handle, { pointerId: 1, clientY });
}

const names = (value: unknown): unknown =>
  (value as { containers: { name: string }[] }).containers.map(({ name }) => name);
const three = '{"containers": [{"name": "a"}, {"name": "b"}, {"name": "c"}]}';

test('a card is dragged to another place; Escape calls it off', () => {
  const form = openForm(three);
  dragged(0, 50, 105);
  fireEvent.pointerUp(document.querySelectorAll('[title="Drag to reorder"]')[0] ?? document.body, { pointerId: 1 });
  expect(names(form.value())).toEqual(['b', 'c', 'a']);
  dragged(2, 10);
  fireEvent.keyDown(document.body, { key: 'Escape' });
  fireEvent.pointerUp(document.querySelectorAll('[title="Drag to reorder"]')[2] ?? document.body, { pointerId: 1 });
  expect(names(form.value())).toEqual(['b', 'c', 'a']);
});
