// From UTF-8 bytes, in which the case counts its texts, to UTF-16 units, in which a browser does.

/**
 * The places in `text` of the given byte offsets. One walk over the text, whatever the number of offsets.
 *
 * A byte within a character leads to that character's start, so that no character is ever cut; one past the end leads to
 * the end.
 *
 * @param {string} text
 * @param {number[]} bytes offsets in UTF-8 bytes, in any order
 * @returns {number[]} offsets in UTF-16 units, in the order asked
 */
export function fromBytes(text, bytes) {
  const order = bytes.map((_, index) => index).sort((one, other) => bytes[one] - bytes[other]);
  const places = new Array(bytes.length);
  let [byte, unit, next] = [0, 0, 0];
  for (const character of text) {
    const after = byte + bytesOf(character.codePointAt(0));
    while (next < order.length && bytes[order[next]] < after) places[order[next++]] = unit;
    if (next === order.length) return places;
    [byte, unit] = [after, unit + character.length];
  }
  while (next < order.length) places[order[next++]] = unit;
  return places;
}

const bytesOf = (codePoint) => (codePoint < 0x80 ? 1 : codePoint < 0x800 ? 2 : codePoint < 0x10000 ? 3 : 4);
