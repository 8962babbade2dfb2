// The look of a list follows its fields: the frame beside them asks for the mail anew.

/** After the last letter, in milliseconds. */
const restMs = 400;

for (const form of document.querySelectorAll<HTMLFormElement>('form[data-previews]')) {
  const frame = document.getElementById(form.dataset.previews ?? '');
  if (!(frame instanceof HTMLIFrameElement)) continue;
  const { pathname } = new URL(frame.src);
  let timer = 0;
  form.addEventListener('input', () => {
    clearTimeout(timer);
    timer = window.setTimeout(() => {
      const fields = [...new FormData(form)].map(([name, value]) => [name, String(value)]);
      frame.src = `${pathname}?${new URLSearchParams(fields)}`;
    }, restMs);
  });
}
