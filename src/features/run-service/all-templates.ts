/** Everything *Templates* offers: pods first. Large, so it comes when it is wanted. */
import { appTemplates } from '../shared/templates/app-templates';
import { templates } from '../shared/templates/pod-templates';

export const allTemplates = [...templates, ...appTemplates];
