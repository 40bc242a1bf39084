declare const HUNTBOOK_VERSION: string | undefined;

/** The version of this companion: set by the bundler, `0.0.0-source` when it runs unbundled (tests). */
export const VERSION: string = typeof HUNTBOOK_VERSION === 'string' ? HUNTBOOK_VERSION : '0.0.0-source';
