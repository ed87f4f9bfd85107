/** Everything *Templates* offers: pods first. */
import { appTemplates } from '../shared/templates/app-templates';
import { templates } from '../shared/templates/pod-templates';

export const allTemplates = [...templates, ...appTemplates];
