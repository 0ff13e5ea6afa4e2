// The pieces of an index (plugins/search/shards.py makes them), fetched when they are needed first.

const PRECISION = 1000;

/** Reads JSON from an address, with the options of `fetch`. */
export async function readJson(address, options) {
  const response = await fetch(address, options);
  if (!response.ok) throw new Error(`${address}: ${response.status}`);
  return response.json();
}

/** The place of the last start that is not after a key, or 0. */
function pieceOf(starts, key) {
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (starts[middle] <= key) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** Document numbers and weights of a term in a field, from steps and weights or places in the palette. */
function unpack(steps, palette) {
  const documents = new Uint32Array(steps.length / 2);
  const weights = new Float64Array(steps.length / 2);
  let number = 0;
  for (let at = 0; at < documents.length; at += 1) {
    number += steps[2 * at];
    documents[at] = number;
    const code = steps[2 * at + 1];
    weights[at] = (palette ? palette[code] : code) / PRECISION;
  }
  return { documents, weights };
}

/** What a result shows of the document at a place in columns. */
const documentAt = (columns, at) => ({
  address: columns.a[at],
  title: columns.t[at],
  summary: columns.s?.[at] ?? "",
  place: columns.p?.[at] ?? "",
  language: columns.l?.[at] ?? "",
  employer: columns.e?.[at] ?? "",
  deadline: columns.d?.[at] ?? "",
});

/** A shard: its terms in order, and the postings of each, unpacked when they are asked for. */
function makeShard({ t, w, p }, number) {
  const terms = t.split(" ");
  const unpacked = new Map();
  const places = new Map(terms.map((term, place) => [term, place]));

  function posting(term) {
    const place = places.get(term);
    if (place === undefined) return null;
    if (!unpacked.has(term)) {
      // Terms are in order across shards, and no shard has as many as that.
      const order = number * 1e7 + place;
      unpacked.set(term, { term, order, fields: p[place].map((steps) => unpack(steps, w)) });
    }
    return unpacked.get(term);
  }

  return { terms, posting };
}

/** The pieces that a manifest names; each is fetched once, and again where that failed. */
export function makePieces(manifest, manifestAddress, read) {
  const folder = new URL(manifest.folder, manifestAddress);
  const fetched = new Map();
  const shown = new Map(); // the best documents of the terms that were fetched
  const terms = manifest.terms.split(" ");
  const spellings = manifest.spellings.split(" ");

  function piece(name, make) {
    if (!fetched.has(name)) {
      const promise = read(new URL(`${name}.json`, folder).href).then(make);
      fetched.set(name, promise);
      promise.catch(() => fetched.delete(name));
    }
    return fetched.get(name);
  }

  const shard = (number) =>
    piece(`terms-${number}`, (found) => {
      found.d?.n?.forEach((document, at) => shown.set(document, documentAt(found.d, at)));
      return makeShard(found, number);
    });

  return {
    /** The postings of a term, or null. */
    async posting(term) {
      const found = await shard(pieceOf(terms, term));
      return found.posting(term);
    },
    /** Shards that may hold terms with a beginning: one, from three letters on. */
    async shardsOf(prefix, most) {
      const first = pieceOf(terms, prefix);
      const last = Math.min(pieceOf(terms, `${prefix}\uffff`), first + most - 1);
      const numbers = Array.from({ length: last - first + 1 }, (_, at) => first + at);
      return Promise.all(numbers.map(shard));
    },
    /** Words of names and facts that begin with a letter, and with its neighbours. */
    spellings: (letter) =>
      piece(`words-${pieceOf(spellings, letter)}`, (found) => found.split(" ")),
    /** What a result shows of a document. */
    async document(number) {
      if (shown.has(number)) return shown.get(number);
      const { block } = manifest;
      const columns = await piece(`docs-${Math.floor(number / block)}`, (found) => found);
      return documentAt(columns, number % block);
    },
  };
}
