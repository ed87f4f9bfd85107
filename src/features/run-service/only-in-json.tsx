/** What the draft holds that the form does not show, each with the way to its line. */
import { useId } from 'react';
import { Button } from '../../ui/button';
import { useDraftForm } from './draft-form';
import { formShapes, onlyInJson } from './form-paths';
import styles from './only-in-json.module.css';

/** A definition may hold thousands; nobody reads on after these. */
const LISTED = 20;

export function OnlyInJson() {
  const form = useDraftForm();
  const heading = useId();
  const paths = onlyInJson(form.value, formShapes[form.kind]);
  if (paths.length === 0) return null;
  const { json } = form;
  return (
    <section className={styles['box']} aria-labelledby={heading}>
      <h3 id={heading}>{paths.length === 1 ? '1 field only in JSON' : `${paths.length} fields only in JSON`}</h3>
      <p>The form leaves these as they are.</p>
      <ul>
        {paths.slice(0, LISTED).map((path) => (
          <li key={JSON.stringify(path)}>
            {json.shown ? (
              <button type="button" onClick={() => json.reveal(path)}>
                {path.join('.')}
              </button>
            ) : (
              path.join('.')
            )}
          </li>
        ))}
        {paths.length > LISTED && <li>and {paths.length - LISTED} more</li>}
      </ul>
      {!json.shown && (
        <div>
          <Button onClick={json.open}>Open the JSON Editor</Button>
        </div>
      )}
    </section>
  );
}
