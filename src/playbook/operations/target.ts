import * as v from 'valibot';

/** What the operations of a job act on: the object it was started for, what that lies in, and which TheHive asks. */
export type OperationTarget = {
  readonly entity: 'case' | 'alert' | 'task' | 'log' | 'observable';
  /** For an analyzer `unknown`: Cortex does not say whether an observable is one of a case. */
  readonly parent: 'case' | 'alert' | 'none' | 'unknown';
  /** Major version. */
  readonly thehive: 4 | 5;
};

/** For what the metadata of a notebook says, which is untrusted. */
export const TargetSchema = v.object({
  entity: v.picklist(['case', 'alert', 'task', 'log', 'observable']),
  parent: v.picklist(['case', 'alert', 'none', 'unknown']),
  thehive: v.picklist([4, 5])
});

/** What an analyzer's operations act on. Source: TheHive 4.1.24 `JobSrv.scala:178-195`. */
export function analyzerTarget(thehive: OperationTarget['thehive']): OperationTarget {
  return { entity: 'observable', parent: 'unknown', thehive };
}
