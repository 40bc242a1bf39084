/** What went wrong between a page and the service, for the documentation. */
export const SERVICE_CLIENT_ERRORS = {
  SERVICE_REFUSED: { meaning: 'The service answered with an error; its own code is among the details.' },
  SERVICE_ABSENT: { meaning: 'Nobody answered, or somebody who is not the service.' },
  SERVICE_SLOW: { meaning: 'The service did not answer in time; it may still do what it was asked.' }
} as const;
