/* global window, document, angular */
// TheHive 4 as far as a report meets it: its libraries, its directive, and the ways in which HTML gets into its page.
// Source: facts/cortex-thehive §3.1, facts/report-rendering §2.2. No module: a script.
(() => {
  const $ = window.jQuery;
  const app = angular.module('thehive', ['ngSanitize']);
  // As ui-router does: AngularJS then watches the address and the clicks on links.
  app.run(['$location', '$rootScope', () => undefined]);
  app.directive('report', [
    '$compile',
    $compile => ({
      restrict: 'E',
      link: (scope, element) => element.append($compile(scope.template)(scope))
    })
  ]);

  const place = () => $('[data-place]');
  const inAngular = act => {
    const injector = angular.element(document.body).injector();
    const scope = injector.get('$rootScope').$new();
    injector.get('$rootScope').$apply(() => act({ scope, compile: injector.get('$compile') }));
  };
  /** Nodes that the page itself has parsed: a `<script>` that came in by innerHTML never runs. */
  const inertNodes = template => {
    const holder = document.createElement('div');
    holder.innerHTML = template;
    return [...holder.childNodes];
  };

  window.sinks = {
    template: ({ template, ...given }) =>
      inAngular(({ scope, compile }) =>
        place().append(compile('<report></report>')(Object.assign(scope, given, { template })))
      ),
    'template without script': ({ template, ...given }) =>
      inAngular(({ scope, compile }) => {
        for (const node of inertNodes(template)) {
          place()[0].appendChild(node);
          if (node.nodeType === 1) compile(node)(Object.assign(scope, given));
        }
      }),
    'template of the original': ({ html }) =>
      inAngular(({ scope, compile }) => {
        scope.nb = { html };
        place().append(
          compile('<div class="panel-body"><div class="rendered" content="{{nb.html}}"></div></div>')(scope)
        );
        window.setTimeout(() => $('.rendered').each((_, element) => $(element).html($(element).attr('content'))), 0);
      }),
    'jQuery html()': ({ html }) => place().html(html),
    innerHTML: ({ html }) => (place()[0].innerHTML = html),
    $compile: ({ html }) => inAngular(({ scope, compile }) => place().append(compile(html)(scope)))
  };

  window.hive = {
    show(sink, given) {
      window.sinks[sink](given);
    },
    clear: () => void place().empty(),
    frames: () => place().find('iframe').length,
    /** Whether the page holds just what the browser itself reads from the markup. AngularJS marks the root only. */
    parsed(html) {
      const holder = document.createElement('div');
      holder.innerHTML = html;
      const [expected, found] = [holder.querySelector('.nbr'), place().find('.nbr')[0]];
      return (
        expected.childNodes.length === found.childNodes.length &&
        [...expected.childNodes].every((node, at) => node.isEqualNode(found.childNodes[at]))
      );
    }
  };
})();
