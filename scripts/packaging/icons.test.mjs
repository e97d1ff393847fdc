import { readFileSync } from 'node:fs';
import { Resvg } from '@resvg/resvg-js';
import { describe, expect, it } from 'vitest';
import { inProject } from '../needs/project.mjs';
import { picturesOfIcns, picturesOfIco } from './icon-files.mjs';
import { drawIcons } from './icons.mjs';

const PNG = '89504e470d0a1a0a';
const file = (path) => readFileSync(inProject(path));

/** Width and height of a PNG, from its first block. */
function sizeOf(png) {
  expect(png.subarray(0, 8).toString('hex')).toBe(PNG);
  return [png.readUInt32BE(16), png.readUInt32BE(20)];
}

/** The pictures in a file of any of the formats. */
function picturesOf(path, content) {
  if (path.endsWith('.ico')) return picturesOfIco(content).map(([, png]) => png);
  if (path.endsWith('.icns')) return picturesOfIcns(content).map(([, png]) => png);
  return [content];
}

function pixelsOf(png) {
  const [size] = sizeOf(png);
  const image = `<image width="${size}" height="${size}" href="data:image/png;base64,${png.toString('base64')}"/>`;
  return new Resvg(
    `<svg xmlns="http://www.w3.org/2000/svg" width="${size}" height="${size}">${image}</svg>`,
  ).render().pixels;
}

/** Processors round differently; nobody sees the difference. */
const alike = (one, other) =>
  one.length === other.length && one.every((value, index) => Math.abs(value - other[index]) < 4);

const drawn = drawIcons();

describe('the icons', () => {
  it.each([...drawn.keys()].filter((path) => !path.endsWith('.svg')))(
    'in %s are what build/*.svg draws now',
    (path) => {
      const committed = picturesOf(path, file(path));
      const now = picturesOf(path, drawn.get(path));
      expect(committed).toHaveLength(now.length);
      committed.forEach((png, index) => {
        expect(alike(pixelsOf(png), pixelsOf(now[index]))).toBe(true);
      });
    },
  );

  it('of the page is the one for small sizes', () => {
    const path = 'src/renderer/public/icon.svg';
    expect(file(path)).toEqual(drawn.get(path));
  });

  it.each([16, 24, 32, 48, 64, 128, 256, 512, 1024])('come for Linux in %i pixels', (size) => {
    expect(sizeOf(file(`build/icons/${size}x${size}.png`))).toEqual([size, size]);
  });

  it('come for Windows in the sizes its shell shows', () => {
    const pictures = picturesOfIco(file('build/icon.ico'));
    expect(pictures.map(([size]) => size)).toEqual([16, 20, 24, 32, 40, 48, 64, 256]);
    for (const [size, png] of pictures) expect(sizeOf(png)).toEqual([size, size]);
  });

  it('come for macOS, for plain and dense screens', () => {
    const pictures = picturesOfIcns(file('build/icon.icns'));
    expect(pictures.map(([type, png]) => [type, sizeOf(png)[0]])).toEqual([
      ['ic11', 32],
      ['ic12', 64],
      ['ic07', 128],
      ['ic08', 256],
      ['ic13', 256],
      ['ic09', 512],
      ['ic14', 512],
      ['ic10', 1024],
    ]);
  });

  it('for the tray come in two densities', () => {
    const tray = (name) => sizeOf(file(`src/renderer/public/tray/${name}.png`))[0];
    expect([tray('tray'), tray('tray@2x')]).toEqual([32, 64]);
    expect([tray('trayTemplate'), tray('trayTemplate@2x')]).toEqual([16, 32]);
  });

  it('for the menu bar of macOS are black and clear, nothing else', () => {
    const { pixels } = new Resvg(file('build/tray-template.svg').toString()).render();
    const coloured = pixels.filter((value, index) => index % 4 !== 3 && value !== 0);
    expect(coloured).toHaveLength(0);
    expect(pixels.some((value, index) => index % 4 === 3 && value === 255)).toBe(true);
  });
});
