/** The table to assistive technology and keyboard. */
import { render, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { useState } from 'react';
import { expect, test } from 'vitest';
import { DataTable } from './data-table';
import type { Column, Sort } from './data-table-column';

interface Row {
  readonly id: string;
  readonly cpus: number;
}

const columns: readonly Column<Row>[] = [
  { id: 'id', header: 'Name', sortBy: ({ id }) => id, cell: ({ id }) => <a href={`#/${id}`}>{id}</a> },
  { id: 'cpus', header: 'CPUs', sortBy: ({ cpus }) => cpus, cell: ({ cpus }) => cpus, align: 'end' },
  { id: 'note', header: 'Note', cell: () => '' },
];
const rows: readonly Row[] = [
  { id: 'cart', cpus: 10 },
  { id: 'web', cpus: 9 },
  { id: 'auth', cpus: 2 },
];

const card = { heightOf: () => 60, columns: '1fr' };

function Services() {
  const [sort, setSort] = useState<Sort>({ id: 'id', desc: false });
  return (
    <DataTable
      label="Services"
      columns={columns}
      rows={rows}
      rowKey={({ id }) => id}
      sort={sort}
      onSort={setSort}
      card={card}
    />
  );
}

const names = () => screen.getAllByRole('link').map((link) => link.textContent);

test('rows come in the order that the header tells', () => {
  render(<Services />);
  expect(names()).toEqual(['auth', 'cart', 'web']);
  expect(screen.getByRole('columnheader', { name: 'Name' }).getAttribute('aria-sort')).toBe('ascending');
  expect(screen.getByRole('columnheader', { name: 'CPUs' }).getAttribute('aria-sort')).toBe('none');
  expect(within(screen.getByRole('columnheader', { name: 'Note' })).queryByRole('button')).toBeNull();
});

test('a first press on another header sorts ascending, a second turns it round', async () => {
  const user = userEvent.setup();
  render(<Services />);
  await user.click(screen.getByRole('button', { name: 'CPUs' }));
  expect(names()).toEqual(['auth', 'web', 'cart']);
  await user.click(screen.getByRole('button', { name: 'CPUs' }));
  expect(names()).toEqual(['cart', 'web', 'auth']);
  expect(screen.getByRole('columnheader', { name: 'CPUs' }).getAttribute('aria-sort')).toBe('descending');
});

test('arrow keys move between the rows and stop at the ends', async () => {
  const user = userEvent.setup();
  render(<Services />);
  screen.getByRole('link', { name: 'auth' }).focus();
  await user.keyboard('{ArrowDown}{ArrowDown}{ArrowDown}');
  expect(document.activeElement?.textContent).toBe('web');
  await user.keyboard('{ArrowUp}');
  expect(document.activeElement?.textContent).toBe('cart');
});

test('the table says how many rows it has, header included', () => {
  render(<Services />);
  expect(screen.getByRole('table', { name: 'Services' }).getAttribute('aria-rowcount')).toBe('4');
});
