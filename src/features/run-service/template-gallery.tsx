/** Templates to learn from, by category and by word, and those saved in this browser; each is looked at before it is used. */
import { useState } from 'react';
import { Button } from '../../ui/button';
import { CodeText } from '../../ui/code-text';
import { Dialog } from '../../ui/dialog';
import { EmptyState } from '../../ui/empty-state';
import { FilterField } from '../../ui/filter-field';
import { SelectField } from '../../ui/select-field';
import type { Template } from '../shared/templates/template';
import { exactText } from '../shared/time-text';
import { allTemplates } from './all-templates';
import { deleteTemplate, isOwn, ownTemplates } from './own-templates';
import { Tiles } from './service-picker';
import { StartStep } from './start-step';
import styles from './template-gallery.module.css';

const OWN = 'Your templates';
const ALL = 'All';

type Shown = Pick<Template, 'name' | 'title' | 'teaches' | 'tags' | 'text'> & { readonly category: string };

const own = (): readonly Shown[] =>
  ownTemplates().map(({ at, ...template }) => ({
    ...template,
    teaches: `Saved ${exactText(at)}.`,
    category: OWN,
    tags: [],
  }));

/** Every word has to occur somewhere; the definition counts, so `MAX_PER` finds its template. */
const matches = ({ title, teaches, tags, category, text }: Shown, filter: string): boolean => {
  const all = [title, teaches, category, ...tags, text].join('\n').toLowerCase();
  return filter
    .toLowerCase()
    .split(/\s+/)
    .every((word) => all.includes(word));
};

interface GalleryProps {
  readonly onUse: (name: string) => void;
  readonly onBack: () => void;
}

export function TemplateGallery({ onUse, onBack }: GalleryProps) {
  const [filter, setFilter] = useState('');
  const [category, setCategory] = useState(ALL);
  const [saved, setSaved] = useState(own);
  const [looked, setLooked] = useState<Shown>();
  const all: readonly Shown[] = [...saved, ...allTemplates];
  const categories = [...new Set(all.map((template) => template.category))];
  const shown = all.filter(
    (template) => (category === ALL || template.category === category) && matches(template, filter),
  );
  return (
    <StartStep title="Templates" wide onBack={onBack}>
      <div className={styles['bar']}>
        <FilterField label="Filter templates" placeholder="Filter, e.g. sidecar" value={filter} onChange={setFilter} />
        <SelectField
          label="Category"
          value={category}
          onChange={setCategory}
          options={[ALL, ...categories].map((value) => ({ value, label: value }))}
        />
      </div>
      <p className="visually-hidden" role="status">{`${shown.length} of ${all.length} templates`}</p>
      {shown.length === 0 && (
        <EmptyState title="No template matches" actions={<Button onClick={() => setFilter('')}>Clear filter</Button>} />
      )}
      {categories.map((name) => (
        <Category key={name} name={name} templates={shown.filter((one) => one.category === name)} onLook={setLooked} />
      ))}
      {looked && (
        <Preview
          template={looked}
          onUse={() => onUse(looked.name)}
          onDelete={() => {
            deleteTemplate(looked.name);
            setSaved(own());
            setLooked(undefined);
          }}
          onClose={() => setLooked(undefined)}
        />
      )}
    </StartStep>
  );
}

interface CategoryProps {
  readonly name: string;
  readonly templates: readonly Shown[];
  readonly onLook: (template: Shown) => void;
}

function Category({ name, templates, onLook }: CategoryProps) {
  if (templates.length === 0) return null;
  return (
    <section className={styles['category']} aria-label={name}>
      <h2>{name}</h2>
      <Tiles
        tiles={templates.map((template) => ({
          title: template.title,
          text: template.teaches,
          icon: 'template',
          onChoose: () => onLook(template),
        }))}
      />
    </section>
  );
}

interface PreviewProps {
  readonly template: Shown;
  readonly onUse: () => void;
  readonly onDelete: () => void;
  readonly onClose: () => void;
}

function Preview({ template, onUse, onDelete, onClose }: PreviewProps) {
  const { name, title, teaches, tags, text } = template;
  return (
    <Dialog
      open
      size="wide"
      title={title}
      onClose={onClose}
      onSubmit={onUse}
      footer={
        <>
          {isOwn(name) && (
            <Button variant="danger" onClick={onDelete}>
              Delete template
            </Button>
          )}
          <Button onClick={onClose}>Cancel</Button>
          <Button variant="primary" type="submit">
            Use template
          </Button>
        </>
      }
    >
      <p>{teaches}</p>
      {tags.length > 0 && <p className={styles['tags']}>{tags.join(' · ')}</p>}
      <CodeText block copyLabel="Copy definition">
        {text}
      </CodeText>
    </Dialog>
  );
}
