/** What a person can do about each failure of a hub. The exit status is that of `huntbook run`. */
export const HUB_ERRORS = {
  HUB_NOT_FOUND: {
    exitStatus: 1,
    hint: 'Check the address, without /hub at its end; a plain Jupyter server is named as such (server:, is_jupyterhub false).'
  },
  HUB_FORBIDS: {
    exitStatus: 1,
    hint: 'The service needs a role with the scopes servers and access:servers for this user.'
  },
  HUB_REFUSED: { exitStatus: 1, hint: 'Who runs the hub can change it in jupyterhub_config.py.' },
  HUB_SPAWN_FAILED: { exitStatus: 1, hint: 'The log of the hub tells more.' }
} as const;

export type HubErrorCode = keyof typeof HUB_ERRORS;
