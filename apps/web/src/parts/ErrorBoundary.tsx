import { Component, type ReactNode } from "react";

interface Props {
  readonly children: ReactNode;
  /** What is shown in the place of what failed. */
  render(error: unknown): ReactNode;
}

/** Keeps a page that fails from taking the others with it. With another `key` it begins afresh. */
export class ErrorBoundary extends Component<Props, { readonly error: unknown; readonly hasFailed: boolean }> {
  override state = { error: undefined as unknown, hasFailed: false };

  static getDerivedStateFromError(error: unknown) {
    return { error, hasFailed: true };
  }

  override render(): ReactNode {
    return this.state.hasFailed ? this.props.render(this.state.error) : this.props.children;
  }
}
