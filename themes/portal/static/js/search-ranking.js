// Ranking as lunr 2 does it: the same documents, scores and order as its whole index gives.
// It reads the postings of the asked terms only. A test compares both.

/**
 * A ranking of `documents` documents with `fields` fields.
 *
 * Clauses are `{posting, boost}` in the order in which lunr would be asked for their terms. Gives
 * `{documents, scores}`: numbers in the order in which lunr meets them, and scores by number, which
 * hold until the next call.
 */
export function makeRanking(documents, fields) {
  const products = Array.from({ length: fields }, () => new Float64Array(documents));
  const seen = Array.from({ length: fields }, () => new Uint8Array(documents));
  const scores = new Float64Array(documents);
  const scored = new Uint8Array(documents);
  let touched = [];

  function reset() {
    for (const [field, number] of touched) {
      products[field][number] = seen[field][number] = 0;
      scores[number] = scored[number] = 0;
    }
    touched = [];
  }

  return function rank(clauses) {
    reset();
    const boosts = new Map();
    for (const { posting, boost } of clauses) {
      boosts.set(posting, (boosts.get(posting) ?? 0) + boost);
    }
    // lunr adds up in the order of its terms; additions in another order differ in the last bit.
    const query = [...boosts].sort(([one], [other]) => one.order - other.order);
    const magnitude = Math.sqrt(query.reduce((sum, [, boost]) => sum + boost * boost, 0));
    for (const [posting, boost] of query) {
      posting.fields.forEach((field, at) => {
        for (let n = 0; n < field.documents.length; n += 1) {
          products[at][field.documents[n]] += boost * field.weights[n];
        }
      });
    }
    const order = [];
    for (const posting of boosts.keys()) {
      posting.fields.forEach((field, at) => {
        for (const number of field.documents) {
          if (seen[at][number]) continue;
          seen[at][number] = 1;
          touched.push([at, number]);
        }
      });
    }
    for (const [field, number] of touched) {
      scores[number] += products[field][number] / magnitude || 0;
      if (!scored[number]) order.push(number);
      scored[number] = 1;
    }
    return { documents: order, scores };
  };
}
