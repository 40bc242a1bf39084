import { useEffect, useRef, useState, type JSX } from 'react';
import { reportPage, type Ink } from '../report-viewer/report-page.js';
import { patchFragment } from './patch-fragment.js';

type ReportFrameProps = {
  readonly fragment: string;
  readonly ink: Ink;
  readonly title: string;
  /** A link of the report was pressed; the frame itself never goes anywhere. */
  readonly onLink: (address: string) => void;
};

/**
 * The long report in a frame that this page may reach into and that may run nothing: never `allow-scripts`. Only what
 * changed is replaced, so that scroll position and open folds stay.
 */
export function ReportFrame({ fragment, ink, title, onLink }: ReportFrameProps): JSX.Element {
  const frame = useRef<HTMLIFrameElement>(null);
  const [page] = useState(() => reportPage('', ink));
  const [isLoaded, setLoaded] = useState(false);

  useEffect(() => {
    const doc = isLoaded ? frame.current?.contentDocument : null;
    if (doc) patchFragment(doc, doc.body, fragment);
  }, [fragment, isLoaded]);

  useEffect(() => {
    const root = isLoaded ? frame.current?.contentDocument?.documentElement : undefined;
    if (root === undefined) return;
    root.style.color = ink.text;
    root.style.background = ink.paper;
    root.style.colorScheme = ink.isDark ? 'dark' : 'light';
  }, [ink.text, ink.paper, ink.isDark, isLoaded]);

  useEffect(() => {
    const doc = isLoaded ? frame.current?.contentDocument : null;
    if (!doc) return undefined;
    const follow = (event: Event): void => {
      // By path, not by `instanceof`: the frame has classes of its own.
      const path = event.composedPath();
      const link = [...doc.querySelectorAll('a[href]')].find(each => path.includes(each));
      if (link === undefined) return;
      event.preventDefault();
      onLink(link.getAttribute('href') ?? '');
    };
    doc.addEventListener('click', follow);
    doc.addEventListener('auxclick', follow);
    doc.addEventListener('submit', event => event.preventDefault());
    return () => {
      doc.removeEventListener('click', follow);
      doc.removeEventListener('auxclick', follow);
    };
  }, [isLoaded, onLink]);

  return (
    <iframe
      ref={frame}
      className="jp-HuntbookPreview-frame"
      sandbox="allow-same-origin"
      referrerPolicy="no-referrer"
      title={title}
      srcDoc={page}
      onLoad={() => setLoaded(true)}
    />
  );
}
