/** Which instances are ticked. */
import { useMemo, useState } from 'react';

/** Selected instances that still exist; what has ended drops out by itself. */
export const useSelection = (listed: readonly { readonly id: string; readonly status: string }[]) => {
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const live = useMemo(() => listed.filter(({ status }) => status !== 'TERMINAL').map(({ id }) => id), [listed]);
  const selected = useMemo(() => new Set(live.filter((id) => chosen.has(id))), [live, chosen]);
  return {
    selected,
    selectable: live.length,
    select: (id: string, on: boolean) => {
      const next = new Set(selected);
      if (on) next.add(id);
      else next.delete(id);
      setChosen(next);
    },
    selectAll: (on: boolean) => setChosen(new Set(on ? live : [])),
  };
};
