// From the values of a form to a request, and from a response to text. Pure but for send().

// {path, query, header} of values by name, an empty one left out -> what fetch() takes.
export function build(operation, values, token) {
  let path = operation.path;
  for (const [name, value] of Object.entries(values.path))
    path = path.replace(`{${name}}`, encodeURIComponent(value));
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(values.query))
    if (value !== "") query.set(name, value);
  const headers = {};
  for (const [name, value] of Object.entries(values.header))
    if (value !== "") headers[name] = value;
  if (token && !operation.open) headers.Authorization = `Bearer ${token}`;
  if (values.media) headers["Content-Type"] = values.media;
  if (operation.gives.length) headers.Accept = values.accept ?? operation.gives[0];
  const text = query.toString();
  return {
    url: text ? `${path}?${text}` : path,
    init: {
      method: operation.method,
      headers,
      body: values.media ? values.body : undefined,
      cache: "no-store",
    },
  };
}

export function pretty(text, media) {
  if (!/json/.test(media ?? "") || /ndjson/.test(media)) return text;
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text;
  }
}

const TEXT_MAX = 200_000; // shown; a response may be longer

// Reads as much as can be shown; `signal` ends a response that does not end by itself.
export async function send(request, signal, onText) {
  const response = await fetch(request.url, { ...request.init, signal });
  const reader = response.body?.getReader();
  const decoder = new TextDecoder();
  let text = "";
  onText(response, text);
  for (let part; reader && !(part = await reader.read()).done && text.length < TEXT_MAX;)
    onText(response, (text += decoder.decode(part.value, { stream: true })));
  await reader?.cancel();
  return response;
}
