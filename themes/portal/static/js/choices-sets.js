// Sets of small numbers as bits, 32 to a word: thousands of companies are compared in a few steps.

export function emptySet(size) {
  return new Uint32Array((size + 31) >>> 5);
}

export function fullSet(size) {
  const set = emptySet(size).fill(0xffffffff);
  if (size & 31) set[set.length - 1] = 2 ** (size & 31) - 1;
  return set;
}

export function add(set, number) {
  set[number >>> 5] |= 1 << (number & 31);
}

/** What is in any of some sets. */
export function union(sets, size) {
  const found = emptySet(size);
  for (const set of sets) {
    for (let word = 0; word < found.length; word += 1) found[word] |= set[word];
  }
  return found;
}

/** Takes away from a set what is not in the other one. */
export function keepOnly(set, other) {
  for (let word = 0; word < set.length; word += 1) set[word] &= other[word];
  return set;
}

/** Takes away from a set what is in the other one. */
export function takeOut(set, other) {
  for (let word = 0; word < set.length; word += 1) set[word] &= ~other[word];
  return set;
}

/** How many numbers two sets share. */
export function countShared(one, other) {
  let count = 0;
  for (let word = 0; word < one.length; word += 1) count += bits(one[word] & other[word]);
  return count;
}

/** The numbers of a set, smallest first. */
export function* numbers(set) {
  for (let word = 0; word < set.length; word += 1) {
    for (let rest = set[word]; rest; rest &= rest - 1) {
      yield word * 32 + 31 - Math.clz32(rest & -rest);
    }
  }
}

// The bits of a word counted in pairs, fours and eights, which the product adds up.
function bits(word) {
  word -= (word >>> 1) & 0x55555555;
  word = (word & 0x33333333) + ((word >>> 2) & 0x33333333);
  return Math.imul((word + (word >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}
