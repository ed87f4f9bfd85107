/** Keeps a thrown error inside its panel: the rest of the page goes on, and the panel can be tried again. */
import { Component } from 'react';
import type { ReactNode } from 'react';
import { ErrorPanel } from './error-panel';

interface PanelBoundaryProps {
  /** What the reader lost, as named on screen: "Instances", "Capacity". */
  readonly name: string;
  readonly children: ReactNode;
  /** A new value clears the error, e.g. the place in the URL. */
  readonly resetKey?: string;
}

interface PanelBoundaryState {
  readonly error: Error | undefined;
  readonly resetKey: string | undefined;
}

const asError = (thrown: unknown): Error => (thrown instanceof Error ? thrown : new Error(String(thrown)));

export class PanelBoundary extends Component<PanelBoundaryProps, PanelBoundaryState> {
  override state: PanelBoundaryState = { error: undefined, resetKey: this.props.resetKey };

  static getDerivedStateFromError(thrown: unknown): Partial<PanelBoundaryState> {
    return { error: asError(thrown) };
  }

  static getDerivedStateFromProps(
    props: PanelBoundaryProps,
    state: PanelBoundaryState,
  ): Partial<PanelBoundaryState> | null {
    return props.resetKey === state.resetKey ? null : { error: undefined, resetKey: props.resetKey };
  }

  override render(): ReactNode {
    const { error } = this.state;
    if (!error) return this.props.children;
    return (
      <ErrorPanel
        title={`${this.props.name} can’t be shown`}
        message={`${error.message || 'Something went wrong while drawing it.'} The rest of the page goes on.`}
        onRetry={() => this.setState({ error: undefined })}
      />
    );
  }
}
