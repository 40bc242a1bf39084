import { useId, type JSX, type ReactNode } from 'react';

type SectionProps = { readonly title: string; readonly count?: number; readonly children: ReactNode };

/** A part of a panel with a heading that screen readers can jump to. */
export function Section({ title, count, children }: SectionProps): JSX.Element {
  const id = useId();
  return (
    <section className="jp-HuntbookSection" aria-labelledby={id}>
      <h3 id={id}>
        {title}
        {count !== undefined && <span className="jp-HuntbookCount">{count}</span>}
      </h3>
      {children}
    </section>
  );
}
