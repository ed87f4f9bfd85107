/** The operators of placement constraints. */

export const operators = [
  { value: 'UNIQUE', label: 'Unique', says: 'No two instances share the value' },
  { value: 'CLUSTER', label: 'Cluster', says: 'All instances share this value' },
  { value: 'GROUP_BY', label: 'Group By', says: 'Instances spread evenly over the values' },
  { value: 'IS', label: 'Is', says: 'The value is exactly this' },
  { value: 'LIKE', label: 'Like', says: 'The value matches a regular expression' },
  { value: 'UNLIKE', label: 'Unlike', says: 'The value does not match a regular expression' },
  { value: 'MAX_PER', label: 'Max Per', says: 'At most so many instances share a value' },
];
