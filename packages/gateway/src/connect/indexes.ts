import { indexOf, type Institution } from '@connect-layer/protocol';
import { jsonType } from '../respond.js';
import { hash } from '../secrets.js';

/** Compresses bytes with brotli. `gateway/node` has one. */
export type Brotli = (bytes: Uint8Array) => Promise<Uint8Array>;

/** Which banks of a provider are meant. No country means all. */
export interface Filter {
  countries: readonly string[];
  experimental: boolean;
}

/** Indexes of institutions as they are sent: made once for all who ask for the same, and compressed once. */
export interface Indexes {
  answer(request: Request, all: readonly Institution[], filter: Filter): Promise<Response>;
}

interface Packed {
  text: string;
  etag: string;
  gzip: () => Promise<Uint8Array>;
  /** Undefined until it is ready. */
  br: () => Uint8Array | undefined;
}

/** Different filters of one list that are remembered. Whoever invents more of them does not fill the memory. */
const most = 32;

/** Makes an empty set of indexes. A provider that gives the same array again has it indexed only once. */
export function createIndexes(
  brotli: Brotli | undefined,
  inBackground: (work: Promise<void>) => void,
): Indexes {
  const made = new WeakMap<readonly Institution[], Map<string, Promise<Packed>>>();

  const pack = async (all: readonly Institution[], { countries, experimental }: Filter): Promise<Packed> => {
    const wanted = all.filter(
      (bank) =>
        (!countries.length || countries.includes(bank.country)) && (experimental || !bank.experimental),
    );
    const text = JSON.stringify(indexOf(wanted));
    // Weak, because the encodings of one index share it.
    const etag = `W/"${await hash(text)}"`;
    let gzipped: Promise<Uint8Array> | undefined;
    let small: Uint8Array | undefined;
    let isBegun = false;
    const compress = async () => {
      small = await brotli?.(new TextEncoder().encode(text));
    };
    return {
      text,
      etag,
      gzip: () => (gzipped ??= gzip(text)),
      br: () => {
        // It takes seconds to make a long list as small as it gets; who asks meanwhile has it a little larger.
        if (!isBegun) inBackground(compress().catch(() => {}));
        isBegun = true;
        return small;
      },
    };
  };

  const packed = (all: readonly Institution[], filter: Filter): Promise<Packed> => {
    const there = new Set(all.map(({ country }) => country));
    const countries = [...new Set(filter.countries)].filter((code) => there.has(code)).sort();
    // Asking only for countries without a bank is not asking for all.
    const key = JSON.stringify([countries, filter.countries.length > 0, filter.experimental]);
    const known = made.get(all) ?? new Map<string, Promise<Packed>>();
    const found = known.get(key) ?? pack(all, filter);
    if (known.size >= most) known.clear();
    made.set(all, known.set(key, found));
    return found;
  };

  return {
    answer: async (request, all, filter) => {
      const { text, etag, gzip, br } = await packed(all, filter);
      const headers = {
        etag,
        vary: 'accept-encoding',
        'cache-control': 'private, max-age=300, stale-while-revalidate=86400',
      };
      if (request.headers.get('if-none-match')?.includes(etag))
        return new Response(null, { status: 304, headers });
      const content = { ...headers, 'content-type': jsonType };
      const small = accepts(request, 'br') && brotli && br();
      const [body, encoding] = small
        ? [small, 'br']
        : accepts(request, 'gzip')
          ? [await gzip(), 'gzip']
          : [text, undefined];
      return new Response(body as BodyInit, {
        headers: { ...content, ...(encoding && { 'content-encoding': encoding }) },
      });
    },
  };
}

const accepts = (request: Request, encoding: string): boolean =>
  (request.headers.get('accept-encoding') ?? '')
    .split(',')
    .some((one) => new RegExp(`^\\s*${encoding}\\s*(;\\s*q=(?!0(\\.0*)?\\s*$)|$)`, 'i').test(one));

const gzip = async (text: string): Promise<Uint8Array> => {
  const stream = new Blob([text]).stream().pipeThrough(new CompressionStream('gzip'));
  return new Uint8Array(await new Response(stream).arrayBuffer());
};
