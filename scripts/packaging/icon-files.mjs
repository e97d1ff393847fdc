/** @typedef {readonly [size: number, png: Buffer]} Picture size in pixels, of a square */

/** An .ico holds a table of 16 bytes a picture, then the pictures. @param {readonly Picture[]} pictures */
export function icoOf(pictures) {
  const head = Buffer.alloc(6);
  head.writeUInt16LE(1, 2);
  head.writeUInt16LE(pictures.length, 4);
  let offset = head.length + 16 * pictures.length;
  const table = pictures.map(([size, png]) => {
    const entry = Buffer.alloc(16);
    // A byte has no room for 256, which is written as 0.
    entry.writeUInt8(size % 256, 0);
    entry.writeUInt8(size % 256, 1);
    entry.writeUInt16LE(1, 4);
    entry.writeUInt16LE(32, 6);
    entry.writeUInt32LE(png.length, 8);
    entry.writeUInt32LE(offset, 12);
    offset += png.length;
    return entry;
  });
  return Buffer.concat([head, ...table, ...pictures.map(([, png]) => png)]);
}

/** @returns {Picture[]} what an .ico holds */
export function picturesOfIco(file) {
  return Array.from({ length: file.readUInt16LE(4) }, (_, index) => {
    const entry = file.subarray(6 + 16 * index);
    const offset = entry.readUInt32LE(12);
    return [entry.readUInt8(0) || 256, file.subarray(offset, offset + entry.readUInt32LE(8))];
  });
}

/** Apple's names for pictures that are PNG, plain and for screens of double density. */
const ICNS_TYPES = {
  32: ['ic11'],
  64: ['ic12'],
  128: ['ic07'],
  256: ['ic08', 'ic13'],
  512: ['ic09', 'ic14'],
  1024: ['ic10'],
};

/** An .icns is a chain of blocks: a name of four letters, the length of the block, a picture. */
export function icnsOf(pictures) {
  const blocks = pictures.flatMap(([size, png]) =>
    ICNS_TYPES[size].map((type) => Buffer.concat([icnsHead(type, png.length), png])),
  );
  const length = blocks.reduce((sum, block) => sum + block.length, 0);
  return Buffer.concat([icnsHead('icns', length), ...blocks]);
}

function icnsHead(name, length) {
  const head = Buffer.alloc(8);
  head.write(name, 'latin1');
  head.writeUInt32BE(length + head.length, 4);
  return head;
}

/** @returns {(readonly [type: string, png: Buffer])[]} what an .icns holds */
export function picturesOfIcns(file) {
  const pictures = [];
  for (let at = 8; at < file.readUInt32BE(4); at += file.readUInt32BE(at + 4)) {
    const type = file.toString('latin1', at, at + 4);
    pictures.push([type, file.subarray(at + 8, at + file.readUInt32BE(at + 4))]);
  }
  return pictures;
}
