import { Secret } from '../../../src/secret.js';
import { UsageError } from './failures.js';

export type Secrets = ReadonlyMap<string, Secret>;

/**
 * The secret parameters by name, from the environment variables of those names: never from the command line, which
 * every user of the machine can read.
 * @throws UsageError `USAGE` for a variable that is not set
 */
export function readSecrets(names: readonly string[], environment: NodeJS.ProcessEnv): Secrets {
  return new Map(
    names.map(name => {
      const value = environment[name];
      if (value !== undefined && value !== '') return [name, new Secret(value)] as const;
      throw new UsageError(`The secret ${name} is not in the environment.`, {
        hint: `Set it for this command only: ${name}=… huntbook run …`
      });
    })
  );
}
