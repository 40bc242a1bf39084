/* global window, document, location, history, navigator, localStorage, sessionStorage, getComputedStyle, MutationObserver, Event, HTMLFormElement, XMLHttpRequest, Element, Document, Image */
// Runs in a page before anything else does, and tells what happens that a report must not cause. No module: a script.
(() => {
  const deeds = [];
  let isWatching = false;
  const tell = deed => {
    if (window !== window.top) window.top.watch.tell(`in a frame: ${deed}`);
    else if (isWatching) deeds.push(deed);
  };
  const ask = window.fetch.bind(window);

  /** Every way in which script of an attacker can show that it runs, or say so to others. */
  const CALLS = [
    [window, 'alert confirm prompt print open fetch postMessage stop focus'],
    [navigator, 'sendBeacon'],
    [XMLHttpRequest.prototype, 'open'],
    [HTMLFormElement.prototype, 'submit requestSubmit'],
    [history, 'pushState replaceState go back forward'],
    [Document.prototype, 'write writeln open execCommand'],
    [Element.prototype, 'attachShadow requestFullscreen']
  ];
  for (const [owner, names] of CALLS) {
    for (const name of names.split(' ')) {
      const real = owner[name];
      owner[name] = function (...args) {
        if (isWatching || window !== window.top) {
          tell(`called ${name}(${String(args[0]).slice(0, 80)})`);
          return undefined;
        }
        return real.apply(this, args);
      };
    }
  }
  for (const name of ['WebSocket', 'EventSource', 'Worker', 'SharedWorker', 'RTCPeerConnection']) {
    window[name] = class {
      constructor(address) {
        tell(`made a ${name} for ${String(address)}`);
      }
    };
  }
  // The policy of the page only reports: whatever it would have stopped is told here, also what has not fired yet.
  window.addEventListener('securitypolicyviolation', violation =>
    tell(`against ${violation.effectiveDirective}: ${violation.blockedURI} ${violation.sample}`)
  );
  window.addEventListener('submit', () => tell('submitted a form'), true);
  window.addEventListener('error', event => {
    // Frames that grow with their report make chromium say this; it delivers what is left in the next frame.
    if (event instanceof window.ErrorEvent && !/^ResizeObserver loop/.test(event.message))
      tell(`threw ${event.message}`);
  });

  /** Links lead away only when a reader follows them, and then into a window of their own. */
  const followsOutside = event => {
    const link = event.target.closest?.('a[href]');
    if (!link) return;
    const isAway = /^(?:https?|mailto):/.test(link.href) && link.origin !== location.origin;
    if (isAway && link.target === '_blank' && link.relList.contains('noopener')) event.preventDefault();
  };
  window.addEventListener('click', followsOutside);

  // Few kinds are enough: a handler that stands in an attribute is told of, whatever would call it.
  const EVENTS = ['mouseover', 'mousedown', 'keydown'];
  const rootsOf = place => [
    place,
    ...[...place.querySelectorAll('iframe')].map(frame => frame.contentDocument?.documentElement).filter(Boolean)
  ];

  const styleOf = element => {
    const style = getComputedStyle(element);
    const grows = /height|block-size|origin|inset|^(?:top|bottom)$/;
    return [...style].filter(name => !grows.test(name)).map(name => `${name}: ${style.getPropertyValue(name)}`);
  };

  const isScriptElement = node => node.nodeName === 'SCRIPT';

  window.watch = {
    tell,
    place: () => document.querySelector('[data-place]'),
    /** From here on deeds count: everything outside the place is as it shall stay. */
    start() {
      const place = window.watch.place();
      isWatching = true;
      new MutationObserver(records => {
        for (const { target, type, addedNodes, removedNodes } of records) {
          // jQuery runs the script of a template by way of the head; that of an attacker would be seen by what it does.
          const isScript = target === document.head && [...addedNodes, ...removedNodes].every(isScriptElement);
          if (isScript || place.contains(target) || !document.contains(target)) continue;
          tell(`changed ${type} of <${target.nodeName.toLowerCase()}> outside`);
        }
      }).observe(document, { subtree: true, childList: true, attributes: true, characterData: true });
    },
    /** All that a reader of the page sees and uses, but for the place of the report. */
    outside() {
      const page = document.documentElement.cloneNode(true);
      const probes = [...document.querySelectorAll('[data-probe]')];
      page.querySelector('[data-place]').replaceWith('(the report)');
      return {
        markup: page.outerHTML,
        title: document.title,
        address: location.href,
        steps: history.length,
        cookie: document.cookie,
        stored: localStorage.length + sessionStorage.length,
        sheets: document.adoptedStyleSheets.length,
        names: [
          document.body.nodeName,
          typeof document.getElementById,
          document.defaultView === window,
          window.self === window
        ],
        styles: Object.fromEntries(probes.map(probe => [probe.dataset.probe, styleOf(probe)])),
        uncovered: probes.map(probe => {
          probe.scrollIntoView({ block: 'start', behavior: 'instant' });
          const { left, top } = probe.getBoundingClientRect();
          return probe.contains(document.elementFromPoint(left + 2, top + 2));
        })
      };
    },
    /** Does what a reader does, to every element: points at it, focuses it, clicks it, opens it. */
    async exercise() {
      window.scrollTo(0, 0);
      for (const root of rootsOf(window.watch.place())) {
        if (root.ownerDocument !== document) root.ownerDocument.addEventListener('click', followsOutside);
        for (const element of root.querySelectorAll('*')) {
          for (const { name } of element.attributes) if (/^on/i.test(name)) tell(`has a handler ${name}`);
          for (const name of EVENTS) element.dispatchEvent(new Event(name, { bubbles: true, cancelable: true }));
          element.click?.();
        }
        // Apart from the clicks, which change the layout: focus asks for it.
        for (const element of root.querySelectorAll('*'))
          if (element.tabIndex >= 0) element.focus({ preventScroll: true });
        for (const details of root.querySelectorAll('details')) details.open = true;
      }
      document.activeElement?.blur();
      window.scrollTo(0, 0);
      await window.watch.settle();
    },
    /** Resolves when what was started before has had its turn: a picture that fails, a timer, a request. */
    async settle() {
      await new Promise(done => {
        const broken = new Image();
        broken.onerror = done;
        broken.src = 'data:image/png;base64,AAAA';
      });
      await new Promise(done => window.setTimeout(done, 0));
      await ask('/settled');
    },
    markup: () => window.watch.place().innerHTML,
    /** The text of the report, frames included. */
    text: () =>
      rootsOf(window.watch.place())
        .map(root => root.textContent)
        .join('\n'),
    /** What was done since the last time. */
    take: () => deeds.splice(0)
  };
})();
