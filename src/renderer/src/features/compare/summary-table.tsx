import type { ComparedColumn, Comparison, Spread } from '#shared/domain/comparison.ts';
import { dollarsText } from '../../ui/cost-words.ts';
import { SimulatedMark } from '../../ui/simulated-mark.tsx';
import { TableScroller } from '../activity/usage/table-scroller.tsx';
import { durationText, noFigure, speedText } from '../generate/figures.ts';
import { MarksOf } from './marks.tsx';
import classes from './results.module.css';

/** The figures of each column over all its answers: the middle, and between which the middle half of them lies. */
export function SummaryTable({ comparison }: { readonly comparison: Comparison }) {
  return (
    <TableScroller label="Summary, scrollable">
      <table className={classes.table} aria-label="Summary">
        <thead>
          <tr>
            <th scope="col">Configuration</th>
            <th scope="col">Answers</th>
            <th scope="col">First token</th>
            <th scope="col">Total time</th>
            <th scope="col">Tokens/s</th>
            <th scope="col">Output tokens</th>
            <th scope="col">Cost an answer</th>
            <th scope="col">Cost</th>
          </tr>
        </thead>
        <tbody>
          {comparison.columns.map((column, place) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: the columns of a comparison keep their places
            <Row key={place} column={column} place={place} />
          ))}
        </tbody>
      </table>
    </TableScroller>
  );
}

function Row({ column, place }: { readonly column: ComparedColumn; readonly place: number }) {
  const { configuration, figures, cells } = column;
  const count = (value: number) => Math.round(value).toLocaleString('en');
  return (
    <tr>
      <th scope="row">
        {configuration.name}
        {configuration.simulated && <SimulatedMark />}
        <span className={classes.marks}>
          <MarksOf place={place} />
        </span>
      </th>
      <td>
        {count(cells.done)}
        {cells.failed > 0 && <span className={classes.spread}>{count(cells.failed)} failed</span>}
      </td>
      <SpreadCell spread={figures.timeToFirstTokenMs} text={durationText} />
      <SpreadCell spread={figures.totalMs} text={durationText} />
      <SpreadCell spread={figures.tokensPerSecond} text={speedText} />
      <SpreadCell spread={figures.outputTokens} text={count} />
      <SpreadCell spread={figures.cost.perAnswerUsd} text={dollarsText} />
      <td>{costWords(figures.cost)}</td>
    </tr>
  );
}

function SpreadCell(props: {
  readonly spread: Spread | null;
  readonly text: (value: number) => string;
}) {
  const { spread, text } = props;
  if (spread === null) return <td>{noFigure}</td>;
  const { median, lowerQuartile, upperQuartile } = spread;
  return (
    <td>
      {text(median)}
      {lowerQuartile !== upperQuartile && (
        <span className={classes.spread}>
          {text(lowerQuartile)}–{text(upperQuartile)}
        </span>
      )}
    </td>
  );
}

/** What is not known is never a zero. */
function costWords(cost: ComparedColumn['figures']['cost']): string {
  if (cost.known > 0 && cost.totalUsd !== null) {
    const more = cost.unknown > 0 ? ` and ${cost.unknown.toLocaleString('en')} unknown` : '';
    return `${dollarsText(cost.totalUsd)}${more}`;
  }
  if (cost.unknown > 0) return 'Price unknown';
  if (cost.local > 0) return 'Local';
  return cost.simulated > 0 ? 'Simulated' : noFigure;
}
