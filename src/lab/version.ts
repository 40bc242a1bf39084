/** The version of this extension; the service compares it with its own. A test holds it to package.json. */
export const VERSION = '0.1.0';
