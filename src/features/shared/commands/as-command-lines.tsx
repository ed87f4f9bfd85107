/** An action as its `dcos` and its `curl` line, each to copy or to open in the terminal. */
import { use } from 'react';
import { getConnection } from '../../../api/client/connection';
import { clusterOrigin } from '../../../api/client/transport';
import { Button } from '../../../ui/button';
import { CodeText } from '../../../ui/code-text';
import { TerminalDoor } from '../terminal-door';
import { curlText, dcosText, type Action } from './as-command';
import styles from './as-command.module.css';
import { clusterAddress } from './cluster-address';

interface LineProps {
  readonly program: string;
  readonly text: string;
  readonly onOpen?: (() => void) | undefined;
}

function Line({ program, text, onOpen }: LineProps) {
  return (
    <div className={styles['line']}>
      <div className={styles['head']}>
        <span>{program}</span>
        {onOpen && (
          <Button variant="quiet" icon="terminal" onClick={onOpen}>
            Open in Terminal<span className="visually-hidden"> with {program}</span>
          </Button>
        )}
      </div>
      <CodeText block copyLabel={`Copy the ${program} command`}>
        {text}
      </CodeText>
    </div>
  );
}

interface AsCommandLinesProps {
  readonly action: Action;
  /** Closes what lies over the terminal. */
  readonly onLeave?: (() => void) | undefined;
}

export function AsCommandLines({ action, onLeave }: AsCommandLinesProps) {
  const openTerminal = use(TerminalDoor);
  const { address } = clusterAddress(getConnection());
  const dcos = dcosText(action);
  const opens = (text: string) =>
    openTerminal &&
    (() => {
      onLeave?.();
      openTerminal(text);
    });
  return (
    <>
      {dcos !== undefined && <Line program="dcos" text={dcos} onOpen={opens(dcos)} />}
      {/* The terminal reaches the cluster of this page, wherever that is for other programs. */}
      <Line program="curl" text={curlText(action, address)} onOpen={opens(curlText(action, clusterOrigin()))} />
    </>
  );
}

/** What to know about the address; nothing where it is a real one. */
export function AddressNote() {
  const { note } = clusterAddress(getConnection());
  return note === undefined ? null : <p className={styles['note']}>{note}</p>;
}
