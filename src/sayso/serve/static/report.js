// A report: what a mark means, shown where it stands, by pointing or by keyboard.
'use strict';
document.addEventListener('DOMContentLoaded', () => {
  const text = document.querySelector('.text');
  if (!text) return;
  const marks = [...text.querySelectorAll('.mark')];
  const first = marks.filter((mark) => mark.tabIndex === 0);
  const blocks = [...document.querySelectorAll('.blocks > .block')];
  const parts = [...text.querySelectorAll('[data-roles]')].filter((part) => part.dataset.roles);
  let pop = null;
  let leaving = 0;

  function clear() {
    pop?.remove();
    pop = null;
    for (const lit of document.querySelectorAll('.lit, .lit-part')) {
      lit.classList.remove('lit', 'lit-part');
      for (const name of [...lit.classList]) if (name.startsWith('r-')) lit.classList.remove(name);
    }
  }

  function light(numbers) {
    for (const number of numbers) {
      blocks[number]?.classList.add('lit');
      for (const mark of marks) if (mark.dataset.blocks.split(' ').includes(number)) mark.classList.add('lit');
      for (const part of parts) {
        for (const role of part.dataset.roles.split('|')) {
          const [name, of] = role.split(' ');
          if (of === number) part.classList.add(part.classList.contains('mark') ? 'lit-part' : 'lit', `r-${name}`);
        }
      }
    }
  }

  // Brings what the mark means into sight in the margin, where that scrolls by itself.
  function beside(block) {
    const margin = block?.closest('.margin');
    if (margin && margin.scrollHeight > margin.clientHeight) margin.scrollTop = block.offsetTop - margin.offsetTop - 8;
  }

  function show(mark) {
    clearTimeout(leaving); // what the mark before this one left behind would close the card again
    clear();
    const numbers = mark.dataset.blocks.split(' ');
    light(numbers);
    beside(blocks[numbers[0]]);
    pop = document.createElement('div');
    pop.id = 'pop';
    pop.setAttribute('role', 'tooltip');
    for (const number of numbers) {
      const copy = blocks[number].cloneNode(true);
      copy.removeAttribute('id');
      copy.classList.remove('lit');
      const card = document.createElement('div');
      card.className = copy.className;
      card.append(...copy.childNodes);
      pop.append(card);
    }
    for (const focusable of pop.querySelectorAll('a, button, summary')) focusable.tabIndex = -1;
    pop.addEventListener('pointerenter', () => clearTimeout(leaving));
    pop.addEventListener('pointerleave', later);
    document.body.append(pop);
    const lines = [...mark.getClientRects()];
    const at = { left: lines[0].left, top: lines[0].top, bottom: lines.at(-1).bottom };
    const room = document.documentElement.clientWidth - pop.offsetWidth - 16;
    pop.style.left = `${Math.max(8, Math.min(at.left, room)) + scrollX}px`;
    const below = at.bottom + 6;
    const top = below + pop.offsetHeight > innerHeight && at.top - pop.offsetHeight - 6 > 60 ? at.top - pop.offsetHeight - 6 : below;
    pop.style.top = `${top + scrollY}px`;
  }

  function later() {
    clearTimeout(leaving);
    leaving = setTimeout(clear, 180);
  }

  for (const mark of marks) {
    mark.addEventListener('pointerenter', (event) => {
      if (event.pointerType === 'touch') return;
      clearTimeout(leaving);
      show(mark);
    });
    mark.addEventListener('pointerleave', later);
    mark.addEventListener('focus', () => { if (mark.matches(':focus-visible')) show(mark); });
    mark.addEventListener('blur', later);
    mark.addEventListener('click', (event) => {
      // A click opens the event. A finger cannot point first: its first touch shows the card, which has the links.
      if (!matchMedia('(hover: none), (max-width: 1080px)').matches || event.detail === 0) return;
      event.preventDefault();
      show(mark);
    });
  }
  for (const block of blocks) {
    block.addEventListener('pointerenter', () => { clear(); light([block.dataset.block]); });
    block.addEventListener('pointerleave', clear);
  }
  document.addEventListener('click', (event) => {
    if (pop && !event.target.closest('#pop, .mark')) clear();
  });
  document.addEventListener('keydown', (event) => {
    if (event.key === 'Escape') clear();
    if ((event.key !== 'j' && event.key !== 'k') || window.sayso.typing(event)) return;
    const now = first.indexOf(document.activeElement);
    const next = event.key === 'j' ? now + 1 : now < 0 ? first.length - 1 : now - 1;
    first[Math.max(0, Math.min(next, first.length - 1))]?.focus();
  });
});
