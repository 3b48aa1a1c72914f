onmessage = async ({ data }) => {
  const answer = await fetch(data).catch(() => null);
  postMessage(answer?.ok ? await answer.text() : (answer?.status ?? 'failed'));
};
