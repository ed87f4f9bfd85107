/** The menu by keyboard. */
import { render, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, test, vi } from 'vitest';
import { Menu } from './menu';

const renderMenu = () => {
  const restart = vi.fn<() => void>();
  const remove = vi.fn<() => void>();
  render(
    <Menu
      label="Actions of shop/web"
      items={[
        { label: 'Restart', onSelect: restart, disabled: true },
        { label: 'Delete', onSelect: remove, tone: 'danger' },
      ]}
    />,
  );
  return { restart, remove, button: screen.getByRole('button', { name: 'Actions of shop/web' }) };
};

test('Enter opens it, arrows reach an item, Enter runs it', async () => {
  const user = userEvent.setup();
  const { remove, button } = renderMenu();
  button.focus();
  await user.keyboard('{Enter}');
  await screen.findByRole('menu');
  await user.keyboard('{End}');
  await waitFor(() => expect(screen.getByRole('menuitem', { name: 'Delete' })).toBe(document.activeElement));
  await user.keyboard('{Enter}');
  expect(remove).toHaveBeenCalledOnce();
});

test('a disabled item does nothing', async () => {
  const user = userEvent.setup({ pointerEventsCheck: 0 });
  const { restart, button } = renderMenu();
  await user.click(button);
  await user.click(await screen.findByRole('menuitem', { name: 'Restart' }));
  expect(restart).not.toHaveBeenCalled();
});

test('Escape closes it and the focus is back on its button', async () => {
  const user = userEvent.setup();
  const { button } = renderMenu();
  await user.click(button);
  await screen.findByRole('menu');
  await user.keyboard('{Escape}');
  await waitFor(() => expect(screen.queryByRole('menu')).toBeNull());
  await waitFor(() => expect(document.activeElement).toBe(button));
});
