/** The dialog takes the focus and gives it back. */
import { render, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { useState } from 'react';
import { expect, test, vi } from 'vitest';
import { Button } from './button';
import { Dialog } from './dialog';
import { TextField } from './text-field';

function Scale({ onScale }: { onScale: () => void }) {
  const [open, setOpen] = useState(false);
  const [instances, setInstances] = useState('3');
  return (
    <>
      <Button onClick={() => setOpen(true)}>Scale</Button>
      <Dialog
        open={open}
        onClose={() => setOpen(false)}
        title="Scale shop/web"
        onSubmit={onScale}
        footer={
          <Button variant="primary" type="submit">
            Scale Service
          </Button>
        }
      >
        <TextField label="Instances" value={instances} onChange={setInstances} />
      </Dialog>
    </>
  );
}

test('the title names it, Escape closes it, and the focus returns to the button that opened it', async () => {
  const user = userEvent.setup();
  render(<Scale onScale={() => undefined} />);
  await user.click(screen.getByRole('button', { name: 'Scale' }));
  const dialog = await screen.findByRole('dialog', { name: 'Scale shop/web' });
  await waitFor(() => expect(dialog.contains(document.activeElement)).toBe(true));
  await user.keyboard('{Escape}');
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
  await waitFor(() => expect(document.activeElement).toBe(screen.getByRole('button', { name: 'Scale' })));
});

test('Enter in a field runs the primary action', async () => {
  const user = userEvent.setup();
  const onScale = vi.fn<() => void>();
  render(<Scale onScale={onScale} />);
  await user.click(screen.getByRole('button', { name: 'Scale' }));
  await user.type(await screen.findByRole('textbox', { name: 'Instances' }), '{Enter}');
  expect(onScale).toHaveBeenCalledOnce();
});
