
'use strict';
// The page is whole without this: it only answers faster and sorts.

// Names at the pointer at once, not after a browser's delay.
const tip = document.body.appendChild(Object.assign(document.createElement('div'), { className: 'tip', hidden: true }));
for (const hit of document.querySelectorAll('.hit')) {
  const title = hit.firstElementChild;
  hit.dataset.tip = title.textContent;
  hit.parentElement.setAttribute('aria-label', title.textContent);
  title.remove();
}
document.addEventListener('pointermove', event => {
  const text = event.target.dataset?.tip;
  tip.hidden = !text;
  if (!text) return;
  tip.textContent = text;
  const x = event.clientX + 14, y = event.clientY + 14;
  tip.style.left = Math.max(4, Math.min(x, innerWidth - tip.offsetWidth - 4)) + 'px';
  tip.style.top = (y + tip.offsetHeight > innerHeight ? event.clientY - tip.offsetHeight - 10 : y) + 'px';
});

// A link to a layer opens the table that it is in.
const layers = document.getElementById('layers');
const open = () => {
  const row = location.hash && document.getElementById(location.hash.slice(1));
  if (!row || !layers.contains(row)) return;
  layers.open = true;
  row.scrollIntoView({ block: 'center' });
};
addEventListener('hashchange', open);
open();
addEventListener('beforeprint', () => { layers.open = true; });

// A click on a heading sorts by its column.
const number = text => {
  const plain = text.replaceAll('−', '-').replace(/[%,<]/g, '').trim();
  return plain.includes('∞') ? (plain[0] === '-' ? -Infinity : Infinity) : plain === 'NaN' ? Infinity : plain === '' ? -1 : Number(plain);
};
const body = layers.querySelector('tbody');
for (const head of layers.querySelectorAll('thead tr:last-child th')) {
  const button = Object.assign(document.createElement('button'), { textContent: head.textContent });
  head.replaceChildren(button);
  button.addEventListener('click', () => {
    const column = head.cellIndex, isNumber = head.classList.contains('n');
    const first = isNumber && column > 0 ? 'descending' : 'ascending';
    const order = head.getAttribute('aria-sort') !== first ? first : first === 'ascending' ? 'descending' : 'ascending';
    const sign = order === 'ascending' ? 1 : -1;
    for (const other of head.parentElement.cells) other.removeAttribute('aria-sort');
    head.setAttribute('aria-sort', order);
    const of = row => row.cells[column].textContent;
    body.append(...[...body.rows].sort((a, b) => sign * (isNumber ? number(of(a)) - number(of(b)) || 0 : of(a).localeCompare(of(b)))));
  });
}
