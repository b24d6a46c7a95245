import { Component, type ReactNode } from 'react';
import { ErrorState } from './error-state.js';

interface Props {
  readonly children: ReactNode;
  readonly onError?: (error: unknown) => void;
}

/** A fault in one part leaves the others standing. "Try again" draws the part anew. */
export class ErrorBoundary extends Component<Props, { readonly error: unknown }> {
  override state = { error: null as unknown };
  static getDerivedStateFromError(error: unknown) {
    return { error };
  }
  override componentDidCatch(error: unknown) {
    this.props.onError?.(error);
  }
  override render() {
    if (this.state.error === null) return this.props.children;
    return <ErrorState onRetry={() => this.setState({ error: null })} />;
  }
}
