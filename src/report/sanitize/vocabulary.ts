/**
 * How the value of an attribute is judged: a pattern it must match as a whole, any text, a flag without a value, or one
 * of the rules that have a file of their own: a link (link.ts), a picture (image-source.ts).
 */
export type AttributeRule = RegExp | 'text' | 'flag' | 'link' | 'picture';

/** What a pass of the sanitizer lets through. Everything that is not named here is not emitted. */
export type Vocabulary = {
  readonly elements: ReadonlySet<string>;
  /** Elements that are emitted under another name. */
  readonly renamed: ReadonlyMap<string, string>;
  /** Attributes of every element; for one element those of `attributes` come on top. */
  readonly globalAttributes: ReadonlyMap<string, AttributeRule>;
  readonly attributes: ReadonlyMap<string, ReadonlyMap<string, AttributeRule>>;
  /** MathML elements, `math` included. */
  readonly mathElements: ReadonlySet<string>;
  readonly maxDepth: number;
  /** Longer values of `text` attributes are cut. UTF-16 units. */
  readonly maxAttributeText: number;
};

/** The rule for an attribute of an element, if it may have it. */
export function attributeRule(vocabulary: Vocabulary, tag: string, attribute: string): AttributeRule | undefined {
  return vocabulary.attributes.get(tag)?.get(attribute) ?? vocabulary.globalAttributes.get(attribute);
}

/** A table of attribute rules from a plain object. */
export function rules(table: Readonly<Record<string, AttributeRule>>): ReadonlyMap<string, AttributeRule> {
  return new Map(Object.entries(table));
}
