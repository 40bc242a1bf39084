/**
 * A strict reader of the R that is written for parameters, independent of the writer: `name = literal`, one per line.
 * It knows only literals, `list(…)` and `structure(list(…), names = c(…))`, and throws at everything else.
 * Source: R language definition 4.2, "Constants", `?Quotes`.
 */
export type RValue =
  | { readonly kind: 'null' }
  | { readonly kind: 'logical'; readonly value: boolean }
  | { readonly kind: 'number'; readonly value: number }
  | { readonly kind: 'text'; readonly value: string }
  | { readonly kind: 'list'; readonly items: readonly (readonly [key: string | null, value: RValue])[] };

/** The value that the one line assigns to `name`. */
export function readRAssignment(line: string, name: string): RValue {
  const start = `${name} = `;
  if (!line.startsWith(start)) throw new Error(`no assignment to ${name}`);
  const reader = new RReader(line.slice(start.length));
  const value = reader.value();
  reader.end();
  return value;
}

class RReader {
  #position = 0;
  constructor(readonly text: string) {}

  end(): void {
    if (this.#position !== this.text.length)
      throw new Error(`code after the value: ${this.text.slice(this.#position)}`);
  }

  value(): RValue {
    const word = this.#take(/(?:NULL|TRUE|FALSE|NaN|-?Inf)(?![\w.])/y);
    if (word === 'NULL') return { kind: 'null' };
    if (word === 'TRUE' || word === 'FALSE') return { kind: 'logical', value: word === 'TRUE' };
    if (word !== undefined) return { kind: 'number', value: Number(word.replace('Inf', 'Infinity')) };
    const [, sign, whole, fraction, power] =
      /^(-?)0x([01])\.([0-9a-f]{13})p([+-][0-9]+)$/.exec(
        this.#take(/-?0x[01]\.[0-9a-f]{13}p[+-][0-9]+(?![\w.])/y) ?? ''
      ) ?? [];
    if (fraction !== undefined) {
      // The fraction first as a whole number: below the normal floats a product in another order would be rounded.
      const units = Number.parseInt(`${whole}${fraction}`, 16) * (sign === '-' ? -1 : 1);
      return { kind: 'number', value: units * 2 ** -52 * 2 ** Number(power) };
    }
    const number = this.#take(/-?[0-9]+(?:\.[0-9]+)?(?:e[+-][0-9]+)?(?![\w.])/y);
    if (number !== undefined) return { kind: 'number', value: Number(number) };
    if (this.#take(/structure\(list\(/y) !== undefined) return this.#structure();
    if (this.#take(/list\(/y) !== undefined) return { kind: 'list', items: this.#items(true) };
    return { kind: 'text', value: this.#string() };
  }

  #structure(): RValue {
    const values = this.#items(false);
    if (this.#take(/, names = c\(/y) === undefined) throw new Error('no names');
    const keys = this.#items(false);
    if (this.#take(/\)/y) === undefined || keys.length !== values.length) throw new Error('names do not fit');
    const items = values.map(([, value], index) => {
      const key = keys[index]?.[1];
      return [key?.kind === 'text' ? key.value : null, value] as const;
    });
    return { kind: 'list', items };
  }

  #items(withKeys: boolean): (readonly [string | null, RValue])[] {
    const items: (readonly [string | null, RValue])[] = [];
    while (this.#take(/\)/y) === undefined) {
      if (items.length > 0 && this.#take(/, /y) === undefined) throw new Error('no comma');
      const isKeyed = withKeys && /^"(?:[^"\\]|\\.)*" = /s.test(this.text.slice(this.#position));
      const key = isKeyed ? this.#string() : null;
      if (isKeyed && (this.#take(/ = /y) === undefined || key === '')) throw new Error('no key');
      items.push([key, this.value()]);
    }
    return items;
  }

  #string(): string {
    const token = this.#take(/"(?:[^"\\\p{Cc}]|\\["\\nrt]|\\u[0-9a-f]{4}|\\U[0-9a-f]{8})*"/uy);
    if (token === undefined) throw new Error(`no value at ${this.text.slice(this.#position, this.#position + 20)}`);
    return token.slice(1, -1).replace(/\\(?:u(....)|U(........)|(.))/gs, (_all, short, long, single) => {
      if (single !== undefined) return { n: '\n', r: '\r', t: '\t' }[String(single)] ?? String(single);
      return String.fromCodePoint(Number.parseInt(String(short ?? long), 16));
    });
  }

  #take(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.#position;
    const found = pattern.exec(this.text)?.[0];
    this.#position += found?.length ?? 0;
    return found;
  }
}
