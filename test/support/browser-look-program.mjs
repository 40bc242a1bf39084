/* global window, document, getComputedStyle */
// Measures in a page how a report looks. No module: a script.
(() => {
  const canvas = document.createElement('canvas');
  canvas.width = canvas.height = 1;
  const pen = canvas.getContext('2d', { willReadFrequently: true });

  /** The colours, one painted over the other, as the screen shows them: red, green and blue from 0 to 255. */
  const mix = colours => {
    pen.clearRect(0, 0, 1, 1);
    for (const colour of colours) {
      pen.fillStyle = colour;
      pen.fillRect(0, 0, 1, 1);
    }
    return [...pen.getImageData(0, 0, 1, 1).data].slice(0, 3);
  };
  /** Source: WCAG 2.2, "relative luminance". */
  const luminance = rgb => {
    const [red, green, blue] = rgb.map(value => {
      const part = value / 255;
      return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };
  const backgroundsOf = element =>
    element === null ? [] : [...backgroundsOf(element.parentElement), getComputedStyle(element).backgroundColor];
  const holdsText = element => [...element.childNodes].some(node => node.nodeType === 3 && node.data.trim() !== '');
  const nameOf = element => `${element.nodeName.toLowerCase()}.${element.className}`;

  window.look = {
    /** The smallest contrast of each kind of element that holds text. */
    contrasts() {
      const found = {};
      for (const element of document.querySelectorAll('.nbr *')) {
        if (element.closest('style') || !holdsText(element)) continue;
        const behind = backgroundsOf(element);
        const ink = luminance(mix([...behind, getComputedStyle(element).color]));
        const paper = luminance(mix(behind));
        const ratio = (Math.max(ink, paper) + 0.05) / (Math.min(ink, paper) + 0.05);
        found[nameOf(element)] = Math.min(found[nameOf(element)] ?? Infinity, Number(ratio.toFixed(2)));
      }
      return found;
    },
    /** All computed styles of the elements in a report, in document order, but for variables. */
    styles: () =>
      [...document.querySelectorAll('.nbr *')].map(element => {
        const style = getComputedStyle(element);
        const names = [...style].filter(name => !name.startsWith('--'));
        return [nameOf(element), ...names.map(name => `${name}: ${style.getPropertyValue(name)}`)];
      })
  };
})();
