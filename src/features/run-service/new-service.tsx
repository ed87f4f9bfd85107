/** A draft of a new service: from nothing, or from what was imported. */
import type { RunKind } from './run-search';
import type { RunServicePageProps } from './run-service-props';
import { newAppText, newPodText } from './start-text';
import { Workbench } from './workbench';

type NewKind = Exclude<RunKind, 'templates' | 'import'>;

const titles = { single: 'Single Container', pod: 'Multi-container (Pod)', json: 'JSON Configuration' };

/** Names a draft that was imported: its text is kept under it before it is opened. */
export const importSource = (imported: string): string => `import ${imported}`;

export function NewService({ kind, ...props }: RunServicePageProps & { kind: NewKind }) {
  const { search, onSearch } = props;
  const { group = '', imported } = search;
  return (
    <Workbench
      key={group}
      {...props}
      source={imported === undefined ? `new ${group}` : importSource(imported)}
      startText={(kind === 'single' ? newAppText : newPodText)(group)}
      title={imported === undefined ? titles[kind] : 'Imported service'}
      onBack={() =>
        onSearch({
          ...(search.group === undefined ? {} : { group: search.group }),
          ...(imported === undefined ? {} : { kind: 'import' as const }),
        })
      }
    />
  );
}
