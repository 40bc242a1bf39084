/** What one check found. `failed`: Cortex would fail, too; `warning`: it would not, but somebody will be surprised. */
export type Finding = {
  readonly outcome: 'ok' | 'warning' | 'failed';
  /** What was looked at: a definition, a folder, a kernel. */
  readonly subject: string;
  readonly message: string;
  /** What to do; and, for a rule of Cortex, whose it is. */
  readonly fix?: string;
};

/** Collects the findings about one subject. */
export class Findings {
  readonly #all: Finding[] = [];

  ok(subject: string, message: string): void {
    this.#all.push({ outcome: 'ok', subject, message });
  }

  warn(subject: string, message: string, fix: string): void {
    this.#all.push({ outcome: 'warning', subject, message, fix });
  }

  fail(subject: string, message: string, fix: string): void {
    this.#all.push({ outcome: 'failed', subject, message, fix });
  }

  add(findings: readonly Finding[]): void {
    this.#all.push(...findings);
  }

  get hasFailed(): boolean {
    return this.#all.some(({ outcome }) => outcome === 'failed');
  }

  toArray(): readonly Finding[] {
    return [...this.#all];
  }
}
