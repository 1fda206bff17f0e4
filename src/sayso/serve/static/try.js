// Pasting a text: says when the models are loaded, and what is being waited for once it is sent.
'use strict';
document.addEventListener('DOMContentLoaded', () => {
  const form = document.querySelector('form.paste');
  const waiting = form.querySelector('.waiting');
  const say = (text) => {
    waiting.replaceChildren(window.sayso.busy(), text);
    waiting.hidden = false;
  };
  const ask = async () => {
    const state = await window.sayso.coder();
    if (state === null) return; // the next text will tell
    waiting.dataset.coder = state;
    if (form.getAttribute('aria-busy') === 'true') return;
    if (state === 'loading') setTimeout(ask, 700);
    else if (state === 'ready') waiting.replaceChildren('Ready: the models are loaded.');
    else if (state === 'failed') waiting.replaceChildren('The coder could not be loaded; coding a text says why.');
  };
  if (waiting.dataset.coder === 'loading') setTimeout(ask, 700);
  form.addEventListener('keydown', (event) => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) form.requestSubmit(form.querySelector('button.go'));
  });
  form.addEventListener('submit', (event) => {
    if (form.getAttribute('aria-busy') === 'true') { event.preventDefault(); return; }
    form.setAttribute('aria-busy', 'true');
    const loaded = waiting.dataset.coder === 'ready';
    if (event.submitter?.name === 'keep') say('Coding it and keeping it …');
    else say(loaded ? 'Coding it …' : 'Loading the models, then coding it. This takes some seconds, once …');
  });
  // Back from another page the form is as it was left, and waits for nothing.
  addEventListener('pageshow', (event) => {
    if (!event.persisted) return;
    form.removeAttribute('aria-busy');
    waiting.hidden = true;
  });
  document.getElementById('coded')?.scrollIntoView({ block: 'nearest' });
});
