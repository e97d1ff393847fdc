import { readFileSync } from 'node:fs';
import { Resvg } from '@resvg/resvg-js';
import { inProject } from '../needs/project.mjs';
import { icnsOf, icoOf } from './icon-files.mjs';

/** Up to this size the key is drawn with less to it: details would only blur. */
const SMALL = 32;
const ON_LINUX = [16, 24, 32, 48, 64, 128, 256, 512, 1024];
const ON_WINDOWS = [16, 20, 24, 32, 40, 48, 64, 256];
const ON_MACOS = [32, 64, 128, 256, 512, 1024];
/** Apple's grid leaves room around an icon, which has 824 of 1024 points; icon.svg has 960. */
const ROOM_ON_MACOS = ((960 * 1024) / 824 - 1024) / 2;

const source = (name) => readFileSync(inProject('build', `${name}.svg`), 'utf8');

/** @returns {Map<string, Buffer>} every generated icon by its path in the project */
export function drawIcons() {
  const whole = source('icon');
  const small = source('icon-small');
  const template = source('tray-template');
  const icon = (size) => png(size <= SMALL ? small : whole, size);
  const roomy = withRoom(whole, ROOM_ON_MACOS);
  return new Map([
    ...ON_LINUX.map((size) => [`build/icons/${size}x${size}.png`, icon(size)]),
    ['build/icon.ico', icoOf(ON_WINDOWS.map((size) => [size, icon(size)]))],
    ['build/icon.icns', icnsOf(ON_MACOS.map((size) => [size, png(roomy, size)]))],
    ['src/renderer/public/icon.svg', Buffer.from(small)],
    // Other systems scale what they are given down to the height of their panel.
    ['src/renderer/public/tray/tray.png', png(small, 32)],
    ['src/renderer/public/tray/tray@2x.png', png(small, 64)],
    ['src/renderer/public/tray/trayTemplate.png', png(template, 16)],
    ['src/renderer/public/tray/trayTemplate@2x.png', png(template, 32)],
  ]);
}

function png(svg, size) {
  return new Resvg(svg, { fitTo: { mode: 'width', value: size } }).render().asPng();
}

/** The same drawing with `room` of its units more on each side. */
function withRoom(svg, room) {
  return svg.replace(
    'viewBox="0 0 1024 1024"',
    `viewBox="${-room} ${-room} ${1024 + 2 * room} ${1024 + 2 * room}"`,
  );
}
