/** Who starts after whom, drawn: what starts first at the left, an arrow to each that waits for it. */
import { textAt } from '../json-value';
import { waitsOf } from './start-order-draft';
import styles from './start-order.module.css';

const WIDTH = 132;
const HEIGHT = 32;
const ACROSS = 96;
const DOWN = 14;
const MARGIN = 4;
/** What fits into a box at this size of type. */
const LETTERS = 16;

interface Node {
  readonly name: string;
  readonly x: number;
  readonly y: number;
}
interface Arrow {
  readonly from: Node;
  readonly to: Node;
  readonly condition: string;
}

/** The longest way to each; going round in a circle ends after as many steps as there are containers. */
function levelsOf(waits: ReadonlyMap<string, readonly string[]>): ReadonlyMap<string, number> {
  const levels = new Map([...waits.keys()].map((name) => [name, 0]));
  for (let round = 1; round < waits.size; round += 1)
    for (const [name, others] of waits)
      for (const other of others) {
        const level = (levels.get(other) ?? -1) + 1;
        if (level === round && other !== name) levels.set(name, Math.max(levels.get(name) ?? 0, level));
      }
  return levels;
}

function layout(containers: readonly unknown[]): { nodes: readonly Node[]; arrows: readonly Arrow[] } {
  const all = new Map(containers.map((container) => [textAt(container, ['name']), waitsOf(container)]));
  const waited = new Set([...all.values()].flatMap((list) => list.map((wait) => wait.container)));
  // What neither waits nor is waited for needs no picture.
  const waits = new Map([...all].filter(([name, list]) => list.length > 0 || waited.has(name)));
  const levels = levelsOf(new Map([...waits].map(([name, list]) => [name, list.map((wait) => wait.container)])));
  const nodes = new Map<string, Node>();
  // As high as the highest it waits for, so that fewer arrows cross.
  const height = (name: string): number =>
    Math.min(...(waits.get(name) ?? []).map((wait) => nodes.get(wait.container)?.y ?? Infinity));
  for (let level = 0; level <= Math.max(0, ...levels.values()); level += 1) {
    const names = [...waits.keys()].filter((name) => levels.get(name) === level);
    const ordered = names.toSorted((one, other) =>
      height(one) < height(other) ? -1 : height(one) > height(other) ? 1 : 0,
    );
    for (const [row, name] of ordered.entries())
      nodes.set(name, { name, x: MARGIN + level * (WIDTH + ACROSS), y: MARGIN + row * (HEIGHT + DOWN) });
  }
  const arrows = [...waits].flatMap(([name, list]) =>
    list.flatMap(({ container, condition }) => {
      const [from, to] = [nodes.get(container), nodes.get(name)];
      return from && to && from !== to ? [{ from, to, condition }] : [];
    }),
  );
  return { nodes: [...nodes.values()], arrows };
}

const short = (name: string): string => (name.length > LETTERS ? `${name.slice(0, LETTERS - 1)}…` : name);

export function StartOrderGraph({ containers }: { containers: readonly unknown[] }) {
  const { nodes, arrows } = layout(containers);
  const width = Math.max(...nodes.map(({ x }) => x)) + WIDTH + MARGIN;
  const height = Math.max(...nodes.map(({ y }) => y)) + HEIGHT + MARGIN;
  const said = arrows.map(({ from, to, condition }) => `${to.name} after ${from.name} is ${condition}`).join('; ');
  return (
    // The list below says the same and is what one works with; a keyboard needs to scroll this one only.
    <div className={styles['scroll']} role="group" aria-label="Picture of the start order" tabIndex={0}>
      <svg width={width} height={height} viewBox={`0 0 ${width} ${height}`} role="img" aria-label={said}>
        {arrows.map((arrow) => (
          <ArrowLine key={`${arrow.from.name} ${arrow.to.name}`} {...arrow} />
        ))}
        {nodes.map(({ name, x, y }) => (
          <g key={name}>
            <title>{name}</title>
            <rect className={styles['box']} x={x} y={y} width={WIDTH} height={HEIGHT} rx={6} />
            <text className={styles['name']} x={x + WIDTH / 2} y={y + HEIGHT / 2 + 4} textAnchor="middle">
              {short(name)}
            </text>
          </g>
        ))}
      </svg>
    </div>
  );
}

function ArrowLine({ from, to, condition }: Arrow) {
  const [startX, startY] = [from.x + WIDTH, from.y + HEIGHT / 2];
  const [endX, endY] = [to.x, to.y + HEIGHT / 2];
  const bend = Math.max(24, (endX - startX) / 2);
  const path = `M${startX} ${startY}C${startX + bend} ${startY} ${endX - bend} ${endY} ${endX - 6} ${endY}`;
  return (
    <g className={styles['arrow']}>
      <path d={path} />
      <path d={`M${endX - 7} ${endY - 4}L${endX - 1} ${endY}L${endX - 7} ${endY + 4}`} />
      {/* Near its beginning, where arrows from several places are still apart. */}
      <text
        className={styles['condition']}
        x={startX + (endX - startX) * 0.34}
        y={startY + (endY - startY) * 0.22 - 4}
        textAnchor="middle"
      >
        {condition}
      </text>
    </g>
  );
}
