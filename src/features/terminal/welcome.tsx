/** What an empty terminal says: three commands to begin with, each put at the prompt by a press. */
import styles from './terminal-drawer.module.css';

const lessons: readonly { readonly command: string; readonly does: string }[] = [
  {
    command: 'dcos marathon pod add a-pod-with-multiple-containers.json',
    does: 'runs three containers together, ten times over',
  },
  { command: 'dcos marathon pod list', does: 'lists every pod with its containers' },
  { command: 'help', does: 'names all that works here; ls names the files' },
];

export function Welcome({ onChoose }: { readonly onChoose: (command: string) => void }) {
  return (
    <div className={styles['welcome']}>
      <p>The command line of DC/OS, connected to the cluster you see. To begin with:</p>
      <ul>
        {lessons.map(({ command, does }) => (
          <li key={command}>
            <button type="button" className={styles['lesson']} onClick={() => onChoose(command)}>
              {command}
            </button>
            <span>{does}</span>
          </li>
        ))}
      </ul>
    </div>
  );
}
