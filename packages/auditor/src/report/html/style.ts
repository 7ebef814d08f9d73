/** The page's style. What it says with colour it says with words, marks or patterns as well. */
export const STYLE = `
:root { --ink: #16202a; --soft: #52606d; --line: #c9d1d9; --band: #f3f6f9; --accent: #1f4e79; }
* { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; }
body { margin: 0 auto; padding: 2rem 1.5rem 4rem; max-width: 54rem; color: var(--ink); background: #fff;
  font: 16px/1.55 system-ui, -apple-system, "Segoe UI", Roboto, "DejaVu Sans", Arial, sans-serif; overflow-wrap: anywhere; }
h1 { font-size: 1.9rem; line-height: 1.2; margin: 0 0 .4rem; }
h2 { font-size: 1.35rem; line-height: 1.25; margin: 3rem 0 .6rem; padding-top: .9rem; border-top: 3px solid var(--accent); }
h3 { font-size: 1.05rem; margin: 1.8rem 0 .4rem; }
p, ul, dl { margin: .5rem 0 .9rem; }
a { color: var(--accent); }
code, .mono { font-family: ui-monospace, "DejaVu Sans Mono", Consolas, monospace; font-size: .88em; }
.lead { color: var(--soft); margin: 0 0 1.2rem; }
.verdict { border: 3px solid var(--ink); border-left-width: 14px; padding: .9rem 1.1rem; margin: 1.2rem 0; }
.verdict strong { display: block; font-size: 1.3rem; line-height: 1.3; }
.verdict.verified { border-color: #1d6b3c; } .verdict.mismatch { border-color: #a31515; border-style: double; border-left-width: 14px; }
.verdict.unproved { border-color: #8a5a00; border-style: dashed; border-left-style: solid; }
.cards { display: grid; grid-template-columns: repeat(auto-fit, minmax(14rem, 1fr)); gap: .7rem; margin: 1.2rem 0; padding: 0; list-style: none; }
.cards li { background: var(--band); border: 1px solid var(--line); padding: .7rem .85rem; }
.cards b { display: block; font-size: 1.25rem; line-height: 1.25; font-variant-numeric: tabular-nums; overflow-wrap: normal; }
.cards span { color: var(--soft); font-size: .85rem; line-height: 1.35; display: block; }
.mark { display: inline-block; min-width: 6.5rem; font-weight: 700; white-space: nowrap; }
.mark.verified { color: #1d6b3c; } .mark.mismatch { color: #a31515; text-decoration: underline; } .mark.unproved { color: #8a5a00; }
.check { border-bottom: 1px solid var(--line); padding: .7rem 0; break-inside: avoid; }
.check p { margin: .15rem 0; } .check h3 { margin: 0; }
.finding { border-left: 4px solid var(--ink); background: var(--band); padding: .5rem .8rem; margin: .6rem 0; break-inside: avoid; }
.finding h3 { margin: 0; } .finding p { margin: .2rem 0; }
.scroll { overflow-x: auto; margin: .8rem 0 .4rem; }
.scroll:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
table { border-collapse: separate; border-spacing: 0; width: 100%; font-size: .86rem; line-height: 1.35; font-variant-numeric: tabular-nums; overflow-wrap: normal; }
caption { text-align: left; font-weight: 700; padding: 0 0 .35rem; }
th, td { padding: .32rem .55rem; text-align: left; vertical-align: top; border-bottom: 1px solid var(--line); font-weight: 400; }
thead th { border-bottom: 2px solid var(--ink); font-weight: 700; vertical-align: bottom; }
th.n, td.n { text-align: right; white-space: nowrap; } thead th.n { white-space: normal; } th.k, td.k { white-space: nowrap; }
tfoot th, tfoot td { font-weight: 700; border-top: 2px solid var(--ink); border-bottom: 0; }
tbody th[scope=row] { font-weight: 600; }
td .mono, th .mono { font-size: .92em; }
td { overflow-wrap: anywhere; min-width: 7.4em; } tbody th { overflow-wrap: break-word; } td.n, td.k { overflow-wrap: normal; min-width: 0; }
.note { color: var(--soft); font-size: .85rem; margin: .2rem 0 1rem; }
figure { margin: 1.2rem 0; break-inside: avoid; } figcaption { font-weight: 700; margin-bottom: .3rem; }
figure p { font-weight: 400; color: var(--soft); font-size: .88rem; margin: .1rem 0 .5rem; }
figure svg { display: block; width: 100%; height: auto; } figure .narrow { display: none; }
dl.figures { display: grid; grid-template-columns: repeat(auto-fit, minmax(15rem, 1fr)); gap: .4rem .8rem; margin: .6rem 0 1rem; }
dl.figures div { border-left: 3px solid var(--accent); padding: .1rem .7rem; } dl.figures dt { font-size: .85rem; line-height: 1.3; color: var(--soft); }
dl.figures dd { margin: 0; font-weight: 700; font-variant-numeric: tabular-nums; }
.definitions h3 { margin-top: .7rem; }
dl.words { display: grid; grid-template-columns: minmax(9rem, 13rem) 1fr; gap: .35rem 1rem; font-size: .92rem; }
dl.words dt { font-weight: 700; } dl.words dd { margin: 0; }
.definitions { background: var(--band); border: 1px solid var(--line); padding: .3rem 1rem .4rem; }
pre { white-space: pre-wrap; overflow-wrap: anywhere; background: var(--band); border: 1px solid var(--line); padding: .7rem; font-size: .78rem; line-height: 1.4; }
nav ol { columns: 2; column-gap: 2rem; padding-left: 1.4rem; margin: .3rem 0; font-size: .92rem; }
@media (max-width: 600px) {
  body { padding: 1.1rem .9rem 3rem; } h1 { font-size: 1.5rem; } .cards, dl.figures { grid-template-columns: 1fr 1fr; gap: .5rem; }
  .cards b { font-size: 1.05rem; } nav ol { columns: 1; } dl.figures { display: grid; grid-template-columns: repeat(auto-fit, minmax(15rem, 1fr)); gap: .4rem .8rem; margin: .6rem 0 1rem; }
dl.figures div { border-left: 3px solid var(--accent); padding: .1rem .7rem; } dl.figures dt { font-size: .85rem; line-height: 1.3; color: var(--soft); }
dl.figures dd { margin: 0; font-weight: 700; font-variant-numeric: tabular-nums; }
.definitions h3 { margin-top: .7rem; }
dl.words { display: block; } dl.words dd { margin: 0 0 .6rem; }
  figure .wide { display: none; } figure .narrow { display: block; }
  tbody th[scope=row], tfoot th { position: sticky; left: 0; background: #fff; }
  .mark { display: block; }
  .stacked thead { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
  .stacked caption, .stacked tbody, .stacked tfoot, .stacked tr, .stacked th, .stacked td { display: block; }
  .stacked tr { border-bottom: 1px solid var(--line); padding: .4rem 0; } .stacked tbody th, .stacked tfoot th, .stacked td { border: 0; padding: .08rem 0; position: static; text-align: left; }
  .stacked td::before { content: attr(data-label) ": "; color: var(--soft); }
}
@media print {
  @page { size: A4; margin: 16mm 14mm 18mm; }
  body { max-width: none; padding: 0; font-size: 10pt; } a { color: inherit; text-decoration: none; }
  h2, h3 { break-after: avoid; } h2 { margin-top: 1.6rem; } tr, .cards, dl.figures, dl.words > * { break-inside: avoid; } thead { display: table-header-group; }
  table { font-size: 7.4pt; } thead, tfoot { break-inside: avoid; } thead { break-after: avoid; } th, td { padding: .2rem .3rem; } .scroll { overflow: visible; } nav { display: none; }
  details::details-content { content-visibility: visible; height: auto; }
  pre { font-size: 7pt; } * { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
}`;
