// Makes the program's glyph atlas from Inter (SIL Open Font License 1.1):
//   npm install @fontsource/inter@5.3.0 opentype.js wawoff2 pngjs && node make.js OUTPUT_FOLDER
// inter.png: one byte a texel, the signed distance to the outline; 128 is the edge, 255 SPREAD texels inside it.
// inter.txt: "em spread ascent descent", then a line a glyph: weight code x y width height left top advance, in texels.
const fs = require('fs');
const path = require('path');
const opentype = require('opentype.js');
const wawoff2 = require('wawoff2');
const { PNG } = require('pngjs');

const EM = 40, SPREAD = 5, WIDTH = 512, STEPS = 8;
const WEIGHTS = [400, 600];
const CHARACTERS = Array.from({ length: 95 }, (_, i) => String.fromCharCode(32 + i)).join('') + '\u00b0\u00b1\u00b7\u00d7\u00b5\u2013\u2014\u2026';

function segments(commands) {
  const result = [];
  let x = 0, y = 0, startX = 0, startY = 0;
  const line = (toX, toY) => { if (toX !== x || toY !== y) result.push([x, y, toX, toY]); [x, y] = [toX, toY]; };
  const curve = (at) => { for (let i = 1; i <= STEPS; i++) line(...at(i / STEPS)); };
  for (const c of commands) {
    const [fromX, fromY] = [x, y];
    if (c.type === 'M') [x, y, startX, startY] = [c.x, c.y, c.x, c.y];
    else if (c.type === 'L') line(c.x, c.y);
    else if (c.type === 'Q') curve((t) => [0, 1].map((i) => {
      const p = i ? [fromY, c.y1, c.y] : [fromX, c.x1, c.x];
      return (1 - t) * (1 - t) * p[0] + 2 * t * (1 - t) * p[1] + t * t * p[2];
    }));
    else if (c.type === 'C') curve((t) => [0, 1].map((i) => {
      const p = i ? [fromY, c.y1, c.y2, c.y] : [fromX, c.x1, c.x2, c.x];
      return (1 - t) ** 3 * p[0] + 3 * t * (1 - t) ** 2 * p[1] + 3 * t * t * (1 - t) * p[2] + t ** 3 * p[3];
    }));
    else line(startX, startY);
  }
  return result;
}

// Positive inside, by the non-zero winding rule.
function distance(px, py, outline) {
  let nearest = Infinity, winding = 0;
  for (const [x1, y1, x2, y2] of outline) {
    const dx = x2 - x1, dy = y2 - y1;
    const t = Math.max(0, Math.min(1, ((px - x1) * dx + (py - y1) * dy) / (dx * dx + dy * dy)));
    nearest = Math.min(nearest, Math.hypot(px - x1 - t * dx, py - y1 - t * dy));
    if ((y1 <= py) !== (y2 <= py) && x1 + ((py - y1) / dy) * dx > px) winding += y2 > y1 ? 1 : -1;
  }
  return winding === 0 ? -nearest : nearest;
}

(async () => {
  const glyphs = [];
  let vertical = '';
  for (const weight of WEIGHTS) {
    const file = require.resolve(`@fontsource/inter/files/inter-latin-${weight}-normal.woff2`);
    const bytes = await wawoff2.decompress(fs.readFileSync(file));
    const font = opentype.parse(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength));
    const scale = EM / font.unitsPerEm;
    vertical ||= `${(font.ascender * scale).toFixed(3)} ${(-font.descender * scale).toFixed(3)}`;
    const figure = Math.max(...[...'0123456789'].map((c) => font.charToGlyph(c).advanceWidth)) * scale;
    for (const character of CHARACTERS) {
      const glyph = font.charToGlyph(character);
      if (glyph.index === 0) throw new Error(`Inter lacks ${character}`);
      const isFigure = character >= '0' && character <= '9';
      const advance = isFigure ? figure : glyph.advanceWidth * scale;
      const shift = (advance - glyph.advanceWidth * scale) / 2;
      const outline = segments(glyph.getPath(shift, 0, EM).commands);
      const xs = outline.flatMap((s) => [s[0], s[2]]), ys = outline.flatMap((s) => [s[1], s[3]]);
      const left = outline.length ? Math.floor(Math.min(...xs)) - SPREAD : 0, top = outline.length ? Math.floor(Math.min(...ys)) - SPREAD : 0;
      const width = outline.length ? Math.ceil(Math.max(...xs)) + SPREAD - left : 0, height = outline.length ? Math.ceil(Math.max(...ys)) + SPREAD - top : 0;
      glyphs.push({ weight, code: character.codePointAt(0), outline, left, top, width, height, advance });
    }
  }

  // Rows of falling height fill the picture well.
  let x = 1, y = 1, row = 0;
  for (const g of [...glyphs].sort((a, b) => b.height - a.height)) {
    if (x + g.width + 1 > WIDTH) [x, y, row] = [1, y + row + 1, 0];
    [g.x, g.y, row] = [x, y, Math.max(row, g.height)];
    x += g.width + 1;
  }
  const height = y + row + 1;
  const png = new PNG({ width: WIDTH, height, colorType: 0, inputColorType: 0, inputHasAlpha: false });
  png.data = Buffer.alloc(WIDTH * height);
  for (const g of glyphs) {
    for (let v = 0; v < g.height; v++) {
      for (let u = 0; u < g.width; u++) {
        const d = distance(g.left + u + 0.5, g.top + v + 0.5, g.outline);
        png.data[(g.y + v) * WIDTH + g.x + u] = Math.max(0, Math.min(255, Math.round(128 + (127 * d) / SPREAD)));
      }
    }
  }
  const folder = process.argv[2];
  fs.writeFileSync(path.join(folder, 'inter.png'), PNG.sync.write(png, { colorType: 0, inputColorType: 0, inputHasAlpha: false, deflateLevel: 9 }));
  const lines = glyphs.map((g) => `${g.weight} ${g.code} ${g.x} ${g.y} ${g.width} ${g.height} ${g.left} ${g.top} ${g.advance.toFixed(3)}`);
  fs.writeFileSync(path.join(folder, 'inter.txt'), `${EM} ${SPREAD} ${vertical}\n${lines.join('\n')}\n`);
})();
