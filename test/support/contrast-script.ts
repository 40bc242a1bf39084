/**
 * A script for a page: the texts below `selector` that stand out too little from their ground, each with its ratio.
 * Source: WCAG 2.2, 1.4.3 (4.5 for text, 3 for large text); what is disabled or not seen does not count.
 */
export function contrastScript(selector: string): string {
  return `(${FIND})(${JSON.stringify(selector)})`;
}

const FIND = `selector => {
  const channels = text => {
    const numbers = (text.match(/[\\d.]+(?:e-\\d+)?/g) ?? []).map(Number);
    // What color-mix gives counts to 1.
    return text.startsWith('color(srgb ') ? numbers.map((each, i) => (i < 3 ? each * 255 : each)) : numbers;
  };
  const linear = value => (value /= 255) <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  const light = ([r, g, b]) => 0.2126 * linear(r) + 0.7152 * linear(g) + 0.0722 * linear(b);
  const over = ([r, g, b, a = 1], below) => [r, g, b].map((each, i) => each * a + below[i] * (1 - a));
  const groundOf = element => {
    if (element === null) return [255, 255, 255];
    const colour = channels(getComputedStyle(element).backgroundColor);
    return (colour[3] ?? 1) === 1 && colour.length > 0 ? colour : over(colour, groundOf(element.parentElement));
  };
  const faint = [];
  for (const element of document.querySelector(selector).querySelectorAll('*')) {
    const hasText = [...element.childNodes].some(node => node.nodeType === 3 && node.data.trim() !== '');
    const style = getComputedStyle(element);
    const isSeen = element.checkVisibility({ visibilityProperty: true, opacityProperty: true }) && style.clipPath === 'none';
    if (!hasText || !isSeen || element.matches(':disabled, [aria-hidden], option, optgroup')) continue;
    const ground = groundOf(element);
    const [one, other] = [light(over(channels(style.color), ground)), light(ground)].sort((a, b) => b - a);
    const ratio = (one + 0.05) / (other + 0.05);
    const isLarge = parseFloat(style.fontSize) >= 24 || (parseFloat(style.fontSize) >= 18.66 && style.fontWeight >= 700);
    if (ratio < (isLarge ? 3 : 4.5)) faint.push(element.className + ' "' + element.textContent.slice(0, 40) + '" ' + ratio.toFixed(2));
  }
  return faint;
}`;
