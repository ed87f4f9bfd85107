/** Which instances go first when there are to be fewer. */

export const killSelections = [
  { value: '', label: 'Youngest first (default)' },
  { value: 'YOUNGEST_FIRST', label: 'Youngest first' },
  { value: 'OLDEST_FIRST', label: 'Oldest first' },
];
