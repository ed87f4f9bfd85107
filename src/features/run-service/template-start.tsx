/** A draft of a new service that starts from a template, the gallery's or one's own. */
import { Button } from '../../ui/button';
import { EmptyState } from '../../ui/empty-state';
import { LoadedPart } from './loaded-part';
import { ownTemplate } from './own-templates';
import type { RunServicePageProps } from './run-service-props';
import { Workbench } from './workbench';

const loadTemplates = () => import('./all-templates');

export function TemplateStart({ name, ...props }: RunServicePageProps & { name: string }) {
  const toGallery = () => props.onSearch({ kind: 'templates' });
  return (
    <LoadedPart load={loadTemplates} label="the template">
      {({ allTemplates }) => {
        const template = allTemplates.find((one) => one.name === name) ?? ownTemplate(name);
        if (template === undefined)
          return (
            <EmptyState page title="There is no such template" actions={<Button onClick={toGallery}>Templates</Button>}>
              Saved templates stay in the browser they were saved in.
            </EmptyState>
          );
        return (
          <Workbench
            {...props}
            source={`new ${name} `}
            startText={template.text}
            title={template.title}
            onBack={toGallery}
          />
        );
      }}
    </LoadedPart>
  );
}
