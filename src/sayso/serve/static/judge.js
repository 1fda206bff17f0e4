// Judging by keyboard, and words put into a field by selecting them.
'use strict';
document.addEventListener('DOMContentLoaded', () => {
  const form = document.getElementById('judge');
  const correction = document.getElementById('correction');
  document.addEventListener('keydown', (event) => {
    if (event.key === 'Escape' && correction && !correction.hidden) { open(false); return; }
    if (window.sayso.typing(event)) return;
    const button = document.querySelector(`main [data-key="${CSS.escape(event.key)}"]`);
    if (!button) return;
    event.preventDefault();
    button.click();
  });
  if (!form) return;
  // One decision a claim: a second press while the first is under way would decide on nothing.
  form.addEventListener('submit', (event) => {
    if (form.getAttribute('aria-busy') === 'true') event.preventDefault();
    form.setAttribute('aria-busy', 'true');
  });
  addEventListener('pageshow', () => form.removeAttribute('aria-busy'));
  const mend = form.querySelector('[data-key="c"]');
  function open(shown) {
    correction.hidden = !shown;
    mend.setAttribute('aria-expanded', String(shown));
    if (shown) correction.querySelector('select').focus();
    else mend.focus();
  }
  mend.addEventListener('click', () => open(correction.hidden));
  // Enter in a field saves the correction where that is open, and never presses the first button by accident.
  form.addEventListener('keydown', (event) => {
    if (event.key !== 'Enter' || !event.target.matches('input')) return;
    event.preventDefault();
    if (!correction.hidden) form.requestSubmit(form.querySelector('[value="corrected"]'));
  });

  const sentence = document.getElementById('sentence');
  const context = sentence.parentElement;
  let chosen = null;
  const takes = [...form.querySelectorAll('.take')];
  document.addEventListener('selectionchange', () => {
    const selection = getSelection();
    if (!selection.rangeCount || selection.isCollapsed || !context.contains(selection.anchorNode)) return;
    const range = selection.getRangeAt(0);
    const words = range.toString();
    const trimmed = words.trim();
    if (!trimmed) return;
    let start = null;
    if (sentence.contains(range.startContainer)) {
      const before = document.createRange();
      before.setStart(sentence, 0);
      before.setEnd(range.startContainer, range.startOffset);
      // Offsets of the database count characters, those of the browser count UTF-16 units.
      start = Number(sentence.dataset.start) + [...before.toString()].length + [...words.slice(0, words.indexOf(trimmed))].length;
    }
    chosen = { text: trimmed, start };
    for (const take of takes) take.classList.add('ready');
  });
  for (const take of takes) {
    take.addEventListener('click', () => {
      if (!chosen) return;
      const [field, place] = take.parentElement.querySelectorAll('input');
      field.value = chosen.text;
      if (place) place.value = chosen.start ?? '';
    });
  }
  // Words typed by hand stand wherever they are found.
  for (const place of form.querySelectorAll('.taking input[type="hidden"]')) {
    place.previousElementSibling.addEventListener('input', () => { place.value = ''; });
  }
});
