// The bundle, not the modules: several hundred files take ten times as long to load as one.
import { type EChartsCoreOption, init } from "echarts/dist/echarts.esm.min";
import { html, Markup } from "../markup.ts";

/** A picture, as it is drawn on a page and on a phone. */
export interface Picture {
  /** A short word of its own, for ids. */
  readonly id: string;
  readonly title: string;
  /** What the picture shows, in words; the figures themselves are in the table beside it. */
  readonly description: string;
  /** The main figures, for whoever hears the picture. */
  readonly figures: string;
  readonly wide: Drawing;
  readonly narrow: Drawing;
}

export interface Drawing {
  readonly option: EChartsCoreOption;
  readonly height: number;
}

const WIDE = 820;
const NARROW = 360;

export const FONT = "system-ui, Segoe UI, Roboto, DejaVu Sans, Arial, sans-serif";
export const INK = "#16202a";

/** A picture with its title and description, for eyes and for screen readers. */
export function figure({ id, title, description, figures, wide, narrow }: Picture): Markup {
  const spoken = `${description} ${figures}`;
  return html`<figure role="group" aria-labelledby="${id}-title">
<figcaption id="${id}-title">${title}<p>${description}</p></figcaption>
<div class="wide">${draw(wide, WIDE, `${id}-wide`, title, spoken)}</div>
<div class="narrow">${draw(narrow, NARROW, `${id}-narrow`, title, spoken)}</div>
</figure>
`;
}

function draw({ option, height }: Drawing, width: number, id: string, title: string, description: string): Markup {
  const chart = init(null, null, { renderer: "svg", ssr: true, width, height });
  try {
    chart.setOption({ animation: false, textStyle: { fontFamily: FONT, color: INK }, ...option });
    const label = html`role="img" aria-labelledby="${id}-t ${id}-d"`.text;
    const texts = html`<title id="${id}-t">${title}</title><desc id="${id}-d">${description}</desc>`.text;
    return new Markup(
      settled(chart.renderToSVGString(), id).replace("<svg ", `<svg ${label} `).replace(/>/, `>${texts}`),
    );
  } finally {
    chart.dispose();
  }
}

/** Without what is for pointers, and with ids that are the same each time and belong to this picture. */
function settled(svg: string, id: string): string {
  return svg
    .replace(/<style ?>.*?<\/style>/gs, "")
    .replace(/ (?:class="zr\d+-cls-\d+"|ecmeta_\w+="[^"]*"|pointer-events="\w+")/g, "")
    .replace(/\bzr\d+-/g, `${id}-`);
}

/** Fills that differ in lightness and in pattern, so that they stay apart in black and white. */
export const FILLS = [
  { color: "#1f4e79" },
  {
    color: "#9dbfdd",
    decal: {
      symbol: "rect",
      symbolSize: 1,
      rotation: Math.PI / 4,
      color: INK,
      dashArrayX: [1, 0],
      dashArrayY: [1.5, 6],
    },
  },
  {
    color: "#e9eff5",
    decal: {
      symbol: "circle",
      symbolSize: 0.7,
      color: INK,
      dashArrayX: [
        [5, 5],
        [0, 5, 5, 0],
      ],
      dashArrayY: [5, 0],
    },
  },
  {
    color: "#ffffff",
    borderColor: INK,
    borderWidth: 1,
    decal: {
      symbol: "rect",
      symbolSize: 1,
      rotation: -Math.PI / 4,
      color: INK,
      dashArrayX: [1, 0],
      dashArrayY: [1, 10],
    },
  },
] as const;

/** `1.2k`, `3.4M`: for axes, where the table has the exact figure. */
export function compact(value: number): string {
  const size = Math.abs(value);
  const [scale, suffix] = size >= 1e9 ? [1e9, "bn"] : size >= 1e6 ? [1e6, "M"] : size >= 1e3 ? [1e3, "k"] : [1, ""];
  return `${Number((value / scale).toFixed(size >= 10 * scale ? 0 : 1))}${suffix}`;
}

/** Token units as a number of tokens, for drawing only. */
export function tokens(units: bigint, decimals: number): number {
  return Number(units) / 10 ** decimals;
}
