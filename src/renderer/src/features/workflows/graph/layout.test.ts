import { expect, test } from 'vitest';
import { exampleStep, exampleWorkflow } from '../../../testing/workflow-examples.ts';
import { drawnOf } from '../drawn.ts';
import { boxesOf, linksOf, triggerBoxId } from './boxes.ts';
import { boxSize, layOut, linkId } from './layout.ts';
import { linkPath } from './link-path.ts';
import { readableView, showing, wholeView } from './viewport.ts';

test('every box stands below those that lead to it, and none on another', () => {
  const drawn = drawnOf(
    exampleWorkflow({
      steps: Array.from({ length: 40 }, (_, at) =>
        exampleStep(`s${at}`, at === 0 ? [] : [`s${Math.floor((at - 1) / 2)}`]),
      ),
    }),
  );
  const links = linksOf(drawn);
  const { places, routes } = layOut({ ids: boxesOf(drawn).map(({ id }) => id), links });
  expect(links[0]).toEqual({ from: triggerBoxId, to: 's0', branch: null });
  for (const link of links) {
    const above = places.get(link.from);
    const below = places.get(link.to);
    expect(below?.y).toBeGreaterThanOrEqual((above?.y ?? 0) + boxSize.height);
    expect(linkPath(routes.get(linkId(link)) ?? [])).toMatch(/^M[-\d.]+,[-\d.]+ /);
  }
  const all = [...places.values()];
  const overlapping = all.filter((one) =>
    all.some(
      (other) =>
        one !== other &&
        Math.abs(one.x - other.x) < boxSize.width &&
        Math.abs(one.y - other.y) < boxSize.height,
    ),
  );
  expect(overlapping).toEqual([]);
});

test('a circle, a step that is there twice and one that is not there at all are drawn too', () => {
  const drawn = drawnOf(
    exampleWorkflow({
      steps: [exampleStep('a', ['b']), exampleStep('b', ['a', 'gone']), exampleStep('a', ['b'])],
    }),
  );
  const { places, routes } = layOut({
    ids: boxesOf(drawn).map(({ id }) => id),
    links: linksOf(drawn),
  });
  expect([...places.keys()]).toEqual([triggerBoxId, 'a', 'b']);
  expect(routes.size).toBe(2);
});

test.each([
  ['words of the language', ['constructor', 'toString', 'hasOwnProperty', 'length']],
  ['numbers', ['3', '2', '1', '0']],
  ['what a model may write', ['__proto__', '\u0001', ' ', '']],
])('ids may be %s', (_what, ids) => {
  const plain = ['a', 'b', 'c', 'd'];
  const diamond = (names: readonly string[]) => {
    const link = (from: number, to: number) => ({ from: names[from] ?? '', to: names[to] ?? '' });
    return layOut({ ids: names, links: [link(0, 1), link(0, 2), link(1, 3), link(2, 3)] });
  };
  const { places, routes } = diamond(ids);
  expect([...places.keys()]).toEqual(ids);
  expect([...places.values()]).toEqual([...diamond(plain).places.values()]);
  expect([...routes.values()]).toEqual([...diamond(plain).routes.values()]);
});

test('a view shows all that can be read at once, else the beginning or the end', () => {
  const size = { width: 700, height: 600 };
  const few = layOut({ ids: ['a', 'b'], links: [{ from: 'a', to: 'b' }] });
  expect(readableView(few.places, size, 'start')).toEqual(wholeView(few.places, size));

  const ids = Array.from({ length: 100 }, (_, at) => `s${at}`);
  const chain = layOut({
    ids,
    links: ids.slice(1).map((to, at) => ({ from: `s${at}`, to })),
  });
  const seen = (view: ReturnType<typeof wholeView>, id: string) => {
    const top = (chain.places.get(id)?.y ?? 0) * view.zoom + view.y;
    return top >= 0 && top + boxSize.height * view.zoom <= size.height;
  };
  const start = readableView(chain.places, size, 'start');
  const end = readableView(chain.places, size, 'end');
  expect([seen(start, 's0'), seen(start, 's99')]).toEqual([true, false]);
  expect([seen(end, 's0'), seen(end, 's99')]).toEqual([false, true]);
  const last = chain.places.get('s99') ?? { x: 0, y: 0 };
  expect(seen(showing(start, last, size), 's99')).toBe(true);
  expect(showing(end, last, size)).toEqual(end);
});
