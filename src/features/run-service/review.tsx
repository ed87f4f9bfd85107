/** *Review & Run Service*: what will run, in plain words, and the button that runs it. */
import type { ServiceKind } from '../../api/client/service';
import type { FieldError } from '../../protocol/marathon/error';
import { Button } from '../../ui/button';
import { Panel } from '../../ui/panel';
import { addAction, updateAction } from '../shared/commands/actions';
import type { Action } from '../shared/commands/as-command';
import { AsCommand } from '../shared/commands/as-command-disclosure';
import { appReviewFacts } from './app-review-facts';
import { withoutComments } from './parse-text';
import type { FormEdit, PodDraft } from './pod-draft';
import { ForecastPanel } from './review/forecast-panel';
import { reviewFacts } from './review-facts';
import type { FactSection, FactTable } from './review-facts';
import styles from './review.module.css';
import { RefusalBanner } from './refusal-banner';
import { sentId, useRun } from './use-run';

type ReviewProps = {
  draft: PodDraft;
  kind: ServiceKind;
  existing?: string;
  onBack: () => void;
  onEdit: (section: string) => void;
  /** The server refused places of the definition. */
  onRefused: (errors: readonly FieldError[]) => void;
  onDone: (id: string) => void;
  /** What would help a service that finds no place. */
  onFix: (...edits: readonly FormEdit[]) => void;
};

export function Review({ draft, kind, existing, onBack, onEdit, onRefused, onDone, onFix }: ReviewProps) {
  const { run, busy, refusal } = useRun(draft, kind, existing, onDone);
  return (
    <div className={styles['review']}>
      <header className={styles['toolbar']}>
        <Button variant="quiet" icon="arrow-left" onClick={onBack}>
          Back
        </Button>
        <h1>Review &amp; Run Service</h1>
        <Button variant="primary" busy={busy} onClick={() => run()}>
          Run Service
        </Button>
      </header>
      {refusal && !busy && (
        <RefusalBanner
          refusal={refusal}
          existing={existing}
          id={sentId(draft)}
          onEdit={onEdit}
          onRefused={onRefused}
          onRun={run}
        />
      )}
      <ForecastPanel kind={kind} definition={draft.valid.value} existing={existing} onFix={onFix} />
      {(kind === 'app' ? appReviewFacts : reviewFacts)(draft.valid.value).map((section) => (
        <Section key={`${section.title} ${section.section}`} section={section} onEdit={onEdit} />
      ))}
      <AsCommand action={() => commandOf(draft, kind, existing)} />
    </div>
  );
}

function commandOf({ text }: PodDraft, kind: ServiceKind, existing: string | undefined): Action {
  const sent = withoutComments(text);
  return existing === undefined ? addAction(kind, sent) : updateAction(kind, existing, sent);
}

function Section({ section, onEdit }: { section: FactSection; onEdit: (section: string) => void }) {
  const edit = (
    <Button variant="quiet" icon="edit" onClick={() => onEdit(section.section)}>
      Edit<span className="visually-hidden"> {section.title}</span>
    </Button>
  );
  return (
    <Panel title={section.title} actions={edit}>
      {section.facts.length > 0 && (
        <dl className={styles['facts']}>
          {section.facts.map(({ label, value, code }) => (
            <div key={label}>
              <dt>{label}</dt>
              <dd>{code ? <code>{value}</code> : value}</dd>
            </div>
          ))}
        </dl>
      )}
      {section.tables.map((table) => (
        <Table key={table.caption} table={table} />
      ))}
    </Panel>
  );
}

function Table({ table }: { table: FactTable }) {
  return (
    <div className={styles['scroll']} tabIndex={0} role="region" aria-label={`Table of ${table.caption}`}>
      <table className={styles['table']}>
        <thead>
          <tr>
            {table.columns.map((column) => (
              <th key={column} scope="col">
                {column}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {table.rows.map((row) => (
            <tr key={row.join('\u0000')}>
              {row.map((cell, column) => (
                <td key={table.columns[column]}>{cell}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
