/** A definition to learn from: small, runs on a fresh cluster. Its comments explain and are not sent. */

export type TemplateCategory =
  | 'Together'
  | 'Start and stop'
  | 'Health and failure'
  | 'Networking'
  | 'Storage'
  | 'Placement'
  | 'Settings'
  | 'Single container';

export interface Template {
  /** In the address of the page. */
  readonly name: string;
  readonly title: string;
  /** What one learns from it, in one sentence. */
  readonly teaches: string;
  readonly category: TemplateCategory;
  /** Further words it is found by. */
  readonly tags: readonly string[];
  readonly text: string;
}
