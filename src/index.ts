import plugins from './lab/plugins.js';

export * from './tokens.js';
export default plugins;
